// Finds which of the values to be marshalled are one object in CPython and how many places hold it, for that decides what
// marshal numbers: CPython's compiler shares equal constants of a module, interns names, and has its immortal singletons.
// See docs/internals/bytecode.md.
using Vivarium.Bytecode.Constants;

namespace Vivarium.Bytecode.Marshal;

/// <summary>One object as CPython would have it.</summary>
internal sealed class MarshalNode(object source, byte type, MarshalNode[] parts)
{
    /// <summary>The value the node stands for.</summary>
    public object Source { get; } = source;
    public byte Type { get; } = type;
    public MarshalNode[] Parts { get; set; } = parts;

    /// <summary>The places that hold this object.</summary>
    public int Holders { get; set; }

    /// <summary>Numbered even with a single holder: interned, immortal, or held by something besides.</summary>
    public bool AlwaysNumbered { get; set; }

    /// <summary>Interned, if it is a string: the type code says so.</summary>
    public bool IsInterned { get; init; }

    public bool IsNumbered => AlwaysNumbered || Holders > 1;

    /// <summary>Its number once written, or -1.</summary>
    public int Number { get; set; } = -1;
}

/// <summary>Turns values into nodes, equal values into the same one.</summary>
internal sealed class MarshalGraph(bool allowCode)
{
    private readonly Dictionary<Key, MarshalNode> _shared = [];
    private readonly Dictionary<object, MarshalNode> _mutable = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MarshalNode, int> _ids = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<PyText> _qualnames = [];
    private int _depth;
    private bool _inSlice;

    /// <summary>What makes two values one object: type, and content or parts.</summary>
    private readonly struct Key(byte type, bool interned, object? content, int[] parts) : IEquatable<Key>
    {
        private readonly byte _type = type;
        private readonly bool _interned = interned;
        private readonly object? _content = content;
        private readonly int[] _parts = parts;

        public bool Equals(Key other) =>
            _type == other._type && _interned == other._interned && Equals(_content, other._content)
            && _parts.AsSpan().SequenceEqual(other._parts);

        public override bool Equals(object? obj) => obj is Key key && Equals(key);

        public override int GetHashCode()
        {
            HashCode hash = default;
            hash.Add(_type);
            hash.Add(_interned);
            hash.Add(_content);
            foreach (int part in _parts)
                hash.Add(part);
            return hash.ToHashCode();
        }
    }

    public MarshalNode AddRoot(Constant value)
    {
        CollectQualnames(value, 0);
        return Add(value);
    }

    /// <summary>A class body's constant for its own qualified name is the very string that the class body's code interns.</summary>
    private void CollectQualnames(Constant value, int depth)
    {
        if (value is not CodeConstant { Code: var code } || depth > MarshalType.MaxDepth)
            return;
        foreach (Constant constant in code.co_consts)
        {
            bool isClassBody = (code.co_flags & CodeFlags.CO_OPTIMIZED) == 0;
            if (isClassBody && constant is StrConstant s && s.Value.Equals(code.co_qualname))
                _qualnames.Add(s.Value);
            CollectQualnames(constant, depth + 1);
        }
    }

    private MarshalNode Add(Constant value)
    {
        if (++_depth > MarshalType.MaxDepth)
            throw new MarshalException(MarshalError.ValueError, "object too deeply nested to marshal");
        MarshalNode node = AddBody(value);
        _depth--;
        return node;
    }

    private MarshalNode AddBody(Constant value)
    {
        switch (value)
        {
            case NoneConstant: return Leaf(value, MarshalType.None);
            case BoolConstant b: return Leaf(value, b.Value ? MarshalType.True : MarshalType.False);
            case EllipsisConstant: return Leaf(value, MarshalType.Ellipsis);
            case StopIterationValue: return Leaf(value, MarshalType.StopIteration);
            case IntConstant i: return Shared(value, MarshalType.Int, value, [], always: i.Value >= -5 && i.Value <= 256);
            case FloatConstant: return Shared(value, MarshalType.BinaryFloat, value, []);
            case ComplexConstant: return Shared(value, MarshalType.BinaryComplex, value, []);
            case StrConstant s: return Text(s.Value, InternedText.IsInternedConstant(s.Value) || _qualnames.Contains(s.Value));
            case BytesConstant b: return Bytes(b.Value);
            case TupleConstant t: return Tuple(t, t.Items);
            case FrozenSetConstant f: return Shared(value, MarshalType.FrozenSet, null, AddSetItems(f.Items));
            case SliceConstant s: return Shared(value, MarshalType.Slice, null, AddSliceParts([s.Start, s.Stop, s.Step]));
            case CodeConstant c: return Code(c.Code);
            case ListValue or SetValue or DictValue: return Mutable(value);
            default: throw new MarshalException(MarshalError.ValueError, "unmarshallable object");
        }
    }

    private MarshalNode Text(PyText text, bool interned) => Shared(text, MarshalType.Unicode, text, [], interned, interned);

    private MarshalNode Bytes(byte[] bytes) =>
        Shared(bytes, MarshalType.Bytes, Convert.ToHexString(bytes), [], always: bytes.Length <= 1);

    private MarshalNode Tuple(object source, ReadOnlySpan<Constant> items) =>
        Shared(source, MarshalType.Tuple, null, AddAll(items), always: items.Length == 0);

