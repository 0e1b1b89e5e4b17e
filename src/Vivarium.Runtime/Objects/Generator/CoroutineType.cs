// The type `coroutine`, and the iterator that its __await__ returns. See docs/internals/generators.md.
namespace Vivarium.Runtime.Objects;

[PyType("coroutine", Layout = typeof(PyGenObject), BasicSize = 152, ItemSize = 8, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, WeaklistField = "gi_weakreflist")]
[PyMember("cr_origin", "gi_origin_or_finalizer", MemberType.Object)]
internal static unsafe partial class CoroutineType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyGenObject* self, visitproc visit, void* arg) => GeneratorSupport.Traverse(self, visit, arg);

    [Slot]
    private static void tp_finalize(ThreadState* ts, PyObject* self) => GeneratorSupport.Finalize(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Repr(ts, self, "coroutine");

    [Slot]
    private static PyObject* am_await(ThreadState* ts, PyObject* self) => CoroutineWrapperType.New(ts, self);

    [PyMethod("($self, object, /)", HideSignature = true, Doc = "send(value) -> sends 'value' into coroutine and returns what it yields next, or raises StopIteration.")]
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

    [PyGetSet("__name__", Setter = nameof(SetName), Doc = "name of the coroutine")]
    private static PyObject* GetName(ThreadState* ts, PyGenObject* self) => Ref.New(self->gi_name);

    private static Status SetName(ThreadState* ts, PyGenObject* self, PyObject* value) => GeneratorSupport.SetName(ts, &self->gi_name, value, "__name__");

    [PyGetSet("__qualname__", Setter = nameof(SetQualname), Doc = "qualified name of the coroutine")]
    private static PyObject* GetQualname(ThreadState* ts, PyGenObject* self) => Ref.New(self->gi_qualname);

    private static Status SetQualname(ThreadState* ts, PyGenObject* self, PyObject* value) => GeneratorSupport.SetName(ts, &self->gi_qualname, value, "__qualname__");

    [PyGetSet("cr_await", Doc = "what it delegates to, or None")]
    private static PyObject* GetDelegate(ThreadState* ts, PyGenObject* self) => GeneratorSupport.DelegatedTo(self);

    [PyGetSet("cr_running")]
    private static PyObject* GetRunning(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Running(self);

    [PyGetSet("cr_frame")]
    private static PyObject* GetFrame(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Frame(ts, self);

    [PyGetSet("cr_suspended")]
    private static PyObject* GetSuspended(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Suspended(self);

    [PyGetSet("cr_code")]
    private static PyObject* GetCode(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Code(self);
}

internal unsafe struct CoroutineWrapperObject
{
    public PyObject ob_base;
    public PyGenObject* cw_coroutine;
}

[PyType("coroutine_wrapper", Layout = typeof(CoroutineWrapperObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, Doc = "Makes a coroutine iterable, for await.")]
internal static unsafe partial class CoroutineWrapperType
{
    public static PyObject* New(ThreadState* ts, PyObject* coroutine)
    {
        CoroutineWrapperObject* self = (CoroutineWrapperObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->cw_coroutine = (PyGenObject*)Ref.New(coroutine);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, CoroutineWrapperObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Dec(ts, self->cw_coroutine);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(CoroutineWrapperObject* self, visitproc visit, void* arg) => visit((PyObject*)self->cw_coroutine, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, CoroutineWrapperObject* self) => GeneratorSupport.IterNext(ts, self->cw_coroutine);

    [PyMethod("($self, object, /)", HideSignature = true)]
    private static PyObject* send(ThreadState* ts, CoroutineWrapperObject* self, PyObject* @object) => GeneratorSupport.Send(ts, self->cw_coroutine, @object);

    [PyMethod(HideSignature = true, NoKeywords = true)]
    private static PyObject* @throw(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) =>
        GeneratorSupport.ThrowArguments(ts, ((CoroutineWrapperObject*)self)->cw_coroutine, args, nargs);

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* close(ThreadState* ts, CoroutineWrapperObject* self) => GeneratorSupport.Close(ts, self->cw_coroutine);
}
