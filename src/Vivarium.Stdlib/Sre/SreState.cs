// What one run of a pattern over a text knows: the text, where it began and ended, the groups' marks, and the backtrack stack. The memory
// is the interpreter's; Fini gives it back. See docs/internals/re.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Sre;

internal unsafe struct SreState
{
    /// <summary>Entries of the first stack; it doubles from there.</summary>
    private const nint FirstEntries = 12;

    public byte* beginning;
    /// <summary>Where the match begins; null for a scanner that is through.</summary>
    public byte* start;
    public byte* end;
    /// <summary>Where the match ends.</summary>
    public byte* ptr;
    /// <summary>An empty match here does not count; null: any does.</summary>
    public byte* must_advance;
    /// <summary>Positions of the groups' beginnings and ends, two for each group; those above lastmark are not set.</summary>
    public nint* mark;
    public byte* stack;
    public nint stack_size;
    /// <summary>Bytes of the stack in use.</summary>
    public nint top;
    public nint lastmark;
    public nint lastindex;
    public PyObject* text;
    public nint pos, endpos;
    public int charsize;
    public bool isbytes;
    public bool match_all;
    public bool has_buffer;
    /// <summary>Work left until the next look at the check point.</summary>
    public int budget;
    public Py_buffer buffer;

    public Status Init(ThreadState* ts, PatternObject* pattern, PyObject* text, nint from, nint to)
    {
        this = default;
        nint length;
        if (PyUnicode.Check(text))
        {
            beginning = (byte*)PyUnicode.Data(text);
            length = PyUnicode.Length(text);
            charsize = PyUnicode.Kind(text);
        }
        else if (PyBytes.CheckExact(text))
        {
            beginning = PyBytes.Data(text);
            length = PyBytes.Length(text);
            charsize = 1;
            isbytes = true;
        }
        else
        {
            if (InitBuffer(ts, text) != Status.Ok)
                return Status.Error;
            length = buffer.len;
        }
        if (isbytes != (pattern->isbytes > 0) && pattern->isbytes >= 0)
        {
            ReleaseBuffer(ts);
            return Err.TypeStatus(ts, isbytes ? "cannot use a string pattern on a bytes-like object" : "cannot use a bytes pattern on a string-like object");
        }
        if (pattern->groups > 0)
        {
            mark = (nint*)MemDomain.Malloc(ts->interp->heap, (nuint)(2 * pattern->groups * sizeof(nint)));
            if (mark == null)
            {
                ReleaseBuffer(ts);
                Err.NoMemory(ts);
                return Status.Error;
            }
        }
        pos = Math.Clamp(from, 0, length);
        endpos = Math.Clamp(to, 0, length);
        start = ptr = beginning + pos * charsize;
        end = beginning + endpos * charsize;
        this.text = Ref.New(text);
        budget = Matching.Quantum;
        Reset();
        return Status.Ok;
    }

    private Status InitBuffer(ThreadState* ts, PyObject* text)
    {
        if (!BufferView.Supports(text))
            return Err.TypeStatus(ts, $"expected string or bytes-like object, got '{PyType.NameOf(text)}'");
        Py_buffer view = default;
        if (PyBuffer.Get(ts, text, &view, BufferFlags.Simple) != Status.Ok)
        {
            if (Err.Matches(ts, Exc.MemoryError))
                return Status.Error;
            Err.Clear(ts);
            return Err.TypeStatus(ts, $"expected string or bytes-like object, got '{PyType.NameOf(text)}'");
        }
        buffer = view;
        has_buffer = true;
        if (view.buf == null && view.len > 0)
        {
            ReleaseBuffer(ts);
            return Err.ValueStatus(ts, "Buffer is NULL");
        }
        beginning = (byte*)view.buf;
        charsize = 1;
        isbytes = true;
        return Status.Ok;
    }

    private void ReleaseBuffer(ThreadState* ts)
    {
        if (!has_buffer)
            return;
        has_buffer = false;
        Py_buffer view = buffer;
        PyBuffer.Release(ts, &view);
    }

    /// <summary>Forgets all groups, before an attempt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reset()
    {
        lastmark = -1;
        lastindex = -1;
    }

    public void Fini(ThreadState* ts)
    {
        ReleaseBuffer(ts);
        MemDomain.Free(ts->interp->heap, mark);
        MemDomain.Free(ts->interp->heap, stack);
        mark = null;
        stack = null;
        stack_size = 0;
        PyObject* searched = text;
        text = null;
        Ref.XDec(ts, searched);
    }

    /// <summary>After a match, the next attempt begins at its end, and must not be empty there if it was.</summary>
    public void Advance()
    {
        must_advance = ptr == start ? ptr : null;
        start = ptr;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public Status GrowStack(ThreadState* ts)
    {
        nint size = stack_size == 0 ? FirstEntries * sizeof(BacktrackEntry) : stack_size * 2;
        byte* larger = (byte*)MemDomain.Realloc(ts->interp->heap, stack, (nuint)size);
        if (larger == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        stack = larger;
        stack_size = size;
        return Status.Ok;
    }

    public readonly nint Index(byte* p) => (nint)(p - beginning) / charsize;

    /// <summary>The text between two positions, as the kind of object that was searched.</summary>
    public PyObject* Slice(ThreadState* ts, nint from, nint to) => Slice(ts, isbytes, beginning, text, from, to);

    public static PyObject* Slice(ThreadState* ts, bool isbytes, byte* data, PyObject* text, nint from, nint to)
    {
        if (!isbytes)
            return PyUnicode.Substring(ts, text, from, to);
        if (PyBytes.CheckExact(text) && from == 0 && to == PyBytes.Length(text))
            return Ref.New(text);
        return PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(data + from, (int)(to - from)));
    }

    /// <summary>The text of a group; one that took no part gives None, or an empty text.</summary>
    public PyObject* GroupSlice(ThreadState* ts, nint group, bool empty)
    {
        nint index = (group - 1) * 2;
        if (index >= lastmark || mark[index] == 0 || mark[index + 1] == 0)
            return empty ? Slice(ts, 0, 0) : Ref.New(Py.None);
        nint from = Index((byte*)mark[index]), to = Index((byte*)mark[index + 1]);
        return from <= to ? Slice(ts, from, to) : WrongSpan(ts);
    }

    public static PyObject* WrongSpan(ThreadState* ts) =>
        Err.System(ts, "The span of capturing group is wrong, please report a bug for the re module.");
}
