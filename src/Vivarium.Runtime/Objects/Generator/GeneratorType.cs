// The type `generator`. See docs/internals/generators.md.
namespace Vivarium.Runtime.Objects;

[PyType("generator", Layout = typeof(PyGenObject), BasicSize = 152, ItemSize = 8, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, WeaklistField = "gi_weakreflist")]
internal static unsafe partial class GeneratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyGenObject* self, visitproc visit, void* arg) => GeneratorSupport.Traverse(self, visit, arg);

    [Slot]
    private static void tp_finalize(ThreadState* ts, PyObject* self) => GeneratorSupport.Finalize(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Repr(ts, self, "generator");

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, PyGenObject* self) => GeneratorSupport.IterNext(ts, self);

    [PyMethod("($self, object, /)", HideSignature = true, Doc = "send(value) -> resumes with 'value' and returns what is yielded next, or raises StopIteration.")]
    private static PyObject* send(ThreadState* ts, PyGenObject* self, PyObject* @object) => GeneratorSupport.Send(ts, self, @object);

    [PyMethod(HideSignature = true, NoKeywords = true, Doc = "throw(value)\nthrow(type[,value[,tb]])\n\nRaise an exception where it stands, and return what is yielded next. The form with several\narguments is deprecated.")]
    private static PyObject* @throw(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => GeneratorSupport.ThrowArguments(ts, (PyGenObject*)self, args, nargs);

    [PyMethod("($self, /)", HideSignature = true, Doc = "close() -> raises GeneratorExit where it stands.")]
    private static PyObject* close(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Close(ts, self);

    [Slot]
    private static PySendResult am_send(ThreadState* ts, PyObject* self, PyObject* value, PyObject** result) =>
        Generators.SendEx(ts, (PyGenObject*)self, value, result, throwing: false, closing: false);

    [PyMethod("($self, /)", HideSignature = true, Doc = "Bytes that the object takes, its frame included.")]
    private static nint __sizeof__(ThreadState* ts, PyGenObject* self) => GeneratorSupport.SizeOf(self);

    [PyClassMethod("($type, object, /)", HideSignature = true, Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);

    // ---- Attributes ----

    [PyGetSet("__name__", Setter = nameof(SetName), Doc = "name of the generator")]
    private static PyObject* GetName(ThreadState* ts, PyGenObject* self) => Ref.New(self->gi_name);

    private static Status SetName(ThreadState* ts, PyGenObject* self, PyObject* value) => GeneratorSupport.SetName(ts, &self->gi_name, value, "__name__");

    [PyGetSet("__qualname__", Setter = nameof(SetQualname), Doc = "qualified name of the generator")]
    private static PyObject* GetQualname(ThreadState* ts, PyGenObject* self) => Ref.New(self->gi_qualname);

    private static Status SetQualname(ThreadState* ts, PyGenObject* self, PyObject* value) => GeneratorSupport.SetName(ts, &self->gi_qualname, value, "__qualname__");

    [PyGetSet("gi_yieldfrom", Doc = "what it delegates to, or None")]
    private static PyObject* GetDelegate(ThreadState* ts, PyGenObject* self) => GeneratorSupport.DelegatedTo(self);

    [PyGetSet("gi_running")]
    private static PyObject* GetRunning(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Running(self);

    [PyGetSet("gi_frame")]
    private static PyObject* GetFrame(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Frame(ts, self);

    [PyGetSet("gi_suspended")]
    private static PyObject* GetSuspended(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Suspended(self);

    [PyGetSet("gi_code")]
    private static PyObject* GetCode(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Code(self);
}
