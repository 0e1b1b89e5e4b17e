// What the objects of all hash modules share: layout, construction, data arguments, digests. See docs/internals/hashes.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Hashes;

internal unsafe struct HashObject
{
    public PyObject ob_base;
    /// <summary>CPython's lock; ours is the interpreter's.</summary>
    public ulong mutex;
    /// <summary>In the mem domain.</summary>
    public HashState* state;
}

internal static unsafe class HashObjects
{
    /// <summary>Longest digest that SHAKE is asked for.</summary>
    private const ulong ShakeLimit = 1 << 29;

    /// <summary>From this size on CPython lets other threads run.</summary>
    public const int GilMinSize = 2048;

    public static Status AddGilSize(ThreadState* ts, PyObject* module) => Modules.AddIntConstant(ts, module, "_GIL_MINSIZE", GilMinSize);

    public static HashObject* New(ThreadState* ts, PyTypeObject* type)
    {
        HashState* state = (HashState*)MemDomain.Malloc(ts->interp->heap, (nuint)sizeof(HashState));
        if (state == null)
        {
            Err.NoMemory(ts);
            return null;
        }
        HashObject* self = (HashObject*)ObjectAlloc.GcNew(ts, type);
        if (self == null)
        {
            MemDomain.Free(ts->interp->heap, state);
            return null;
        }
        self->mutex = 0;
        self->state = state;
        GcList.Track(ts, self);
        return self;
    }

    public static void Dealloc(ThreadState* ts, HashObject* self)
    {
        GcList.UntrackIfTracked(self);
        MemDomain.Free(ts->interp->heap, self->state);
        ObjectAlloc.GcFree(ts, self);
    }

    // ---- Data ----

    /// <summary>A view of one dimension of bytes-like data, to be released.</summary>
    public static bool GetData(ThreadState* ts, PyObject* o, Py_buffer* view)
    {
        if (PyUnicode.Check(o))
        {
            Err.Type(ts, "Strings must be encoded before hashing");
            return false;
        }
        if (!BufferView.Supports(o))
        {
            Err.Type(ts, "object supporting the buffer API required");
            return false;
        }
        if (PyBuffer.Get(ts, o, view, BufferFlags.Simple) != Status.Ok)
            return false;
        if (view->ndim <= 1)
            return true;
        PyBuffer.Release(ts, view);
        Err.SetString(ts, Exc.BufferError, "Buffer must be single dimension");
        return false;
    }

    public static Status Update(ThreadState* ts, HashState* state, PyObject* data)
    {
        Py_buffer view;
        if (!GetData(ts, data, &view))
            return Status.Error;
        state->Update((byte*)view.buf, view.len);
        PyBuffer.Release(ts, &view);
        return Status.Ok;
    }

    /// <summary>Constructors take the data by position or by either of two names.</summary>
    public static bool OneOf(ThreadState* ts, PyObject* data, PyObject* text, out PyObject* given)
    {
        given = data != null ? data : text;
        if (data == null || text == null)
            return true;
        Err.Type(ts, "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.");
        return false;
    }

    public static PyObject* Make(ThreadState* ts, PyTypeObject* type, HashKind kind, PyObject* data, PyObject* text)
    {
        if (!OneOf(ts, data, text, out PyObject* given))
            return null;
        HashObject* self = New(ts, type);
        if (self == null)
            return null;
        self->state->Start(kind);
        if (given == null || Update(ts, self->state, given) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    public static PyObject* Copy(ThreadState* ts, HashObject* self)
    {
        HashObject* copy = New(ts, ((PyObject*)self)->ob_type);
        if (copy != null)
            *copy->state = *self->state;
        return (PyObject*)copy;
    }

    // ---- Digests ----

    public static PyObject* Digest(ThreadState* ts, HashState* state)
    {
        Span<byte> digest = stackalloc byte[HashState.LargestDigest];
        state->Digest(digest[..state->DigestSize]);
        return PyBytes.FromSpan(ts, digest[..state->DigestSize]);
    }

    public static PyObject* HexDigest(ThreadState* ts, HashState* state)
    {
        Span<byte> digest = stackalloc byte[HashState.LargestDigest];
        state->Digest(digest[..state->DigestSize]);
        return ByteMethods.Hex(ts, digest[..state->DigestSize], null, 1);
    }

    public static PyObject* ShakeDigest(ThreadState* ts, HashState* state, ulong length, bool hex)
    {
        if (length >= ShakeLimit)
            return Err.Value(ts, "length is too large");
        using Owned<PyObject> digest = Own.Of(ts, PyBytes.New(ts, (nint)length));
        if (digest.IsNull)
            return null;
        if (length > 0)
            state->Digest(new Span<byte>(PyBytes.Data(digest.Pointer), (int)length));
        return hex ? ByteMethods.Hex(ts, PyBytes.AsSpan(digest.Pointer), null, 1) : length == 1 ? PyBytes.FromSpan(ts, PyBytes.AsSpan(digest.Pointer)) : digest.Release();
    }
}
