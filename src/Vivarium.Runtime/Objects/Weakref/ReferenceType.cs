// The type weakref.ReferenceType (weakref.ref). See docs/internals/weakref.md.
namespace Vivarium.Runtime.Objects;

[PyType("weakref.ReferenceType", Layout = typeof(PyWeakReference), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, VectorcallField = "vectorcall")]
[PyMember("__callback__", "wr_callback", MemberType.Object)]
internal static unsafe partial class ReferenceType
{
    internal static vectorcallfunc VectorcallFunction => &Vectorcall;

    /// <summary>Calling a reference gives the referent, or None.</summary>
    private static PyObject* Vectorcall(ThreadState* ts, PyObject* self, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "weakref() takes no keyword arguments");
        nint n = Call.ArgumentCount(nargsf);
        if (n != 0)
            return Err.Type(ts, $"weakref expected 0 arguments, got {n}");
        PyObject* o = Weakref.GetRef(self);
        return o == null ? Py.None : o;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    /// <summary>Further arguments are left to tp_init of a subclass.</summary>
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        nint n = PyTuple.Size(args);
        if (n < 1 || n > 2)
            return Err.Type(ts, n < 1 ? "__new__ expected at least 1 argument, got 0" : $"__new__ expected at most 2 arguments, got {n}");
        return Weakref.Make(ts, type, PyTuple.GetBorrowed(args, 0), n == 2 ? PyTuple.GetBorrowed(args, 1) : null);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.TypeStatus(ts, "ref() takes no keyword arguments");
        nint n = PyTuple.Size(args);
        if (n < 1 || n > 2)
            return Err.TypeStatus(ts, n < 1 ? "__init__ expected at least 1 argument, got 0" : $"__init__ expected at most 2 arguments, got {n}");
        return Status.Ok;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyWeakReference* self) => Weakref.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyWeakReference* self, visitproc visit, void* arg) => Weakref.Traverse(self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PyWeakReference* self) => Weakref.Clear(ts, self);

    /// <summary>The referent's hash, remembered: the reference can still be found in a dict when the referent is gone.</summary>
    [Slot]
    private static nint tp_hash(ThreadState* ts, PyWeakReference* self)
    {
        if (self->hash != -1)
            return self->hash;
        using Owned<PyObject> o = Own.Of(ts, Weakref.GetRef((PyObject*)self));
        if (o.IsNull)
        {
            Err.Type(ts, "weak object has gone away");
            return -1;
        }
        self->hash = Obj.Hash(ts, o.Pointer);
        return self->hash;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyWeakReference* self)
    {
        using Owned<PyObject> o = Own.Of(ts, Weakref.GetRef((PyObject*)self));
        if (o.IsNull)
            return PyUnicode.FromString(ts, $"<weakref at 0x{(nint)self:x}; dead>");
        PyObject* name = PyType.LookupSpecial(ts, o.Pointer, Id.__name__);
        if (name == null && Err.Occurred(ts))
            return null;
        string tail = name != null && PyUnicode.Check(name) ? $" ({PyUnicode.ToString(name)})" : "";
        Ref.XDec(ts, name);
        return PyUnicode.FromString(ts, $"<weakref at 0x{(nint)self:x}; to '{PyType.FullName(o.Pointer->ob_type)}' at 0x{(nint)o.Pointer:x}{tail}>");
    }

    /// <summary>References to living objects compare as these do, others by identity.</summary>
    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if ((op != CompareOp.EQ && op != CompareOp.NE) || !Weakref.CheckRef(self) || !Weakref.CheckRef(other))
            return Py.NotImplemented;
        using Owned<PyObject> a = Own.Of(ts, Weakref.GetRef(self));
        using Owned<PyObject> b = Own.Of(ts, Weakref.GetRef(other));
        if (a.IsNull || b.IsNull)
            return Py.Bool((self == other) == (op == CompareOp.EQ));
        return Obj.RichCompare(ts, a.Pointer, b.Pointer, op);
    }

    [PyClassMethod("($type, object, /)", HideSignature = true, Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);
}
