// A scanner goes through a text match by match; iterators of matches are made of its search method. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

[PyType("_sre.SRE_Scanner", Layout = typeof(ScannerObject), BasicSize = 264, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
[PyMember("pattern", "pattern", MemberType.Object)]
internal static unsafe partial class ScannerType
{
    public static PyObject* New(ThreadState* ts, PatternObject* pattern, PyObject* text, nint pos, nint endpos)
    {
        SreState state = default;
        if (state.Init(ts, pattern, text, pos, endpos) != Status.Ok)
            return null;
        ScannerObject* self = (ScannerObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
        {
            state.Fini(ts);
            return null;
        }
        self->state = state;
        self->executing = 0;
        self->pattern = (PatternObject*)Ref.New(pattern);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    private static PyObject* Next(ThreadState* ts, ScannerObject* self, bool search)
    {
        if (self->executing != 0)
            return Err.Value(ts, "regular expression scanner already executing");
        if (self->state.start == null)
            return Ref.New(Py.None);
        SreState* state = &self->state;
        state->Reset();
        state->ptr = state->start;
        self->executing = 1;
        Found found = search ? Matching.Search(ts, state, &self->pattern->code) : Matching.Match(ts, state, &self->pattern->code);
        self->executing = 0;
        PyObject* match = MatchType.New(ts, self->pattern, state, found);
        if (found != Found.Yes)
            state->start = null;
        else
            state->Advance();
        return match;
    }

    [PyMethod("($self, /)")]
    private static PyObject* match(ThreadState* ts, ScannerObject* self) => Next(ts, self, search: false);

    [PyMethod("($self, /)")]
    private static PyObject* search(ThreadState* ts, ScannerObject* self) => Next(ts, self, search: true);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, ScannerObject* self)
    {
        GcList.UntrackIfTracked(self);
        self->state.Fini(ts);
        Ref.XDec(ts, self->pattern);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(ScannerObject* self, visitproc visit, void* arg)
    {
        int r = self->pattern == null ? 0 : visit((PyObject*)self->pattern, arg);
        if (r == 0 && self->state.text != null)
            r = visit(self->state.text, arg);
        return r;
    }
}
