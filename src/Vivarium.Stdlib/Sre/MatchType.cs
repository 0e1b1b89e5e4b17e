// The type re.Match: where a pattern and its groups matched. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

[PyType("re.Match", Layout = typeof(MatchObject), ItemSize = 8, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation,
    Doc = "What re.match() and re.search() find.\nA match is always true.")]
[PyMember("string", "text", MemberType.Object, Doc = "The text that was matched against.")]
[PyMember("re", "pattern", MemberType.Object, Doc = "The pattern that matched.")]
[PyMember("pos", "pos", MemberType.SSize, Doc = "Where in the text matching or searching began.")]
[PyMember("endpos", "endpos", MemberType.SSize, Doc = "Where in the text matching or searching had to stop.")]
internal static unsafe partial class MatchType
{
    private const int ShownText = 50;

    private static nint* Marks(MatchObject* self) => &self->mark;

    /// <summary>The match that an attempt found, or None.</summary>
    public static PyObject* New(ThreadState* ts, PatternObject* pattern, SreState* state, Found found)
    {
        if (found != Found.Yes)
            return found == Found.No ? Ref.New(Py.None) : null;
        MatchObject* self = (MatchObject*)ObjectAlloc.GcNewVar(ts, Type, 2 * (pattern->groups + 1));
        if (self == null)
            return null;
        self->text = Ref.New(state->text);
        self->regs = null;
        self->pattern = (PatternObject*)Ref.New(pattern);
        self->pos = state->pos;
        self->endpos = state->endpos;
        self->lastindex = state->lastindex;
        self->groups = pattern->groups + 1;
        nint* marks = Marks(self);
        marks[0] = state->Index(state->start);
        marks[1] = state->Index(state->ptr);
        for (nint i = 0; i < pattern->groups; i++)
        {
            nint* mark = state->mark + 2 * i;
            bool isSet = 2 * i + 1 <= state->lastmark && mark[0] != 0 && mark[1] != 0;
            marks[2 * i + 2] = isSet ? state->Index((byte*)mark[0]) : -1;
            marks[2 * i + 3] = isSet ? state->Index((byte*)mark[1]) : -1;
            if (marks[2 * i + 2] > marks[2 * i + 3])
            {
                Ref.Dec(ts, self);
                return SreState.WrongSpan(ts);
            }
        }
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    /// <summary>The text of a group by its number; <paramref name="absent"/> for one that took no part.</summary>
    public static PyObject* GroupSlice(ThreadState* ts, MatchObject* self, nint index, PyObject* absent)
    {
        if (index < 0 || index >= self->groups)
            return Err.Index(ts, "no such group");
        nint from = Marks(self)[2 * index], to = Marks(self)[2 * index + 1];
        if (from < 0)
            return Ref.New(absent);
        PyObject* text = self->text;
        if (PyUnicode.Check(text))
            return PyUnicode.Substring(ts, text, nint.Min(from, PyUnicode.Length(text)), nint.Min(to, PyUnicode.Length(text)));
        BufferView view = default;
        if (view.Get(ts, text) != Status.Ok)
            return null;
        // A bytearray may be shorter by now.
        PyObject* slice = SreState.Slice(ts, true, view.Data, text, nint.Min(from, view.Length), nint.Min(to, view.Length));
        view.Release(ts);
        return slice;
    }

    /// <summary>The number of a group given by number or name; -1 with IndexError when there is none.</summary>
    private static nint IndexOf(ThreadState* ts, MatchObject* self, PyObject* group)
    {
        nint index = -1;
        if (Num.HasIndex(group))
        {
            index = Num.AsSsize(ts, group, null);
            if (index == -1 && Err.Occurred(ts))
                return -1;
        }
        else if (self->pattern->groupindex != null)
        {
            PyObject* number = PyDict.GetBorrowed(ts, self->pattern->groupindex, group);
            if (number != null && PyLong.Check(number))
                index = PyLong.AsNInt(ts, number);
            if (Err.Occurred(ts))
                return -1;
        }
        if (index >= 0 && index < self->groups)
            return index;
        Err.Index(ts, "no such group");
        return -1;
    }

    private static PyObject* Group(ThreadState* ts, MatchObject* self, PyObject* group, PyObject* absent)
    {
        nint index = IndexOf(ts, self, group);
        return index < 0 ? null : GroupSlice(ts, self, index, absent);
    }

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, MatchObject* self, PyObject* key) => Group(ts, self, key, Py.None);

