// builtin_function_or_method: a built-in function, bound to its module or to the object it is a method of. See docs/internals/calls.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class PyCFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => o->ob_type == BuiltinFunctionType.Type;

    /// <summary>A function for the definition; self and module are borrowed and may be null.</summary>
    public static PyObject* New(ThreadState* ts, PyMethodDef* def, PyObject* self, PyObject* module, PyTypeObject* cls)
    {
        FreeList* list = &ts->interp->free_lists.pycfunctionobject;
        PyCFunctionObject* o = (PyCFunctionObject*)FreeList.Pop(list);
        if (o != null)
            ObjectAlloc.InitHeader((PyObject*)o, BuiltinFunctionType.Type);
        else if ((o = (PyCFunctionObject*)ObjectAlloc.GcNew(ts, BuiltinFunctionType.Type)) == null)
            return null;
        o->m_ml = def;
        o->m_self = Ref.XNew(self);
        o->m_module = Ref.XNew(module);
        o->m_weakreflist = null;
        o->vectorcall = BuiltinFunctionType.VectorcallFor(def);
        GcList.Track(ts, o);
        return (PyObject*)o;
    }

    public static string Name(PyObject* o) => Utf8Text.ToString(((PyCFunctionObject*)o)->m_ml->ml_name);

    /// <summary>What the function is applied to; null for static methods.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* SelfOf(PyCFunctionObject* f) => (f->m_ml->ml_flags & MethodFlags.Static) != 0 ? null : f->m_self;
}

