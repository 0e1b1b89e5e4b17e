// Reads marshal data of any version up to 5 into managed values. Any bytes may come: the answer is a value or a
// MarshalException with CPython's message, never another failure. See docs/internals/bytecode.md.
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Bytecode.Marshal;

/// <summary>Reads objects one after the other from a block of bytes.</summary>
internal sealed class MarshalReader(ReadOnlyMemory<byte> data, bool allowCode = true)
{
    private readonly ReadOnlyMemory<byte> _data = data;
    private readonly List<Constant?> _refs = [];
    private int _depth;

    /// <summary>Bytes consumed so far.</summary>
    public int Position { get; private set; }

    /// <summary>Reads the one object that the data begins with.</summary>
    public static Constant Read(ReadOnlyMemory<byte> data, bool allowCode = true) => new MarshalReader(data, allowCode).ReadObject();

    public Constant ReadObject() => Read() ?? throw Error(MarshalError.TypeError, "NULL object in marshal data for object");

    /// <summary>An object, or null for the terminator of a dict.</summary>
    private Constant? Read()
    {
        if (Position >= _data.Length)
            throw Error(MarshalError.EOFError, "EOF read where object expected");
        byte code = _data.Span[Position++];
        bool flagged = (code & MarshalType.FlagRef) != 0;
        if (++_depth > MarshalType.MaxDepth)
            throw Error(MarshalError.ValueError, "recursion limit exceeded");
        Constant? result = ReadBody((byte)(code & ~MarshalType.FlagRef), flagged);
        _depth--;
        return result;
    }

    private Constant? ReadBody(byte type, bool flagged)
    {
        switch (type)
        {
            case MarshalType.Null: return null;
            case MarshalType.None: return Constant.None;
            case MarshalType.True: return Constant.True;
            case MarshalType.False: return Constant.False;
            case MarshalType.Ellipsis: return Constant.Ellipsis;
            case MarshalType.StopIteration: return StopIterationValue.Instance;
            case MarshalType.Int: return Keep(new IntConstant(ReadInt()), flagged);
            case MarshalType.Int64: return Keep(new IntConstant(BinaryPrimitives.ReadInt64LittleEndian(Take(8))), flagged);
            case MarshalType.Long: return Keep(ReadLong(), flagged);
            case MarshalType.BinaryFloat: return Keep(new FloatConstant(ReadDouble()), flagged);
            case MarshalType.Float: return Keep(new FloatConstant(ReadTextFloat()), flagged);
            case MarshalType.BinaryComplex: return Keep(new ComplexConstant(ReadDouble(), ReadDouble()), flagged);
            case MarshalType.Complex: return Keep(new ComplexConstant(ReadTextFloat(), ReadTextFloat()), flagged);
            case MarshalType.Bytes: return Keep(new BytesConstant(Take(ReadSize("bytes object")).ToArray()), flagged);
            case MarshalType.Ascii or MarshalType.AsciiInterned: return Keep(ReadAscii(ReadSize("string")), flagged);
            case MarshalType.ShortAscii or MarshalType.ShortAsciiInterned: return Keep(ReadAscii(ReadByte()), flagged);
            case MarshalType.Unicode or MarshalType.Interned: return Keep(ReadUtf8(ReadSize("string")), flagged);
            case MarshalType.SmallTuple: return ReadTuple(ReadByte(), flagged);
            case MarshalType.Tuple: return ReadTuple(ReadSize("tuple"), flagged);
            case MarshalType.List: return ReadList(flagged);
            case MarshalType.Dict: return ReadDict(flagged);
            case MarshalType.Set: return ReadSet(flagged);
            case MarshalType.FrozenSet: return ReadFrozenSet(flagged);
            case MarshalType.Slice: return ReadSlice(flagged);
            case MarshalType.Code: return ReadCode(flagged);
            case MarshalType.Ref: return ReadRef();
            default: throw Bad("unknown type code");
        }
    }

    private Constant Keep(Constant value, bool flagged)
    {
        if (flagged)
            _refs.Add(value);
        return value;
    }

    /// <summary>Takes a number for an object whose parts come first; referring to it before it is there is an error.</summary>
    private int Reserve(bool flagged)
    {
        if (!flagged)
            return -1;
        _refs.Add(null);
        return _refs.Count - 1;
    }

