// Making, comparing, hashing and showing patterns. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

internal static unsafe partial class PatternType
{
    private const int ShownPattern = 200;

    private static readonly string[] s_flagNames = ["IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "DEBUG", "ASCII"];

    public static PyObject* New(ThreadState* ts, PyObject* pattern, int flags, PyObject* code, nint groups, PyObject* groupindex, PyObject* indexgroup)
    {
        nint size = PyList.Size(code);
        PatternObject* self = (PatternObject*)ObjectAlloc.GcNewVar(ts, Type, size);
        if (self == null)
            return null;
        self->groups = groups;
        self->groupindex = null;
        self->indexgroup = null;
        self->pattern = null;
        self->weakreflist = null;
        self->flags = flags;
        self->codesize = size;
        if (CopyCode(ts, self, code) != Status.Ok || SetKind(ts, self, pattern) != Status.Ok
            || CodeValidator.Check(ts, &self->code, size, groups) != Status.Ok)
        {
            Ref.Dec(ts, self);
            return null;
        }
        self->groupindex = Ref.New(groupindex);
        self->indexgroup = Ref.New(indexgroup);
        self->pattern = Ref.New(pattern);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    private static Status CopyCode(ThreadState* ts, PatternObject* self, PyObject* list)
    {
        for (nint i = 0; i < self->codesize; i++)
        {
            PyObject* word = PyList.GetBorrowed(list, i);
            if (!PyLong.Check(word))
                return Err.TypeStatus(ts, "an integer is required");
            ulong value = PyLong.AsUInt64(ts, word);
            if (value == ulong.MaxValue && Err.Occurred(ts))
                return Status.Error;
            if (value > uint.MaxValue)
            {
                Err.Overflow(ts, "regular expression code size limit exceeded");
                return Status.Error;
            }
            (&self->code)[i] = (uint)value;
        }
        return Status.Ok;
    }

    private static Status SetKind(ThreadState* ts, PatternObject* self, PyObject* pattern)
    {
        self->isbytes = pattern == Py.None ? -1 : PyUnicode.Check(pattern) ? 0 : 1;
        if (self->isbytes > 0 && !BufferView.Supports(pattern))
            return Err.TypeStatus(ts, $"expected string or bytes-like object, got '{PyType.NameOf(pattern)}'");
        return Status.Ok;
    }

    private static ReadOnlySpan<byte> CodeBytes(PatternObject* self) => new(&self->code, (int)(self->codesize * sizeof(uint)));

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* left, PyObject* right, int op)
    {
        if ((op != CompareOp.EQ && op != CompareOp.NE) || left->ob_type != right->ob_type)
            return Ref.New(Py.NotImplemented);
        PatternObject* a = (PatternObject*)left, b = (PatternObject*)right;
        bool equal = a == b;
        if (!equal && a->flags == b->flags && a->isbytes == b->isbytes && a->codesize == b->codesize && CodeBytes(a).SequenceEqual(CodeBytes(b)))
        {
            Truth same = Obj.RichCompareBool(ts, a->pattern, b->pattern, CompareOp.EQ);
            if (same == Truth.Error)
                return null;
            equal = same == Truth.True;
        }
        return Ref.New(equal == (op == CompareOp.EQ) ? Py.True : Py.False);
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PatternObject* self)
    {
        nint hash = Obj.Hash(ts, self->pattern);
        if (hash == -1)
            return -1;
        hash ^= SipHash.HashBytes(&self->code, self->codesize * sizeof(uint));
        hash ^= self->flags;
        hash ^= self->isbytes;
        hash ^= self->codesize;
        return hash == -1 ? -2 : hash;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PatternObject* self)
    {
        uint flags = (uint)self->flags;
        // Patterns of str match by Unicode unless they say otherwise.
        if (self->isbytes == 0 && (flags & (SreCode.FlagLocale | SreCode.FlagUnicode | SreCode.FlagAscii)) == SreCode.FlagUnicode)
            flags &= ~SreCode.FlagUnicode;
        using Owned<PyObject> source = Own.Of(ts, Obj.Repr(ts, self->pattern));
        if (source.IsNull)
            return null;
        using Owned<PyObject> shown = Own.Of(ts, PyUnicode.Substring(ts, source.Pointer, 0, nint.Min(ShownPattern, PyUnicode.Length(source.Pointer))));
        if (shown.IsNull)
            return null;
        UnicodeWriter writer = new(ts);
        writer.WriteAscii("re.compile("u8);
        writer.WriteStr(shown.Pointer);
        string separator = ", ";
        for (int i = 0; i < s_flagNames.Length; i++)
        {
            uint flag = SreCode.FlagIgnoreCase << i;
            if ((flags & flag) == 0)
                continue;
            writer.WriteString(separator + "re." + s_flagNames[i]);
            separator = "|";
            flags &= ~flag;
        }
        if (flags != 0)
            writer.WriteString($"{separator}0x{flags:x}");
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PatternObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PatternObject* self, visitproc visit, void* arg)
    {
        int r = self->groupindex == null ? 0 : visit(self->groupindex, arg);
        if (r == 0 && self->indexgroup != null)
            r = visit(self->indexgroup, arg);
        return r != 0 || self->pattern == null ? r : visit(self->pattern, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PatternObject* self)
    {
        Ref.Clear(ts, &self->groupindex);
        Ref.Clear(ts, &self->indexgroup);
        Ref.Clear(ts, &self->pattern);
    }
}
