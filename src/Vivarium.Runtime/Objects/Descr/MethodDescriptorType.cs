// method_descriptor: a built-in method as an attribute of its type (`list.append`). See docs/internals/descriptors.md.
namespace Vivarium.Runtime.Objects;

[PyMember("__objclass__", "d_common.d_type", MemberType.Object)]
[PyMember("__name__", "d_common.d_name", MemberType.Object)]
[PyType("method_descriptor", Layout = typeof(PyMethodDescrObject), Flags = TypeFlags.HaveGc | TypeFlags.MethodDescriptor, VectorcallField = "vectorcall")]
internal static unsafe partial class MethodDescriptorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => Descriptors.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => Descriptors.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => Descriptors.Repr(ts, self, "method");

    [PyGetSet("__qualname__")]
    private static PyObject* GetQualname(ThreadState* ts, PyObject* self) => Descriptors.Qualname(ts, self);

    [PyGetSet("__doc__")]
    private static PyObject* GetDoc(ThreadState* ts, PyMethodDescrObject* self) => Signatures.Doc(ts, self->d_method->ml_name, self->d_method->ml_doc);

    [PyGetSet("__text_signature__")]
    private static PyObject* GetTextSignature(ThreadState* ts, PyMethodDescrObject* self) =>
        Signatures.TextSignature(ts, self->d_method);

    [PyMethod("($self, /)", Doc = "Describe the descriptor for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => Descriptors.Reduce(ts, self);

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PyMethodDescrObject* self, PyObject* instance, PyObject* owner)
    {
        if (instance == null)
            return Ref.New(self);
        if (!Descriptors.CheckInstance(ts, (PyObject*)self, instance))
            return null;
        return PyCFunction.New(ts, self->d_method, instance, null, null);
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    // ---- Vectorcall, by how the method takes its arguments ----

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

    /// <summary>Self must be there and of the right type; keywords only where they are taken.</summary>
    private static bool Check(ThreadState* ts, PyObject* callable, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs < 1)
        {
            Err.Type(ts, $"unbound method {MethodName(callable)} needs an argument");
            return false;
        }
        if (!PyType.IsInstance(args[0], ((PyDescrObject*)callable)->d_type))
            return Descriptors.CheckInstance(ts, callable, args[0]);
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
        {
            Err.Type(ts, $"{MethodName(callable)} takes no keyword arguments");
            return false;
        }
        return true;
    }

    private static string MethodName(PyObject* callable) => $"{PyType.Name(((PyDescrObject*)callable)->d_type)}.{Descriptors.NameText(callable)}()";

    private static PyObject* VectorcallNoArgs(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint nargs = Call.ArgumentCount(nargsf);
        if (!Check(ts, callable, args, nargs, kwnames))
            return null;
        if (nargs != 1)
            return Err.Type(ts, $"{MethodName(callable)} takes no arguments ({nargs - 1} given)");
        return NativeStack.Enter(ts, " while calling a Python object") ? ((unaryfunc)((PyMethodDescrObject*)callable)->d_method->ml_meth)(ts, args[0]) : null;
    }

    private static PyObject* VectorcallO(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint nargs = Call.ArgumentCount(nargsf);
        if (!Check(ts, callable, args, nargs, kwnames))
            return null;
        if (nargs != 2)
            return Err.Type(ts, $"{MethodName(callable)} takes exactly one argument ({nargs - 1} given)");
        return NativeStack.Enter(ts, " while calling a Python object") ? ((binaryfunc)((PyMethodDescrObject*)callable)->d_method->ml_meth)(ts, args[0], args[1]) : null;
    }

    private static PyObject* VectorcallFast(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint nargs = Call.ArgumentCount(nargsf);
        if (!Check(ts, callable, args, nargs, kwnames) || !NativeStack.Enter(ts, " while calling a Python object"))
            return null;
        return ((fastcallfunc)((PyMethodDescrObject*)callable)->d_method->ml_meth)(ts, args[0], args + 1, nargs - 1, null);
    }

    private static PyObject* VectorcallFastKeywords(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint nargs = Call.ArgumentCount(nargsf);
        if (!Check(ts, callable, args, nargs, null) || !NativeStack.Enter(ts, " while calling a Python object"))
            return null;
        return ((fastcallfunc)((PyMethodDescrObject*)callable)->d_method->ml_meth)(ts, args[0], args + 1, nargs - 1, kwnames);
    }
}