    private Constant Fill(int reserved, Constant value)
    {
        if (reserved >= 0)
            _refs[reserved] = value;
        return value;
    }

    private Constant ReadRef()
    {
        int index = ReadInt();
        if (index < 0 || index >= _refs.Count || _refs[index] is not { } value)
            throw Bad("invalid reference");
        return value;
    }

    private TupleConstant ReadTuple(int size, bool flagged)
    {
        // A size the data cannot hold ends in an error while items are read; nothing is reserved for it.
        if (size <= _data.Length - Position)
        {
            var items = new Constant[size];
            var tuple = new TupleConstant(items);
            Keep(tuple, flagged);
            for (int i = 0; i < size; i++)
                items[i] = ReadItem("tuple");
            return tuple;
        }
        Keep(new TupleConstant([]), flagged);
        while (true)
            ReadItem("tuple");
    }

    private Constant ReadItem(string container) =>
        Read() ?? throw Error(MarshalError.TypeError, $"NULL object in marshal data for {container}");

    private ListValue ReadList(bool flagged)
    {
        int size = ReadSize("list");
        var list = new ListValue();
        Keep(list, flagged);
        for (int i = 0; i < size; i++)
            list.Items.Add(ReadItem("list"));
        return list;
    }

    private SetValue ReadSet(bool flagged)
    {
        int size = ReadSize("set");
        var set = new SetValue();
        Keep(set, flagged);
        for (int i = 0; i < size; i++)
            set.Items.Add(ReadItem("set"));
        return set;
    }

    private Constant ReadFrozenSet(bool flagged)
    {
        int size = ReadSize("set");
        int reserved = Reserve(flagged && size > 0);
        var items = new List<Constant>();
        for (int i = 0; i < size; i++)
            items.Add(ReadItem("set"));
        var set = new FrozenSetConstant([.. items]);
        return size == 0 ? Keep(set, flagged) : Fill(reserved, set);
    }

    private DictValue ReadDict(bool flagged)
    {
        var dict = new DictValue();
        Keep(dict, flagged);
        while (Read() is { } key)
        {
            if (Read() is not { } value)
                break;
            dict.Items.Add(new KeyValuePair<Constant, Constant>(key, value));
        }
        return dict;
    }

    private Constant ReadSlice(bool flagged)
    {
        int reserved = Reserve(flagged);
        Constant start = ReadItem("object");
        Constant stop = ReadItem("object");
        Constant step = ReadItem("object");
        return Fill(reserved, new SliceConstant(start, stop, step));
    }

    private Constant ReadCode(bool flagged)
    {
        if (!allowCode)
            throw Error(MarshalError.ValueError, "unmarshalling code objects is disallowed");
        int reserved = Reserve(flagged);
        int argcount = ReadInt();
        int posonlyargcount = ReadInt();
        int kwonlyargcount = ReadInt();
        int stacksize = ReadInt();
        int flags = ReadInt();
        byte[] code = ReadPart<BytesConstant>().Value;
        Constant[] consts = ReadPart<TupleConstant>().Items;
        PyText[] names = Texts(ReadPart<TupleConstant>());
        PyText[] localsplusnames = Texts(ReadPart<TupleConstant>());
        byte[] kinds = ReadPart<BytesConstant>().Value;
        PyText filename = ReadPart<StrConstant>().Value;
        PyText name = ReadPart<StrConstant>().Value;
        PyText qualname = ReadPart<StrConstant>().Value;
        int firstlineno = ReadInt();
        byte[] linetable = ReadPart<BytesConstant>().Value;
        byte[] exceptiontable = ReadPart<BytesConstant>().Value;
        if (argcount < posonlyargcount || posonlyargcount < 0 || kwonlyargcount < 0 || stacksize < 0 || flags < 0
            || kinds.Length != localsplusnames.Length || code.Length % OpcodeInfo.CodeUnitSize != 0)
        {
            throw BadCode();
        }
        return Fill(reserved, new CodeConstant(new CodeUnit
        {
            co_argcount = argcount,
            co_posonlyargcount = posonlyargcount,
            co_kwonlyargcount = kwonlyargcount,
            co_stacksize = stacksize,
            co_flags = (CodeFlags)flags,
            co_code = code,
            co_consts = consts,
            co_names = names,
            co_localsplusnames = localsplusnames,
            co_localspluskinds = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, LocalKind>(kinds).ToArray(),
            co_filename = filename,
            co_name = name,
            co_qualname = qualname,
            co_firstlineno = firstlineno,
            co_linetable = linetable,
            co_exceptiontable = exceptiontable,
        }));
    }

