// The parameters of BLAKE2 (RFC 7693, section 2.5, and the tree mode of the BLAKE2 paper): checked in CPython's order, then laid out. See docs/internals/hashes.md.
using System.Buffers.Binary;

namespace Vivarium.Stdlib.Hashes;

internal readonly unsafe struct BlakeParameters(
    HashKind kind, int digestSize, int fanout, int depth, PyObject* leafSize, PyObject* nodeOffset, int nodeDepth, int innerSize, bool lastNode)
{
    private readonly HashKind _kind = kind;
    private readonly int _digestSize = digestSize;
    private readonly int _fanout = fanout;
    private readonly int _depth = depth;
    private readonly PyObject* _leafSize = leafSize;
    private readonly PyObject* _nodeOffset = nodeOffset;
    private readonly int _nodeDepth = nodeDepth;
    private readonly int _innerSize = innerSize;
    private readonly bool _lastNode = lastNode;

    private bool IsWide => _kind == HashKind.Blake2b;
    private int Largest => IsWide ? 64 : 32;
    private int SaltSize => IsWide ? 16 : 8;

    public PyObject* Make(ThreadState* ts, PyTypeObject* type, PyObject* data, PyObject* text, PyObject* key, PyObject* salt, PyObject* person)
    {
        BufferView keyView = default;
        BufferView saltView = default;
        BufferView personView = default;
        PyObject* result = null;
        if (Get(ts, key, ref keyView) && Get(ts, salt, ref saltView) && Get(ts, person, ref personView) && HashObjects.OneOf(ts, data, text, out PyObject* given))
            result = Make(ts, type, given, keyView.Span, saltView.Span, personView.Span);
        keyView.Release(ts);
        saltView.Release(ts);
        personView.Release(ts);
        return result;
    }

    private static bool Get(ThreadState* ts, PyObject* o, ref BufferView view) => o == null || view.Get(ts, o) == Status.Ok;

    private PyObject* Make(ThreadState* ts, PyTypeObject* type, PyObject* data, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> person)
    {
        if (_digestSize <= 0 || _digestSize > Largest)
            return Err.Value(ts, $"digest_size for {(IsWide ? "Blake2b" : "Blake2s")} must be between 1 and {Largest} bytes, here it is {_digestSize}");
        if (salt.Length > SaltSize)
            return Err.Value(ts, $"maximum salt length is {SaltSize} bytes");
        if (person.Length > SaltSize)
            return Err.Value(ts, $"maximum person length is {SaltSize} bytes");
        if (_fanout is < 0 or > 255)
            return Err.Value(ts, "fanout must be between 0 and 255");
        if (_depth is < 1 or > 255)
            return Err.Value(ts, "depth must be between 1 and 255");
        if (!Number(ts, _leafSize, "unsigned long", uint.MaxValue, "leaf_size is too large", out ulong leaf))
            return null;
        if (!Number(ts, _nodeOffset, "unsigned long long", IsWide ? ulong.MaxValue : 0xFFFFFFFFFFFF, "node_offset is too large", out ulong offset))
            return null;
        if (_nodeDepth is < 0 or > 255)
            return Err.Value(ts, "node_depth must be between 0 and 255");
        if (_innerSize < 0 || _innerSize > Largest)
            return Err.Value(ts, $"inner_size must be between 0 and is {Largest}");
        if (key.Length > Largest)
            return Err.Value(ts, $"maximum key length is {Largest} bytes");
        HashObject* self = HashObjects.New(ts, type);
        if (self == null)
            return null;
        Span<byte> block = stackalloc byte[64];
        Lay(block, key.Length, leaf, offset, salt, person);
        self->state->StartBlake(_kind, _digestSize, block, key, _lastNode);
        if (data == null || HashObjects.Update(ts, self->state, data) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    private void Lay(Span<byte> block, int keyLength, ulong leaf, ulong offset, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> person)
    {
        block.Clear();
        block[0] = (byte)_digestSize;
        block[1] = (byte)keyLength;
        block[2] = (byte)_fanout;
        block[3] = (byte)_depth;
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], (uint)leaf);
        // BLAKE2s has six bytes for the offset; what stands behind is written over them.
        BinaryPrimitives.WriteUInt64LittleEndian(block[8..], offset);
        block[IsWide ? 16 : 14] = (byte)_nodeDepth;
        block[IsWide ? 17 : 15] = (byte)_innerSize;
        salt.CopyTo(block[(IsWide ? 32 : 16)..]);
        person.CopyTo(block[(IsWide ? 48 : 24)..]);
    }

    private static bool Number(ThreadState* ts, PyObject* o, string type, ulong most, string tooLarge, out ulong value)
    {
        value = 0;
        if (o == null)
            return true;
        using Owned<PyObject> index = Own.Of(ts, Num.Index(ts, o));
        if (index.IsNull)
            return false;
        ulong number;
        if (PyLong.IsNegative(index.Pointer))
            Err.Value(ts, "Cannot convert negative int");
        else if (!PyLong.TryGetUInt64(index.Pointer, &number))
            Err.Overflow(ts, $"Python int too large for C {type}");
        else if (number > most)
            Err.Overflow(ts, tooLarge);
        else
            value = number;
        return !Err.Occurred(ts);
    }
}
