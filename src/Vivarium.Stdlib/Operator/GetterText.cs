// The repr that itemgetter, attrgetter and methodcaller share: the type and its arguments. See docs/internals/operator.md.
namespace Vivarium.Stdlib.Operators;

internal static unsafe class GetterText
{
    /// <summary>"type(a, b, k=c)"; kwargs is a dict or null.</summary>
    public static PyObject* Repr(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        string type = PyType.NameOf(self);
        int status = Obj.ReprEnter(ts, self);
        if (status != 0)
            return status < 0 ? null : PyUnicode.FromString(ts, $"{type}(...)");
        UnicodeWriter writer = new(ts);
        writer.WriteString(type);
        writer.WriteChar('(');
        for (nint i = 0; i < PyTuple.Size(args); i++)
        {
            if (i > 0)
                writer.WriteAscii(", "u8);
            writer.WriteRepr(PyTuple.GetBorrowed(args, i));
        }
        nint position = 0;
        PyObject* key;
        PyObject* value;
        bool first = PyTuple.Size(args) == 0;
        while (kwargs != null && PyDict.Next(kwargs, &position, &key, &value))
        {
            using Owned<PyObject> name = Own.Of(ts, Ref.New(key));
            using Owned<PyObject> held = Own.Of(ts, Ref.New(value));
            if (!first)
                writer.WriteAscii(", "u8);
            first = false;
            writer.WriteObject(name.Pointer);
            writer.WriteChar('=');
            writer.WriteRepr(held.Pointer);
        }
        writer.WriteChar(')');
        Obj.ReprLeave(ts, self);
        return writer.Finish();
    }
}
