// Writes managed values as marshal version 5, byte for byte as CPython writes the same module's code: which objects carry
// reference numbers follows from MarshalGraph. Deterministic. See docs/internals/bytecode.md.
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Tables;

namespace Vivarium.Bytecode.Marshal;

/// <summary>Writes one value.</summary>
internal sealed class MarshalWriter
{
    private ByteBuffer _out = new(1024);
    private int _numbered;

    private MarshalWriter()
    {
    }

    public static byte[] Write(Constant value, bool allowCode = true)
    {
        MarshalNode root = new MarshalGraph(allowCode).AddRoot(value);
        root.Holders++; // whoever asked for it to be written
        var writer = new MarshalWriter();
        writer.Write(root);
        return writer._out.ToArray();
    }

    private void Write(MarshalNode node)
    {
        switch (node.Type)
        {
            case MarshalType.None or MarshalType.True or MarshalType.False or MarshalType.Ellipsis or MarshalType.StopIteration:
                _out.Add(node.Type);
                return;
        }
        if (node.Number >= 0)
        {
            _out.Add(MarshalType.Ref);
            AddInt(node.Number);
            return;
        }
        byte flag = 0;
        if (node.IsNumbered)
        {
            flag = MarshalType.FlagRef;
            node.Number = _numbered++;
        }
        WriteBody(node, flag);
    }

    private void WriteBody(MarshalNode node, byte flag)
    {
        switch (node.Type)
        {
            case MarshalType.Int:
                WriteInt(((IntConstant)node.Source).Value, flag);
                break;
            case MarshalType.BinaryFloat:
                _out.Add((byte)(node.Type | flag));
                AddDouble(((FloatConstant)node.Source).Value);
                break;
            case MarshalType.BinaryComplex:
                _out.Add((byte)(node.Type | flag));
                AddDouble(((ComplexConstant)node.Source).Real);
                AddDouble(((ComplexConstant)node.Source).Imag);
                break;
            case MarshalType.Unicode:
                WriteText((PyText)node.Source, node.IsInterned, flag);
                break;
            case MarshalType.Bytes:
                var bytes = (byte[])node.Source;
                _out.Add((byte)(node.Type | flag));
                AddInt(bytes.Length);
                _out.Add(bytes);
                break;
            case MarshalType.Code:
                WriteCode((CodeUnit)node.Source, node.Parts, flag);
                break;
            case MarshalType.FrozenSet or MarshalType.Set:
                WriteSet(node, flag);
                break;
            default:
                WriteSequence(node, flag);
                break;
        }
    }

    private void WriteSequence(MarshalNode node, byte flag)
    {
        if (node.Type == MarshalType.Tuple && node.Parts.Length <= byte.MaxValue)
        {
            _out.Add((byte)(MarshalType.SmallTuple | flag));
            _out.Add((byte)node.Parts.Length);
        }
        else
        {
            _out.Add((byte)(node.Type | flag));
            if (node.Type is MarshalType.Tuple or MarshalType.List)
                AddInt(node.Parts.Length);
        }
        foreach (MarshalNode part in node.Parts)
            Write(part);
        if (node.Type == MarshalType.Dict)
            _out.Add(MarshalType.Null);
    }

    /// <summary>A set has no order of its own: its items go in the order of the bytes that each would be written as alone.</summary>
    private void WriteSet(MarshalNode node, byte flag)
    {
        _out.Add((byte)(node.Type | flag));
        AddInt(node.Parts.Length);
        (byte[] Bytes, MarshalNode Node)[] items = Array.ConvertAll(node.Parts, part => (SortKey(part), part));
        Array.Sort(items, static (a, b) => a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        foreach ((_, MarshalNode item) in items)
            Write(item);
    }

    private byte[] SortKey(MarshalNode part)
    {
        (ByteBuffer saved, int numbered) = (_out, _numbered);
        _out = new ByteBuffer();
        WriteAlone(part, MarshalType.FlagRef);
        byte[] key = _out.ToArray();
        (_out, _numbered) = (saved, numbered);
        return key;
    }

    private void WriteAlone(MarshalNode node, byte flag)
    {
        if (node.Type is MarshalType.None or MarshalType.True or MarshalType.False or MarshalType.Ellipsis)
        {
            _out.Add(node.Type);
        }
        else if (node.Type == MarshalType.Tuple)
        {
            _out.Add((byte)(MarshalType.SmallTuple | flag));
            _out.Add((byte)node.Parts.Length);
            foreach (MarshalNode part in node.Parts)
                WriteAlone(part, part.IsNumbered ? MarshalType.FlagRef : (byte)0);
        }
        else
        {
            WriteBody(node, flag);
        }
    }

    private void WriteCode(CodeUnit code, MarshalNode[] parts, byte flag)
    {
        _out.Add((byte)(MarshalType.Code | flag));
        AddInt(code.co_argcount);
        AddInt(code.co_posonlyargcount);
        AddInt(code.co_kwonlyargcount);
        AddInt(code.co_stacksize);
        AddInt((int)code.co_flags);
        const int BeforeFirstLine = 8;
        for (int i = 0; i < BeforeFirstLine; i++)
            Write(parts[i]);
        AddInt(code.co_firstlineno);
        for (int i = BeforeFirstLine; i < parts.Length; i++)
            Write(parts[i]);
    }

    private void WriteInt(BigInteger value, byte flag)
    {
        if (value >= int.MinValue && value <= int.MaxValue)
        {
            _out.Add((byte)(MarshalType.Int | flag));
            AddInt((int)value);
            return;
        }
        _out.Add((byte)(MarshalType.Long | flag));
        byte[] raw = BigInteger.Abs(value).ToByteArray(isUnsigned: true);
        long bits = BigInteger.Abs(value).GetBitLength();
        int digits = checked((int)((bits + 14) / 15));
        AddInt(value.Sign < 0 ? -digits : digits);
        for (int i = 0; i < digits; i++)
        {
            int bit = i * 15;
            int window = 0;
            for (int k = 0; k < 3; k++)
            {
                if ((bit >> 3) + k < raw.Length)
                    window |= raw[(bit >> 3) + k] << (8 * k);
            }
            int digit = window >> (bit & 7) & 0x7FFF;
            _out.Add((byte)digit);
            _out.Add((byte)(digit >> 8));
        }
    }

    private void WriteText(PyText text, bool interned, byte flag)
    {
        ReadOnlySpan<byte> utf8 = text.Utf8;
        if (!Ascii.IsValid(utf8))
        {
            _out.Add((byte)((interned ? MarshalType.Interned : MarshalType.Unicode) | flag));
            AddInt(utf8.Length);
        }
        else if (utf8.Length <= byte.MaxValue)
        {
            _out.Add((byte)((interned ? MarshalType.ShortAsciiInterned : MarshalType.ShortAscii) | flag));
            _out.Add((byte)utf8.Length);
        }
        else
        {
            _out.Add((byte)((interned ? MarshalType.AsciiInterned : MarshalType.Ascii) | flag));
            AddInt(utf8.Length);
        }
        _out.Add(utf8);
    }

    private void AddInt(int value)
    {
        Span<byte> raw = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(raw, value);
        _out.Add(raw);
    }

    private void AddDouble(double value)
    {
        Span<byte> raw = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(raw, value);
        _out.Add(raw);
    }
}
