// The type re.Pattern: matching and searching. Splitting and replacing are in PatternType.Replace.cs, making and comparing patterns in
// PatternType.Values.cs. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

[PyType("re.Pattern", Layout = typeof(PatternObject), ItemSize = sizeof(uint), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, WeaklistField = "weakreflist",
    Doc = "Compiled regular expression object.")]
[PyMember("pattern", "pattern", MemberType.Object, Doc = "The text that the pattern was compiled from.")]
[PyMember("flags", "flags", MemberType.Int, Doc = "The flags of the pattern.")]
[PyMember("groups", "groups", MemberType.SSize, Doc = "How many capturing groups the pattern has.")]
internal static unsafe partial class PatternType
{
    public static bool Check(PyObject* o) => o->ob_type == Type;

    [PyGetSet("groupindex", Doc = "A mapping of the groups' names to their numbers.")]
    private static PyObject* GetGroupIndex(ThreadState* ts, PatternObject* self) => MappingProxy.New(ts, self->groupindex);

    private static PyObject* Once(ThreadState* ts, PatternObject* self, PyObject* text, nint pos, nint endpos, bool search, bool all)
    {
        Unsafe.SkipInit(out SreState state);
        if (state.Init(ts, self, text, pos, endpos) != Status.Ok)
            return null;
        state.match_all = all;
        Found found = search ? Matching.Search(ts, &state, &self->code) : Matching.Match(ts, &state, &self->code);
        PyObject* match = MatchType.New(ts, self, &state, found);
        state.Fini(ts);
        return match;
    }

    [PyMethod("($self, /, string, pos=0, endpos=sys.maxsize)", Doc = "Match at the beginning of the string; it need not reach the end.")]
    private static PyObject* match(ThreadState* ts, PatternObject* self, PyObject* @string, nint pos, nint endpos) =>
        Once(ts, self, @string, pos, endpos, search: false, all: false);

    [PyMethod("($self, /, string, pos=0, endpos=sys.maxsize)", Doc = "Match the whole of the string.")]
    private static PyObject* fullmatch(ThreadState* ts, PatternObject* self, PyObject* @string, nint pos, nint endpos) =>
        Once(ts, self, @string, pos, endpos, search: false, all: true);

    [PyMethod("($self, /, string, pos=0, endpos=sys.maxsize)",
        Doc = "Find the first match anywhere in the string, as a match object.\n\nNone when the pattern matches nowhere.")]
    private static PyObject* search(ThreadState* ts, PatternObject* self, PyObject* @string, nint pos, nint endpos) =>
        Once(ts, self, @string, pos, endpos, search: true, all: false);

    [PyMethod("($self, /, string, pos=0, endpos=sys.maxsize)", Doc = "The texts of all matches that do not overlap, as a list.")]
    private static PyObject* findall(ThreadState* ts, PatternObject* self, PyObject* @string, nint pos, nint endpos)
    {
        Unsafe.SkipInit(out SreState state);
        if (state.Init(ts, self, @string, pos, endpos) != Status.Ok)
            return null;
        PyObject* list = PyList.New(ts, 0);
        if (list != null && FindAll(ts, self, &state, list) != Status.Ok)
        {
            Ref.Dec(ts, list);
            list = null;
        }
        state.Fini(ts);
        return list;
    }

    private static Status FindAll(ThreadState* ts, PatternObject* self, SreState* state, PyObject* list)
    {
        while (state->start <= state->end)
        {
            state->Reset();
            state->ptr = state->start;
            Found found = Matching.Search(ts, state, &self->code);
            if (found != Found.Yes)
                return found == Found.No ? Status.Ok : Status.Error;
            PyObject* item = FoundItem(ts, self, state);
            if (item == null || PyList.AppendSteal(ts, list, item) != Status.Ok)
                return Status.Error;
            state->Advance();
        }
        return Status.Ok;
    }

    /// <summary>What findall gives for a match: the whole text, the only group, or the tuple of groups.</summary>
    private static PyObject* FoundItem(ThreadState* ts, PatternObject* self, SreState* state)
    {
        if (self->groups == 0)
            return state->Slice(ts, state->Index(state->start), state->Index(state->ptr));
        if (self->groups == 1)
            return state->GroupSlice(ts, 1, empty: true);
        PyObject* tuple = PyTuple.New(ts, self->groups);
        if (tuple == null)
            return null;
        for (nint i = 0; i < self->groups; i++)
        {
            PyObject* text = state->GroupSlice(ts, i + 1, empty: true);
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

    [PyMethod("($self, /, string, pos=0, endpos=sys.maxsize)",
        Doc = "An iterator over all matches that do not overlap.\n\nIt gives a match object for each.")]
    private static PyObject* finditer(ThreadState* ts, PatternObject* self, PyObject* @string, nint pos, nint endpos)
    {
        using Owned<PyObject> scanner = Own.Of(ts, ScannerType.New(ts, self, @string, pos, endpos));
        using Owned<PyObject> search = Own.Of(ts, scanner.IsNull ? null : Obj.GetAttr(ts, scanner.Pointer, "search"));
        return search.IsNull ? null : PyIter.CallIter(ts, search.Pointer, Py.None);
    }

    [PyMethod("($self, /, string, pos=0, endpos=sys.maxsize)")]
    private static PyObject* scanner(ThreadState* ts, PatternObject* self, PyObject* @string, nint pos, nint endpos) => ScannerType.New(ts, self, @string, pos, endpos);

    [PyMethod("($self, /)")]
    private static PyObject* __copy__(ThreadState* ts, PyObject* self) => Ref.New(self);

    [PyMethod("($self, memo, /)")]
    private static PyObject* __deepcopy__(ThreadState* ts, PyObject* self, PyObject* memo) => Ref.New(self);

    [PyClassMethod("($type, object, /)", Doc = "Patterns are generic over the text they match: str or bytes.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);
}
