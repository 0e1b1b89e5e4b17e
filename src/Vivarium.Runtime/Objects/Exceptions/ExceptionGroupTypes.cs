// BaseExceptionGroup and ExceptionGroup (PEP 654): several exceptions raised together, and taking them apart by type. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

[PyType("BaseExceptionGroup", Layout = typeof(PyBaseExceptionGroupObject), Base = typeof(BaseExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "Several exceptions raised together.")]
[PyMember("message", "msg", MemberType.Object, Doc = "what the exceptions have in common")]
[PyMember("exceptions", "excs", MemberType.Object, Doc = "the exceptions")]
internal static unsafe partial class BaseExceptionGroupType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, $"{PyType.TpName(type)}() takes no keyword arguments");
        if (PyTuple.Size(args) != 2)
            return Err.Type(ts, $"BaseExceptionGroup.__new__() takes exactly 2 arguments ({PyTuple.Size(args)} given)");
        PyObject* message = PyTuple.GetBorrowed(args, 0);
        PyObject* given = PyTuple.GetBorrowed(args, 1);
        if (!PyUnicode.Check(message))
            return Err.Type(ts, $"BaseExceptionGroup.__new__() argument 1 must be str, not {PyType.NameOf(message)}");
        if (!Seq.Check(given))
            return Err.Type(ts, "second argument (exceptions) must be a sequence");
        using Owned<PyObject> exceptions = Own.Of(ts, PyTuple.FromSequence(ts, given));
        if (exceptions.IsNull)
            return null;
        nint n = PyTuple.Size(exceptions.Pointer);
        if (n == 0)
            return Err.Value(ts, "second argument (exceptions) must be a non-empty sequence");
        bool nestedBase = false;
        for (nint i = 0; i < n; i++)
        {
            PyObject* e = PyTuple.GetBorrowed(exceptions.Pointer, i);
            if (!PyType.HasFlag(e->ob_type, TypeFlags.BaseExcSubclass))
                return Err.Value(ts, $"Item {i} of second argument (exceptions) is not an exception");
            nestedBase |= !PyType.IsSubtype(e->ob_type, Exc.Exception);
        }
        if (type == Type && !nestedBase)
            type = Exc.ExceptionGroup;
        else if (nestedBase && type == Exc.ExceptionGroup)
            return Err.Type(ts, "Cannot nest BaseExceptions in an ExceptionGroup");
        else if (nestedBase && PyType.IsSubtype(type, Exc.Exception))
            return Err.Type(ts, $"Cannot nest BaseExceptions in '{PyType.Name(type)}'");
        // What another sequence looks like has to be kept: it may change.
        bool plain = PyTuple.CheckExact(given) || PyList.CheckExact(given);
        using Owned<PyObject> text = Own.Of(ts, plain ? null : Obj.Repr(ts, given));
        if (!plain && text.IsNull)
            return null;
        PyBaseExceptionGroupObject* self = (PyBaseExceptionGroupObject*)BaseExceptionType.New(ts, type, args);
        if (self == null)
            return null;
        self->excs_str = text.Release();
        self->msg = Ref.New(message);
        self->excs = exceptions.Release();
        return (PyObject*)self;
    }

    public static bool IsGroup(PyObject* o) => PyType.IsInstance(o, Type);

    [Slot]
    private static int tp_traverse(PyBaseExceptionGroupObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        PyObject** field = &self->msg;
        for (int i = 0; i < 3 && r == 0; i++)
            r = field[i] == null ? 0 : visit(field[i], arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyBaseExceptionGroupObject* self)
    {
        PyObject** field = &self->msg;
        for (int i = 0; i < 3; i++)
            Ref.Clear(ts, &field[i]);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyBaseExceptionGroupObject* self)
    {
        nint n = PyTuple.Size(self->excs);
        return PyUnicode.FromString(ts, $"{PyUnicode.ToString(self->msg)} ({n} sub-exception{(n > 1 ? "s" : "")})");
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyBaseExceptionGroupObject* self)
    {
        PyObject* args = self->head.args;
        bool list = PyTuple.Size(args) == 2 && PyList.Check(PyTuple.GetBorrowed(args, 1));
        using Owned<PyObject> exceptions = Own.Of(ts, list ? PyList.FromSequence(ts, self->excs) : Ref.New(self->excs));
        using Owned<PyObject> members = Own.Of(ts, self->excs_str != null ? Ref.New(self->excs_str) : exceptions.IsNull ? null : Obj.Repr(ts, exceptions.Pointer));
        using Owned<PyObject> message = Own.Of(ts, members.IsNull ? null : Obj.Repr(ts, self->msg));
        using Owned<PyObject> name = Own.Of(ts, message.IsNull ? null : PyUnicode.FromString(ts, PyType.Name(((PyObject*)self)->ob_type) + "("));
        using Owned<PyObject> comma = Own.Of(ts, name.IsNull ? null : PyUnicode.FromString(ts, ", "));
        using Owned<PyObject> end = Own.Of(ts, comma.IsNull ? null : PyUnicode.FromString(ts, ")"));
        PyObject** parts = stackalloc PyObject*[] { name.Pointer, message.Pointer, comma.Pointer, members.Pointer, end.Pointer };
        return end.IsNull ? null : PyUnicode.JoinArray(ts, StaticStrings.Empty, parts, 5);
    }

    [PyMethod("($self, excs, /)", Doc = "Make a group of the same kind around other exceptions; subclasses override it.")]
    private static PyObject* derive(ThreadState* ts, PyBaseExceptionGroupObject* self, PyObject* excs) =>
        Call.TwoArgs(ts, (PyObject*)Type, self->msg, excs);

    [PyMethod("($self, matcher_value, /)", Doc = "Return the part of the group that matches a type, types or predicate, or None.")]
    private static PyObject* subgroup(ThreadState* ts, PyObject* self, PyObject* matcher)
    {
        PyObject* match;
        return ExceptionGroupSplit.Split(ts, self, matcher, &match, null) == Status.Ok ? match : null;
    }

    [PyMethod("($self, matcher_value, /)", Doc = "Return the parts of the group that match and that do not, each None when empty.")]
    private static PyObject* split(ThreadState* ts, PyObject* self, PyObject* matcher)
    {
        PyObject* match;
        PyObject* rest;
        if (ExceptionGroupSplit.Split(ts, self, matcher, &match, &rest) != Status.Ok)
            return null;
        using Owned<PyObject> a = Own.Of(ts, match);
        using Owned<PyObject> b = Own.Of(ts, rest);
        return PyTuple.Pack(ts, match, rest);
    }

    [PyClassMethod("($type, item, /)", Doc = "Generic alias of the class.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}

/// <summary>ExceptionGroup derives from BaseExceptionGroup and Exception: two bases, so it is filled by hand.</summary>
internal static unsafe class ExceptionGroupType
{
    public static int Define(PyTypeObject*** all)
    {
        PyTypeObject* type = Exc.ExceptionGroup;
        ReadOnlySpan<byte> name = "ExceptionGroup"u8;
        ReadOnlySpan<byte> doc = "Several exceptions, none of which ends the program by itself, raised together."u8;
        type->tp_name = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(name));
        type->tp_doc = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(doc));
        type->tp_base = Exc.BaseExceptionGroup;
        type->tp_flags = TypeFlags.Default | TypeFlags.StaticBuiltin | TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.ImmutableType;
        TypeSlots* slots = TypeSlots.Of(type);
        TypeSlots* from = TypeSlots.Of(Exc.BaseExceptionGroup);
        slots->tp_new = from->tp_new;
        slots->tp_init = from->tp_init;
        slots->tp_traverse = from->tp_traverse;
        slots->tp_clear = from->tp_clear;
        slots->tp_dealloc = from->tp_dealloc;
        slots->tp_repr = from->tp_repr;
        *all = (PyTypeObject**)ImmortalRegion.Allocate((nuint)sizeof(PyTypeObject*));
        (*all)[0] = type;
        return 1;
    }

    /// <summary>The bases, which have to exist before the type is made ready.</summary>
    public static Status SetBases(ThreadState* ts)
    {
        Exc.ExceptionGroup->tp_bases = PyTuple.Pack(ts, (PyObject*)Exc.BaseExceptionGroup, (PyObject*)Exc.Exception);
        return Exc.ExceptionGroup->tp_bases == null ? Status.Error : Status.Ok;
    }
}