    [PyMethod(
        Doc = "group([group1, ...]) -> str or tuple.\n    The texts of groups, given by number or name; group 0, which is all that\n    matched, when none is given.")]
    private static PyObject* group(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "group() takes no keyword arguments");
        MatchObject* match = (MatchObject*)self;
        if (nargs == 0)
            return GroupSlice(ts, match, 0, Py.None);
        if (nargs == 1)
            return Group(ts, match, args[0], Py.None);
        PyObject* tuple = PyTuple.New(ts, nargs);
        if (tuple == null)
            return null;
        for (nint i = 0; i < nargs; i++)
        {
            PyObject* text = Group(ts, match, args[i], Py.None);
            if (text == null)
            {
                Ref.Dec(ts, tuple);
                return null;
            }
            PyTuple.SetSteal(tuple, i, text);
        }
        PyTuple.Track(ts, tuple);
        return tuple;
    }

    [PyMethod("($self, /, default=None)", Doc = "The texts of all groups, from 1 on, as a tuple.\n\n  default\n    Stands for groups that took no part in the match.")]
    private static PyObject* groups(ThreadState* ts, MatchObject* self, PyObject* @default)
    {
        PyObject* tuple = PyTuple.New(ts, self->groups - 1);
        if (tuple == null)
            return null;
        for (nint i = 1; i < self->groups; i++)
        {
            PyObject* text = GroupSlice(ts, self, i, @default);
            if (text == null)
            {
                Ref.Dec(ts, tuple);
                return null;
            }
            PyTuple.SetSteal(tuple, i - 1, text);
        }
        if (self->groups > 1)
            PyTuple.Track(ts, tuple);
        return tuple;
    }

    [PyMethod("($self, /, default=None)",
        Doc = "The texts of all named groups, as a dictionary by name.\n\n  default\n    Stands for groups that took no part in the match.")]
    private static PyObject* groupdict(ThreadState* ts, MatchObject* self, PyObject* @default)
    {
        using Owned<PyObject> result = Own.Of(ts, PyDict.New(ts));
        if (result.IsNull || self->pattern->groupindex == null)
            return result.Release();
        nint position = 0;
        PyObject* key;
        PyObject* number;
        using Owned<PyObject> names = Own.Of(ts, Ref.New(self->pattern->groupindex));
        while (PyDict.Next(names.Pointer, &position, &key, &number))
        {
            using Owned<PyObject> name = Own.Of(ts, Ref.New(key));
            using Owned<PyObject> text = Own.Of(ts, Group(ts, self, name.Pointer, @default));
            if (text.IsNull || PyDict.Set(ts, result.Pointer, name.Pointer, text.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    [PyMethod("($self, group=0, /)", Doc = "Where the text that a group matched begins.")]
    private static nint start(ThreadState* ts, MatchObject* self, PyObject* group = null)
    {
        nint index = group == null ? 0 : IndexOf(ts, self, group);
        return index < 0 ? -1 : Marks(self)[2 * index];
    }

    [PyMethod("($self, group=0, /)", Doc = "Where the text that a group matched ends.")]
    private static nint end(ThreadState* ts, MatchObject* self, PyObject* group = null)
    {
        nint index = group == null ? 0 : IndexOf(ts, self, group);
        return index < 0 ? -1 : Marks(self)[2 * index + 1];
    }

    [PyMethod("($self, group=0, /)", Doc = "The tuple (m.start(group), m.end(group)) of a match m.")]
    private static PyObject* span(ThreadState* ts, MatchObject* self, PyObject* group = null)
    {
        nint index = group == null ? 0 : IndexOf(ts, self, group);
        return index < 0 ? null : Span(ts, self, index);
    }

    private static PyObject* Span(ThreadState* ts, MatchObject* self, nint index) =>
        PyTuple.PackStealOrNull(ts, PyLong.FromInt64(ts, Marks(self)[2 * index]), PyLong.FromInt64(ts, Marks(self)[2 * index + 1]));

    [PyMethod("($self, /, template)", Doc = "The template with its references to groups replaced by their texts, as sub() does.")]
    private static PyObject* expand(ThreadState* ts, MatchObject* self, PyObject* template)
    {
        PyObject* compiled = TemplateType.Compile(ts, self->pattern, template);
        if (compiled == null || !TemplateType.Check(compiled))
            return compiled;
        PyObject* result = TemplateType.Expand(ts, (TemplateObject*)compiled, self);
        Ref.Dec(ts, compiled);
        return result;
    }

    [PyMethod("($self, /)")]
    private static PyObject* __copy__(ThreadState* ts, PyObject* self) => Ref.New(self);

    [PyMethod("($self, memo, /)")]
    private static PyObject* __deepcopy__(ThreadState* ts, PyObject* self, PyObject* memo) => Ref.New(self);

    [PyClassMethod("($type, object, /)", Doc = "Matches are generic over the text that was matched: str or bytes.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);

    [PyGetSet("lastindex", Doc = "The number of the group that was closed last.")]
    private static PyObject* GetLastIndex(ThreadState* ts, MatchObject* self) => self->lastindex >= 0 ? PyLong.FromInt64(ts, self->lastindex) : Ref.New(Py.None);

    [PyGetSet("lastgroup", Doc = "The name of the group that was closed last.")]
    private static PyObject* GetLastGroup(ThreadState* ts, MatchObject* self)
    {
        PyObject* names = self->pattern->indexgroup;
        bool named = names != null && self->lastindex >= 0 && self->lastindex < PyTuple.Size(names);
        return Ref.New(named ? PyTuple.GetBorrowed(names, self->lastindex) : Py.None);
    }

    [PyGetSet("regs")]
    private static PyObject* GetRegs(ThreadState* ts, MatchObject* self)
    {
        if (self->regs != null)
            return Ref.New(self->regs);
        PyObject* regs = PyTuple.New(ts, self->groups);
        if (regs == null)
            return null;
        for (nint i = 0; i < self->groups; i++)
        {
            PyObject* span = Span(ts, self, i);
            if (span == null)
            {
                Ref.Dec(ts, regs);
                return null;
            }
            PyTuple.SetSteal(regs, i, span);
        }
        PyTuple.Track(ts, regs);
        self->regs = Ref.New(regs);
        return regs;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, MatchObject* self)
    {
        using Owned<PyObject> text = Own.Of(ts, GroupSlice(ts, self, 0, Py.None));
        using Owned<PyObject> shown = Own.Of(ts, text.IsNull ? null : Obj.Repr(ts, text.Pointer));
        if (shown.IsNull)
            return null;
        UnicodeWriter writer = new(ts);
        writer.WriteString($"<re.Match object; span=({Marks(self)[0]}, {Marks(self)[1]}), match=");
        writer.WriteSubstring(shown.Pointer, 0, nint.Min(ShownText, PyUnicode.Length(shown.Pointer)));
        writer.WriteAscii(">"u8);
        return writer.Finish();
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, MatchObject* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(MatchObject* self, visitproc visit, void* arg)
    {
        int r = self->text == null ? 0 : visit(self->text, arg);
        if (r == 0 && self->regs != null)
            r = visit(self->regs, arg);
        return r != 0 || self->pattern == null ? r : visit((PyObject*)self->pattern, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, MatchObject* self)
    {
        Ref.Clear(ts, &self->text);
        Ref.Clear(ts, &self->regs);
        Ref.Clear(ts, (PyObject**)&self->pattern);
    }
}
