// A pickler's fields, in CPython's order. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal unsafe struct PicklerObject
{
    public PyObject ob_base;
    public MemoTable* memo;
    /// <summary>During a dump: the method, if there is one of a subclass or of the object.</summary>
    public PyObject* persistent_id;
    /// <summary>What was assigned to the attribute persistent_id.</summary>
    public PyObject* persistent_id_attr;
    public PyObject* dispatch_table;
    /// <summary>During a dump: the method, if there is one.</summary>
    public PyObject* reducer_override;
    /// <summary>The file's method; null for dumps().</summary>
    public PyObject* write;
    /// <summary>bytes that grow; of them output_len are written.</summary>
    public PyObject* output_buffer;
    public nint output_len;
    public nint max_output_len;
    public int proto;
    public int bin;
    public int framing;
    /// <summary>Where the header of the open frame is, or -1.</summary>
    public nint frame_start;
    public nint buf_size;
    public int fast;
    public int fast_nesting;
    public int fix_imports;
    public int running;
    public PyObject* fast_memo;
    public PyObject* buffer_callback;
}
