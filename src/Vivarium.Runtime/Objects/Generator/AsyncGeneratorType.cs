// The type `async_generator`; what its methods return is in AsyncGenAwaitables.cs. See docs/internals/generators.md.
namespace Vivarium.Runtime.Objects;

[PyType("async_generator", Layout = typeof(PyGenObject), BasicSize = 152, ItemSize = 8, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, WeaklistField = "gi_weakreflist")]
[PyMember("ag_running", "gi_running_async", MemberType.Bool)]
internal static unsafe partial class AsyncGeneratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyGenObject* self, visitproc visit, void* arg) => GeneratorSupport.Traverse(self, visit, arg);

    [Slot]
    private static void tp_finalize(ThreadState* ts, PyObject* self) => GeneratorSupport.Finalize(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Repr(ts, self, "async_generator");

    /// <summary>The first use tells the event loop (sys.set_asyncgen_hooks).</summary>
    private static Status StartHooks(ThreadState* ts, PyGenObject* self)
    {
        if (self->gi_hooks_inited != 0)
            return Status.Ok;
        self->gi_hooks_inited = 1;
        if (ts->async_gen_finalizer != null)
            self->gi_origin_or_finalizer = Ref.New(ts->async_gen_finalizer);
        if (ts->async_gen_firstiter == null)
            return Status.Ok;
        using Owned<PyObject> hook = Own.Of(ts, Ref.New(ts->async_gen_firstiter));
        PyObject* result = Call.OneArg(ts, hook.Pointer, (PyObject*)self);
        Ref.XDec(ts, result);
        return result == null ? Status.Error : Status.Ok;
    }

    [Slot]
    private static PyObject* am_aiter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* am_anext(ThreadState* ts, PyGenObject* self) => StartHooks(ts, self) != Status.Ok ? null : AsyncGenAsendType.New(ts, self, null);

    [PyMethod("($self, object, /)", HideSignature = true, Doc = "asend(v) -> an awaitable that sends 'v' into the generator.")]
    private static PyObject* asend(ThreadState* ts, PyGenObject* self, PyObject* @object) => StartHooks(ts, self) != Status.Ok ? null : AsyncGenAsendType.New(ts, self, @object);

    [PyMethod(HideSignature = true, NoKeywords = true, Doc = "athrow(value)\nathrow(type[,value[,tb]])\n\nan awaitable that raises an exception in the generator. The form with several arguments\nis deprecated.")]
    private static PyObject* athrow(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs > 1 && !GeneratorSupport.CheckThrow(ts, "athrow", nargs))
            return null;
        if (StartHooks(ts, (PyGenObject*)self) != Status.Ok)
            return null;
        using Owned<PyObject> tuple = Own.Of(ts, PyTuple.FromArray(ts, args, nargs));
        return tuple.IsNull ? null : AsyncGenAthrowType.New(ts, (PyGenObject*)self, tuple.Pointer);
    }

    [PyMethod("($self, /)", HideSignature = true, Doc = "aclose() -> an awaitable that raises GeneratorExit in the generator.")]
    private static PyObject* aclose(ThreadState* ts, PyGenObject* self) => StartHooks(ts, self) != Status.Ok ? null : AsyncGenAthrowType.New(ts, self, null);

    [PyMethod("($self, /)", HideSignature = true, Doc = "Bytes that the object takes, its frame included.")]
    private static nint __sizeof__(ThreadState* ts, PyGenObject* self) => GeneratorSupport.SizeOf(self);

    [PyClassMethod("($type, object, /)", HideSignature = true, Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);

    // ---- Attributes ----

    [PyGetSet("__name__", Setter = nameof(SetName), Doc = "name of the async generator")]
    private static PyObject* GetName(ThreadState* ts, PyGenObject* self) => Ref.New(self->gi_name);

    private static Status SetName(ThreadState* ts, PyGenObject* self, PyObject* value) => GeneratorSupport.SetName(ts, &self->gi_name, value, "__name__");

    [PyGetSet("__qualname__", Setter = nameof(SetQualname), Doc = "qualified name of the async generator")]
    private static PyObject* GetQualname(ThreadState* ts, PyGenObject* self) => Ref.New(self->gi_qualname);

    private static Status SetQualname(ThreadState* ts, PyGenObject* self, PyObject* value) => GeneratorSupport.SetName(ts, &self->gi_qualname, value, "__qualname__");

    [PyGetSet("ag_await", Doc = "what it delegates to, or None")]
    private static PyObject* GetDelegate(ThreadState* ts, PyGenObject* self) => GeneratorSupport.DelegatedTo(self);

    [PyGetSet("ag_frame")]
    private static PyObject* GetFrame(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Frame(ts, self);

    [PyGetSet("ag_suspended")]
    private static PyObject* GetSuspended(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Suspended(self);

    [PyGetSet("ag_code")]
    private static PyObject* GetCode(ThreadState* ts, PyGenObject* self) => GeneratorSupport.Code(self);
}
