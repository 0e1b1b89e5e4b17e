// method: a function bound to an object. See docs/internals/functions.md.
namespace Vivarium.Runtime.Objects;

[PyType("method", Layout = typeof(PyMethodObject), Flags = TypeFlags.HaveGc, WeaklistField = "im_weakreflist", VectorcallField = "vectorcall", Doc = "A function bound to an object.", TextSignature = "(function, instance, /)")]
[PyMember("__func__", "im_func", MemberType.Object, Doc = "the function that is called")]
[PyMember("__self__", "im_self", MemberType.Object, Doc = "the object that is passed first")]
internal static unsafe partial class MethodType
{
    public static PyObject* New(ThreadState* ts, PyObject* function, PyObject* self)
    {
        PyMethodObject* o = (PyMethodObject*)FreeList.Pop(&ts->interp->free_lists.pymethodobjects);
        if (o != null)
            ObjectAlloc.InitHeader((PyObject*)o, Type);
        else if ((o = (PyMethodObject*)ObjectAlloc.GcNew(ts, Type)) == null)
            return null;
        o->im_func = Ref.New(function);
        o->im_self = Ref.New(self);
        o->im_weakreflist = null;
        o->vectorcall = &Vectorcall;
        GcList.Track(ts, o);
        return (PyObject*)o;
    }

    private static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        PyMethodObject* method = (PyMethodObject*)callable;
        PyObject* self = method->im_self;
        PyObject* function = method->im_func;
        nint n = Call.ArgumentCount(nargsf);
        if ((nargsf & Call.ArgumentsOffset) != 0)
        {
            // The word in front of the arguments is ours for the time of the call.
            PyObject* saved = args[-1];
            args[-1] = self;
            PyObject* result = Call.Vectorcall(ts, function, args - 1, (nuint)(n + 1), kwnames);
            args[-1] = saved;
            return result;
        }
        nint total = n + (kwnames == null ? 0 : PyTuple.Size(kwnames));
        PyObject** small = stackalloc PyObject*[8];
        using ArgumentArray array = new(ts, small, 7, total + 1);
        if (array.Items == null)
            return null;
        array.Items[0] = self;
        for (nint i = 0; i < total; i++)
            array.Items[i + 1] = args[i];
        return Call.Vectorcall(ts, function, array.Items, (nuint)(n + 1), kwnames);
    }

    [Slot("(function, instance, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* function, PyObject* instance)
    {
        if (!Obj.IsCallable(function))
            return Err.Type(ts, "first argument must be callable");
        return instance == Py.None ? Err.Type(ts, "instance must not be None") : New(ts, function, instance);
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyMethodObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->im_weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.Dec(ts, self->im_func);
        Ref.XDec(ts, self->im_self);
        if (!FreeList.Push(&ts->interp->free_lists.pymethodobjects, self, FreeLists.MethodsMax))
            ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyMethodObject* self, visitproc visit, void* arg)
    {
        int r = visit(self->im_func, arg);
        return r != 0 ? r : visit(self->im_self, arg);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyMethodObject* self)
    {
        PyObject* name;
        Lookup found = Obj.LookupAttr(ts, self->im_func, Id.__qualname__, &name);
        if (found == Lookup.Missing)
            found = Obj.LookupAttr(ts, self->im_func, Id.__name__, &name);
        if (found == Lookup.Error)
            return null;
        using Owned<PyObject> owned = Own.Of(ts, found == Lookup.Found ? name : null);
        string text = found == Lookup.Found && PyUnicode.Check(name) ? PyUnicode.ToString(name) : "?";
        using Owned<PyObject> self_ = Own.Of(ts, Obj.Repr(ts, self->im_self));
        return self_.IsNull ? null : PyUnicode.FromString(ts, $"<bound method {text} of {PyUnicode.ToString(self_.Pointer)}>");
    }

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyMethodObject* self, PyObject* name)
    {
        PyObject* descriptor = PyType.LookupBorrowed(ts, Type, name);
        if (descriptor == null)
            return Obj.GetAttr(ts, self->im_func, name);
        ternaryfunc get = TypeSlots.Of(descriptor)->tp_descr_get;
        return get == null ? Ref.New(descriptor) : get(ts, descriptor, (PyObject*)self, (PyObject*)Type);
    }

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PyObject* self, PyObject* instance, PyObject* owner) => Ref.New(self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyMethodObject* self, PyObject* other, int op)
    {
        if (op is not (CompareOp.EQ or CompareOp.NE) || other->ob_type != Type)
            return Py.NotImplemented;
        PyMethodObject* right = (PyMethodObject*)other;
        Truth equal = Obj.RichCompareBool(ts, self->im_func, right->im_func, CompareOp.EQ);
        if (equal == Truth.Error)
            return null;
        bool same = equal == Truth.True && self->im_self == right->im_self;
        return Py.Bool(same == (op == CompareOp.EQ));
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyMethodObject* self)
    {
        nint function = Obj.Hash(ts, self->im_func);
        if (function == -1)
            return -1;
        nint hash = ObjectType.HashPointer(self->im_self) ^ function;
        return hash == -1 ? -2 : hash;
    }

    [PyGetSet("__doc__")]
    private static PyObject* GetDoc(ThreadState* ts, PyMethodObject* self) =>
        NativeStack.Enter(ts, " while looking for an attribute") ? Obj.GetAttr(ts, self->im_func, Id.__doc__) : null;

    [PyMethod("($self, /)", Doc = "Describe the method for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyMethodObject* self)
    {
        using Owned<PyObject> name = Own.Of(ts, Obj.GetAttr(ts, self->im_func, Id.__name__));
        using Owned<PyObject> getattr = Own.Of(ts, Obj.BuiltinFunction(ts, "getattr"));
        if (name.IsNull || getattr.IsNull)
            return null;
        using Owned<PyObject> args = Own.Of(ts, PyTuple.Pack(ts, self->im_self, name.Pointer));
        return args.IsNull ? null : PyTuple.Pack(ts, getattr.Pointer, args.Pointer);
    }
}