[PyType("builtin_function_or_method", Layout = typeof(PyCFunctionObject), Flags = TypeFlags.HaveGc, VectorcallField = "vectorcall", WeaklistField = "m_weakreflist")]
[PyMember("__module__", "m_module", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class BuiltinFunctionType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyCFunctionObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->m_weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.XDec(ts, self->m_self);
        Ref.XDec(ts, self->m_module);
        if (!FreeList.Push(&ts->interp->free_lists.pycfunctionobject, self, FreeLists.CFunctionsMax))
            ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyCFunctionObject* self, visitproc visit, void* arg)
    {
        int r = self->m_self == null ? 0 : visit(self->m_self, arg);
        if (r == 0 && self->m_module != null)
            r = visit(self->m_module, arg);
        return r;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyCFunctionObject* self)
    {
        PyObject* o = self->m_self;
        return o == null || o->ob_type == ModuleType.Type
            ? PyUnicode.FromString(ts, $"<built-in function {PyCFunction.Name((PyObject*)self)}>")
            : PyUnicode.FromString(ts, $"<built-in method {PyCFunction.Name((PyObject*)self)} of {PyType.NameOf(o)} object at 0x{(nint)o:x}>");
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyCFunctionObject* self, PyObject* other, int op)
    {
        if (op is not (CompareOp.EQ or CompareOp.NE) || other->ob_type != Type)
            return Py.NotImplemented;
        PyCFunctionObject* right = (PyCFunctionObject*)other;
        bool equal = self->m_self == right->m_self && self->m_ml == right->m_ml;
        return Py.Bool(equal == (op == CompareOp.EQ));
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyCFunctionObject* self)
    {
        nint hash = ObjectType.HashPointer(self->m_self) ^ ObjectType.HashPointer(self->m_ml);
        return hash == -1 ? -2 : hash;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    // ---- Attributes ----

    [PyGetSet("__name__")]
    private static PyObject* GetName(ThreadState* ts, PyCFunctionObject* self) => PyUnicode.InternFromString(ts, PyCFunction.Name((PyObject*)self));

    [PyGetSet("__qualname__")]
    private static PyObject* GetQualname(ThreadState* ts, PyCFunctionObject* self)
    {
        PyObject* o = self->m_self;
        if (o == null || o->ob_type == ModuleType.Type)
            return GetName(ts, self);
        using Owned<PyObject> type = Own.Of(ts, TypeAttributes.GetQualname(ts, PyType.Check(o) ? (PyTypeObject*)o : o->ob_type));
        return type.IsNull ? null : PyUnicode.FromString(ts, $"{PyUnicode.ToString(type.Pointer)}.{PyCFunction.Name((PyObject*)self)}");
    }

    [PyGetSet("__doc__")]
    private static PyObject* GetDoc(ThreadState* ts, PyCFunctionObject* self) => Signatures.Doc(ts, self->m_ml->ml_name, self->m_ml->ml_doc);

    [PyGetSet("__text_signature__")]
    private static PyObject* GetTextSignature(ThreadState* ts, PyCFunctionObject* self) => Signatures.TextSignature(ts, self->m_ml);

    [PyGetSet("__self__")]
    private static PyObject* GetSelf(ThreadState* ts, PyCFunctionObject* self)
    {
        PyObject* o = PyCFunction.SelfOf(self);
        return o == null ? Py.None : Ref.New(o);
    }

    [PyMethod("($self, /)", Doc = "Describe the function for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyCFunctionObject* self)
    {
        PyObject* o = self->m_self;
        if (o == null || o->ob_type == ModuleType.Type)
            return GetName(ts, self);
        using Owned<PyObject> getattr = Own.Of(ts, Obj.BuiltinFunction(ts, "getattr"));
        using Owned<PyObject> name = Own.Of(ts, GetName(ts, self));
        if (getattr.IsNull || name.IsNull)
            return null;
        using Owned<PyObject> args = Own.Of(ts, PyTuple.Pack(ts, o, name.Pointer));
        return args.IsNull ? null : PyTuple.Pack(ts, getattr.Pointer, args.Pointer);
    }

    // ---- Vectorcall, by how the function takes its arguments ----

    public static vectorcallfunc VectorcallFor(PyMethodDef* def)
    {
        const MethodFlags Kind = MethodFlags.NoArgs | MethodFlags.O | MethodFlags.FastCall | MethodFlags.Keywords;
        return (def->ml_flags & Kind) switch
        {
            MethodFlags.NoArgs => &VectorcallNoArgs,
            MethodFlags.O => &VectorcallO,
            MethodFlags.FastCall => &VectorcallFast,
            _ => &VectorcallFastKeywords,
        };
    }

    private static bool RefuseKeywords(ThreadState* ts, PyObject* callable)
    {
        using Owned<PyObject> name = Own.Of(ts, Call.FunctionText(ts, callable));
        if (!name.IsNull)
            Err.Type(ts, $"{PyUnicode.ToString(name.Pointer)} takes no keyword arguments");
        return false;
    }

    private static PyObject* WrongCount(ThreadState* ts, PyObject* callable, string takes, nint nargs)
    {
        using Owned<PyObject> name = Own.Of(ts, Call.FunctionText(ts, callable));
        return name.IsNull ? null : Err.Type(ts, $"{PyUnicode.ToString(name.Pointer)} takes {takes} ({nargs} given)");
    }

    private static bool NoKeywords(ThreadState* ts, PyObject* callable, PyObject* kwnames) =>
        kwnames == null || PyTuple.Size(kwnames) == 0 || RefuseKeywords(ts, callable);

    private static PyObject* VectorcallNoArgs(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (!NoKeywords(ts, callable, kwnames))
            return null;
        nint nargs = Call.ArgumentCount(nargsf);
        if (nargs != 0)
            return WrongCount(ts, callable, "no arguments", nargs);
        PyCFunctionObject* f = (PyCFunctionObject*)callable;
        return NativeStack.Enter(ts, " while calling a Python object") ? ((unaryfunc)f->m_ml->ml_meth)(ts, PyCFunction.SelfOf(f)) : null;
    }

    private static PyObject* VectorcallO(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (!NoKeywords(ts, callable, kwnames))
            return null;
        nint nargs = Call.ArgumentCount(nargsf);
        if (nargs != 1)
            return WrongCount(ts, callable, "exactly one argument", nargs);
        PyCFunctionObject* f = (PyCFunctionObject*)callable;
        return NativeStack.Enter(ts, " while calling a Python object") ? ((binaryfunc)f->m_ml->ml_meth)(ts, PyCFunction.SelfOf(f), args[0]) : null;
    }

    private static PyObject* VectorcallFast(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (!NoKeywords(ts, callable, kwnames) || !NativeStack.Enter(ts, " while calling a Python object"))
            return null;
        PyCFunctionObject* f = (PyCFunctionObject*)callable;
        return ((fastcallfunc)f->m_ml->ml_meth)(ts, PyCFunction.SelfOf(f), args, Call.ArgumentCount(nargsf), null);
    }

    private static PyObject* VectorcallFastKeywords(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (!NativeStack.Enter(ts, " while calling a Python object"))
            return null;
        PyCFunctionObject* f = (PyCFunctionObject*)callable;
        return ((fastcallfunc)f->m_ml->ml_meth)(ts, PyCFunction.SelfOf(f), args, Call.ArgumentCount(nargsf), kwnames);
    }
}