    private MarshalNode Names(PyText[] names)
    {
        var parts = new MarshalNode[names.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Text(names[i], interned: true);
        return Shared(names, MarshalType.Tuple, null, parts, always: names.Length == 0);
    }

    /// <summary>
    /// The parameter of an annotate function is renamed after the function is compiled, so its tuple of names is shared with nothing.
    /// </summary>
    private static bool IsAnnotate(CodeUnit code) =>
        code.co_argcount == 1 && code.co_localsplusnames is [var first, ..] && first.Utf8.SequenceEqual("format"u8)
        && code.co_name.Utf8.SequenceEqual("__annotate__"u8);

    private MarshalNode NamesAlone(PyText[] names) =>
        new(names, MarshalType.Tuple, Array.ConvertAll(names, name => Text(name, interned: true)));

    private MarshalNode[] AddAll(ReadOnlySpan<Constant> items)
    {
        var parts = new MarshalNode[items.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Add(items[i]);
        return parts;
    }

    /// <summary>The compiler shares slices, but not what they hold.</summary>
    private MarshalNode[] AddSliceParts(ReadOnlySpan<Constant> items)
    {
        bool outer = _inSlice;
        _inSlice = true;
        MarshalNode[] parts = AddAll(items);
        _inSlice = outer;
        return parts;
    }

    /// <summary>While a set is written its items are held a second time, to be sorted.</summary>
    private MarshalNode[] AddSetItems(ReadOnlySpan<Constant> items)
    {
        MarshalNode[] parts = AddAll(items);
        foreach (MarshalNode part in parts)
            part.AlwaysNumbered = true;
        return parts;
    }

    /// <summary>The parts are in the order in which they are written.</summary>
    private MarshalNode Code(CodeUnit code)
    {
        if (!allowCode)
            throw new MarshalException(MarshalError.ValueError, "marshalling code objects is disallowed");
        byte[] kinds = System.Runtime.InteropServices.MemoryMarshal.AsBytes(code.co_localspluskinds.AsSpan()).ToArray();
        MarshalNode[] parts =
        [
            new(code.co_code, MarshalType.Bytes, []) { AlwaysNumbered = true },
            Tuple(code.co_consts, code.co_consts),
            Names(code.co_names),
            IsAnnotate(code) ? NamesAlone(code.co_localsplusnames) : Names(code.co_localsplusnames),
            kinds.Length == 0 ? Bytes(kinds) : new MarshalNode(kinds, MarshalType.Bytes, []),
            Text(code.co_filename, interned: true),
            Text(code.co_name, interned: true),
            Text(code.co_qualname, interned: true),
            Bytes(code.co_linetable),
            Bytes(code.co_exceptiontable),
        ];
        foreach (MarshalNode part in parts)
            Number(part);
        return Shared(code, MarshalType.Code, (code.co_firstlineno, code.co_flags, Convert.ToHexString(code.co_code)), parts);
    }

    private MarshalNode Mutable(Constant value)
    {
        if (_mutable.TryGetValue(value, out MarshalNode? known))
        {
            known.Holders++;
            return known;
        }
        byte type = value is ListValue ? MarshalType.List : value is SetValue ? MarshalType.Set : MarshalType.Dict;
        var node = new MarshalNode(value, type, []) { Holders = 1 };
        _mutable.Add(value, node);
        Number(node);
        var parts = new List<MarshalNode>();
        switch (value)
        {
            case ListValue list:
                list.Items.ForEach(item => parts.Add(Add(item)));
                break;
            case SetValue set:
                parts.AddRange(AddSetItems(set.Items.ToArray()));
                break;
            case DictValue dict:
                dict.Items.ForEach(pair => parts.AddRange([Add(pair.Key), Add(pair.Value)]));
                break;
        }
        node.Parts = [.. parts];
        return node;
    }

    private MarshalNode Leaf(object source, byte type) => Shared(source, type, null, []);

    private MarshalNode Shared(
        object source, byte type, object? content, MarshalNode[] parts, bool always = false, bool interned = false)
    {
        int[] ids = Array.ConvertAll(parts, part => _ids[part]);
        if (type == MarshalType.FrozenSet)
            Array.Sort(ids);
        var key = new Key(type, interned, content, ids);
        var node = new MarshalNode(source, type, parts) { Holders = 1, AlwaysNumbered = always, IsInterned = interned };
        if (!_shared.TryGetValue(key, out MarshalNode? known))
        {
            _shared.Add(key, node);
            Number(node);
            return node;
        }
        if (type == MarshalType.FrozenSet || (_inSlice && !known.AlwaysNumbered))
        {
            // Equal values make the tuples or slices that hold them equal, but are not themselves shared.
            _ids.Add(node, _ids[known]);
            return node;
        }
        known.Holders++;
        Release(parts);
        return known;
    }

    private static void Release(MarshalNode[] parts)
    {
        foreach (MarshalNode part in parts)
        {
            if (--part.Holders == 0)
                Release(part.Parts);
        }
    }

    private void Number(MarshalNode node) => _ids.TryAdd(node, _ids.Count);
}

/// <summary>Which string constants CPython interns.</summary>
internal static class InternedText
{
    /// <summary>Strings of letters, digits and underscores of ASCII, and all of one Latin-1 character.</summary>
    public static bool IsInternedConstant(PyText text)
    {
        ReadOnlySpan<byte> utf8 = text.Utf8;
        if (utf8.Length <= 1 || (utf8.Length == 2 && utf8[0] is 0xC2 or 0xC3))
            return true;
        foreach (byte c in utf8)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c != '_')
                return false;
        }
        return true;
    }
}
