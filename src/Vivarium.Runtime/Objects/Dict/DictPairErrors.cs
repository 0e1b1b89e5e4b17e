// The note that dict(iterable) leaves on the TypeError for an item that is not iterable. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class DictPairErrors
{
    public static void NoteNotIterable(ThreadState* ts, nint position)
    {
        if (!Err.Matches(ts, Exc.TypeError))
            return;
        PyObject* error = Err.Fetch(ts);
        PyObject* note = PyUnicode.FromString(ts, $"Cannot convert dictionary update sequence element #{position} to a sequence");
        PyObject* done = note == null ? null : Call.Method(ts, error, Id.add_note, note);
        Ref.XDec(ts, note);
        if (done == null)
        {
            // The failure to add a note replaces the error, whose place it takes in the chain.
            PyObject* second = Err.Fetch(ts);
            Err.Restore(ts, error);
            Err.ChainRestore(ts, second);
            return;
        }
        Ref.Dec(ts, done);
        Err.Restore(ts, error);
    }
}