    private T ReadPart<T>()
        where T : Constant => ReadObject() as T ?? throw BadCode();

    private static PyText[] Texts(TupleConstant tuple)
    {
        var texts = new PyText[tuple.Items.Length];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = tuple.Items[i] is StrConstant s ? s.Value : throw BadCode();
        return texts;
    }

    private IntConstant ReadLong()
    {
        int size = ReadInt();
        if (size is 0)
            return new IntConstant(BigInteger.Zero);
        if (size == int.MinValue)
            throw Bad("long size out of range");
        int digits = Math.Abs(size);
        ReadOnlySpan<byte> raw = Take(digits > int.MaxValue / 2 ? int.MaxValue : digits * 2);
        var packed = new byte[(digits * 15 + 7) / 8 + 1];
        int bit = 0;
        ushort digit = 0;
        for (int i = 0; i < digits; i++, bit += 15)
        {
            digit = BinaryPrimitives.ReadUInt16LittleEndian(raw[(i * 2)..]);
            if (digit > 0x7FFF)
                throw Bad("digit out of range in long");
            uint shifted = (uint)digit << (bit & 7);
            for (int at = bit >> 3; shifted != 0; at++, shifted >>= 8)
                packed[at] |= (byte)shifted;
        }
        if (digit == 0)
            throw Bad("unnormalized long data");
        var value = new BigInteger(packed, isUnsigned: true);
        return new IntConstant(size < 0 ? -value : value);
    }

    private double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    private double ReadTextFloat()
    {
        string text = Encoding.Latin1.GetString(Take(ReadByte()));
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(text, Styles, CultureInfo.InvariantCulture, out double value) && !text.EndsWith('∞'))
            return value;
        return text.TrimStart('+', '-').ToLowerInvariant() switch
        {
            "inf" or "infinity" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            "nan" => double.NaN,
            _ => throw Error(MarshalError.ValueError, $"could not convert string to float: '{text}'"),
        };
    }

    private StrConstant ReadAscii(int size)
    {
        ReadOnlySpan<byte> raw = Take(size);
        if (Ascii.IsValid(raw))
            return new StrConstant(PyText.FromUtf8(raw.ToArray()));
        // Bytes above 127 are taken as Latin-1, as CPython does.
        var builder = new PyTextBuilder();
        foreach (byte value in raw)
            builder.Append(value);
        return new StrConstant(builder.ToText());
    }

    private StrConstant ReadUtf8(int size)
    {
        byte[] raw = Take(size).ToArray();
        int bad = Utf8Check.FirstInvalid(raw, out int length, out string reason);
        if (bad >= 0)
        {
            throw new MarshalException(MarshalError.UnicodeDecodeError, reason) { Input = raw, Start = bad, End = bad + length };
        }
        return new StrConstant(PyText.FromUtf8(raw));
    }

    private int ReadSize(string what)
    {
        int size = ReadInt();
        return size >= 0 ? size : throw Bad(what + " size out of range");
    }

    private int ReadInt() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    private byte ReadByte() =>
        Position < _data.Length ? _data.Span[Position++] : throw Error(MarshalError.EOFError, "EOF read where object expected");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - Position)
            throw Error(MarshalError.EOFError, "marshal data too short");
        ReadOnlySpan<byte> taken = _data.Span.Slice(Position, count);
        Position += count;
        return taken;
    }

    private static MarshalException Bad(string what) => Error(MarshalError.ValueError, $"bad marshal data ({what})");
    private static MarshalException BadCode() => Error(MarshalError.SystemError, "bad argument to internal function");
    private static MarshalException Error(MarshalError error, string message) => new(error, message);
}
