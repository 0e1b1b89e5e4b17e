// An unpickler's fields, in CPython's order, and its stack. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal unsafe struct UnpicklerObject
{
    public PyObject ob_base;
    public LoadStack* stack;
    /// <summary>Owned objects by number, null where there is none; in front of them <see cref="LoadMemo"/> keeps a dict for numbers far beyond.</summary>
    public PyObject** memo;
    public nint memo_size;
    public nint memo_len;
    /// <summary>During a load: the method, if there is one of a subclass or of the object.</summary>
    public PyObject* persistent_load;
    public PyObject* persistent_load_attr;
    /// <summary>The bytes that are being read.</summary>
    public Py_buffer buffer;
    public byte* input_buffer;
    public byte* input_line;
    public nint input_len;
    public nint next_read_idx;
    /// <summary>Up to where bytes of the buffer, got by peek(), are consumed in the file too.</summary>
    public nint prefetched_idx;
    /// <summary>The end of the frame that is being read; 0 outside of frames.</summary>
    public nint frame_end_idx;
    /// <summary>Up to where instructions may read without further ado: the frame's end, or that of the buffer.</summary>
    public nint read_limit;
    public PyObject* read;
    public PyObject* readinto;
    public PyObject* readline;
    public PyObject* peek;
    public PyObject* buffers;
    /// <summary>NUL-terminated.</summary>
    public byte* encoding;
    public byte* errors;
    /// <summary>Depths of the stack at marks.</summary>
    public nint* marks;
    public nint num_marks;
    public nint marks_size;
    public int proto;
    public int fix_imports;
    public int running;
}

/// <summary>The objects being put together. Below the fence, the last mark, instructions do not reach.</summary>
internal unsafe struct LoadStack
{
    public nint size;
    public nint allocated;
    public nint fence;
    public bool mark_set;
    public PyObject** data;
}
