// repr() of sequences and sets: items between brackets, with a guard against containers that hold themselves. Items are asked for their repr one by one and
// the container may change meanwhile. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class ReprText
{
    /// <summary>A list or tuple.</summary>
    public static PyObject* Sequence(ThreadState* ts, PyObject* self, ReadOnlySpan<byte> open, ReadOnlySpan<byte> close, string recursive)
    {
        int entered = Obj.ReprEnter(ts, self);
        if (entered != 0)
            return entered > 0 ? PyUnicode.FromString(ts, recursive) : null;
        UnicodeWriter writer = new(ts);
        writer.WriteAscii(open);
        bool isTuple = PyTuple.Check(self);
        for (nint i = 0; i < PyList.Size(self); i++)
        {
            if (i > 0)
                writer.WriteAscii(", "u8);
            PyObject* item = Ref.New(isTuple ? PyTuple.GetBorrowed(self, i) : PyList.GetBorrowed(self, i));
            bool written = writer.WriteRepr(item);
            Ref.Dec(ts, item);
            if (!written)
                break;
        }
        writer.WriteAscii(close);
        PyObject* result = writer.Finish();
        Obj.ReprLeave(ts, self);
        return result;
    }
}
