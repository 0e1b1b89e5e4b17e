// A simple (contiguous, byte-wise) view of an object's memory for the time of an operation: Get, use Span, Release. See
// docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct BufferView
{
    private Py_buffer _view;

    public readonly byte* Data => (byte*)_view.buf;
    public readonly nint Length => _view.len;
    public readonly ReadOnlySpan<byte> Span => new(_view.buf, (int)_view.len);

    /// <summary>Whether the object's type offers a buffer.</summary>
    public static bool Supports(PyObject* o) => TypeSlots.Of(o)->bf_getbuffer != null;

    /// <summary>TypeError "a bytes-like object is required, not 'x'" without a buffer. Exact bytes take a short cut.</summary>
    public Status Get(ThreadState* ts, PyObject* o)
    {
        if (PyBytes.CheckExact(o))
        {
            _view.buf = PyBytes.Data(o);
            _view.len = PyBytes.Length(o);
            _view.obj = Ref.New(o);
            return Status.Ok;
        }
        getbufferproc get = TypeSlots.Of(o)->bf_getbuffer;
        if (get == null)
            return Err.TypeStatus(ts, $"a bytes-like object is required, not '{PyType.NameOf(o)}'");
        Py_buffer view = default;
        if (get(ts, o, &view, 0) == Status.Error)
            return Status.Error;
        if (view.len > PyBytes.MaxLength)
        {
            _view = view;
            Release(ts);
            Err.NoMemory(ts);
            return Status.Error;
        }
        _view = view;
        return Status.Ok;
    }

    public void Release(ThreadState* ts)
    {
        PyObject* o = _view.obj;
        if (o == null)
            return;
        _view.obj = null;
        if (!PyBytes.CheckExact(o))
        {
            releasebufferproc release = TypeSlots.Of(o)->bf_releasebuffer;
            if (release != null)
            {
                Py_buffer view = _view;
                view.obj = o;
                release(ts, o, &view);
            }
        }
        Ref.Dec(ts, o);
    }

    /// <summary>Fills a view of plain bytes (PyBuffer_FillInfo): what bf_getbuffer of bytes-like types does.</summary>
    public static Status Fill(ThreadState* ts, Py_buffer* view, PyObject* o, void* data, nint length, bool isReadOnly, int flags)
    {
        if ((flags & BufferFlags.Writable) != 0 && isReadOnly)
        {
            Err.SetString(ts, Exc.BufferError, "Object is not writable.");
            return Status.Error;
        }
        view->obj = Ref.New(o);
        view->buf = data;
        view->len = length;
        view->@readonly = isReadOnly ? 1 : 0;
        view->itemsize = 1;
        view->format = (flags & BufferFlags.Format) != 0 ? BufferFlags.ByteFormat : null;
        view->ndim = 1;
        view->shape = (flags & BufferFlags.Nd) != 0 ? &view->len : null;
        view->strides = (flags & BufferFlags.Strides) == BufferFlags.Strides ? &view->itemsize : null;
        view->suboffsets = null;
        view->@internal = null;
        return Status.Ok;
    }
}

/// <summary>What a consumer asks of a buffer (PyBUF_ constants).</summary>
internal static unsafe class BufferFlags
{
    public const int Simple = 0;
    public const int Writable = 1;
    public const int Format = 4;
    public const int Nd = 8;
    public const int Strides = 0x10 | Nd;
    public const int CContiguous = 0x20 | Strides;
    public const int FContiguous = 0x40 | Strides;
    public const int AnyContiguous = 0x80 | Strides;
    public const int Indirect = 0x100 | Strides;
    public const int Full = Indirect | Writable | Format;
    public const int FullReadOnly = Indirect | Format;

    /// <summary>"B": unsigned bytes.</summary>
    public static readonly byte* ByteFormat = MakeByteFormat();

    private static byte* MakeByteFormat()
    {
        byte* format = (byte*)ImmortalRegion.Allocate(2);
        format[0] = (byte)'B';
        return format;
    }
}
