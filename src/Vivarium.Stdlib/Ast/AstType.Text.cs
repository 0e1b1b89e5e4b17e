// repr of nodes: three levels deep, and of longer lists the first item and the last. See docs/internals/ast.md.
namespace Vivarium.Stdlib.Ast;

internal static unsafe partial class AstType
{
    private const int MaxDepth = 3;

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => Text(ts, self, MaxDepth);

    private static PyObject* Text(ThreadState* ts, PyObject* self, int depth)
    {
        string name = PyType.NameOf(self);
        if (depth <= 0)
            return PyUnicode.FromString(ts, name + "(...)");
        int entered = Obj.ReprEnter(ts, self);
        if (entered != 0)
            return entered < 0 ? null : PyUnicode.FromString(ts, name + "(...)");
        PyObject* result = Fields(ts, self, name, depth);
        Obj.ReprLeave(ts, self);
        return result;
    }

    private static PyObject* Fields(ThreadState* ts, PyObject* self, string typeName, int depth)
    {
        using Owned<PyObject> fields = Own.Of(ts, Obj.GetAttr(ts, (PyObject*)self->ob_type, Id._fields));
        nint count = fields.IsNull ? -1 : Obj.Size(ts, fields.Pointer);
        if (count < 0)
            return null;
        UnicodeWriter writer = new(ts);
        writer.WriteString(typeName);
        writer.WriteChar('(');
        for (nint i = 0; i < count && !writer.Failed; i++)
        {
            using Owned<PyObject> name = Own.Of(ts, Seq.GetItem(ts, fields.Pointer, i));
            using Owned<PyObject> value = Own.Of(ts, name.IsNull ? null : Obj.GetAttr(ts, self, name.Pointer));
            if (value.IsNull)
            {
                writer.Fail();
                break;
            }
            if (i > 0)
                writer.WriteAscii(", "u8);
            writer.WriteStr(name.Pointer);
            writer.WriteChar('=');
            writer.WriteSteal(Value(ts, value.Pointer, depth - 1));
        }
        writer.WriteChar(')');
        return writer.Finish();
    }

    private static PyObject* Value(ThreadState* ts, PyObject* value, int depth) =>
        PyList.Check(value) || PyTuple.Check(value) ? Sequence(ts, value, depth) : Item(ts, value, depth);

    private static PyObject* Item(ThreadState* ts, PyObject* value, int depth) => Check(value) ? Text(ts, value, depth) : Obj.Repr(ts, value);

    private static PyObject* Sequence(ThreadState* ts, PyObject* sequence, int depth)
    {
        bool list = PyList.Check(sequence);
        UnicodeWriter writer = new(ts);
        writer.WriteChar(list ? '[' : '(');
        nint count = Obj.Size(ts, sequence);
        nint shown = Math.Min(count, 2);
        for (nint i = 0; i < shown && !writer.Failed; i++)
        {
            if (i > 0)
                writer.WriteAscii(count > 2 ? ", ..., "u8 : ", "u8);
            using Owned<PyObject> item = Own.Of(ts, Seq.GetItem(ts, sequence, i == 0 ? 0 : count - 1));
            if (item.IsNull)
                writer.Fail();
            else
                writer.WriteSteal(Item(ts, item.Pointer, depth));
        }
        writer.WriteChar(list ? ']' : ')');
        return writer.Finish();
    }
}
