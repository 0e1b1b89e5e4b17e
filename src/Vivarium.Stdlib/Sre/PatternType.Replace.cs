// Splitting a text by a pattern and replacing its matches. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

internal static unsafe partial class PatternType
{
    private enum Replacement
    {
        Literal,
        Template,
        Callable,
    }

    [PyMethod("($self, /, string, maxsplit=0)", Doc = "Split the string where the pattern matches.")]
    private static PyObject* split(ThreadState* ts, PatternObject* self, PyObject* @string, nint maxsplit)
    {
        Unsafe.SkipInit(out SreState state);
        if (state.Init(ts, self, @string, 0, nint.MaxValue) != Status.Ok)
            return null;
        PyObject* list = PyList.New(ts, 0);
        if (list != null && Split(ts, self, &state, list, maxsplit) != Status.Ok)
        {
            Ref.Dec(ts, list);
            list = null;
        }
        state.Fini(ts);
        return list;
    }

    private static Status Split(ThreadState* ts, PatternObject* self, SreState* state, PyObject* list, nint most)
    {
        byte* last = state->start;
        for (nint n = 0; most == 0 || n < most; n++)
        {
            state->Reset();
            state->ptr = state->start;
            Found found = Matching.Search(ts, state, &self->code);
            if (found == Found.Error)
                return Status.Error;
            if (found == Found.No)
                break;
            if (Append(ts, list, state->Slice(ts, state->Index(last), state->Index(state->start))) != Status.Ok)
                return Status.Error;
            for (nint i = 1; i <= self->groups; i++)
            {
                if (Append(ts, list, state->GroupSlice(ts, i, empty: false)) != Status.Ok)
                    return Status.Error;
            }
            last = state->ptr;
            state->Advance();
        }
        return Append(ts, list, state->Slice(ts, state->Index(last), state->endpos));
    }

    private static Status Append(ThreadState* ts, PyObject* list, PyObject* item) => item == null ? Status.Error : PyList.AppendSteal(ts, list, item);

    [PyMethod("($self, /, repl, string, count=0)", Doc = "The string with the leftmost matches that do not overlap replaced by repl.")]
    private static PyObject* sub(ThreadState* ts, PatternObject* self, PyObject* repl, PyObject* @string, nint count) => Replace(ts, self, repl, @string, count, counted: false);

    [PyMethod("($self, /, repl, string, count=0)",
        Doc = "The tuple (new string, number of replacements) of replacing the leftmost matches that do not overlap by repl.")]
    private static PyObject* subn(ThreadState* ts, PatternObject* self, PyObject* repl, PyObject* @string, nint count) => Replace(ts, self, repl, @string, count, counted: true);

    private static PyObject* Replace(ThreadState* ts, PatternObject* self, PyObject* repl, PyObject* text, nint count, bool counted)
    {
        Replacement kind;
        using Owned<PyObject> filter = Own.Of(ts, Filter(ts, self, repl, &kind));
        if (filter.IsNull)
            return null;
        Unsafe.SkipInit(out SreState state);
        if (state.Init(ts, self, text, 0, nint.MaxValue) != Status.Ok)
            return null;
        nint n = 0;
        PyObject* list = PyList.New(ts, 0);
        PyObject* result = null;
        if (list != null && Pieces(ts, self, &state, list, filter.Pointer, kind, count, &n) == Status.Ok)
            result = TemplateType.Join(ts, !state.isbytes, list);
        Ref.XDec(ts, list);
        state.Fini(ts);
        return result == null || !counted ? result : PyTuple.PackStealOrNull(ts, result, PyLong.FromInt64(ts, n));
    }

    /// <summary>What makes the replacements: a callable, the text itself if it has no backslash, or its compiled template.</summary>
    private static PyObject* Filter(ThreadState* ts, PatternObject* self, PyObject* repl, Replacement* kind)
    {
        *kind = Replacement.Callable;
        if (Obj.IsCallable(repl))
            return Ref.New(repl);
        *kind = Replacement.Literal;
        if (IsLiteral(ts, repl))
            return Ref.New(repl);
        PyObject* filter = TemplateType.Compile(ts, self, repl);
        if (filter == null || !TemplateType.Check(filter))
            return filter;
        if (((TemplateObject*)filter)->chunks == 0)
        {
            PyObject* literal = Ref.New(((TemplateObject*)filter)->literal);
            Ref.Dec(ts, filter);
            return literal;
        }
        *kind = Replacement.Template;
        return filter;
    }

    private static bool IsLiteral(ThreadState* ts, PyObject* repl)
    {
        if (PyUnicode.Check(repl))
            return PyUnicode.FindChar(repl, '\\', 0, PyUnicode.Length(repl), 1) < 0;
        if (!BufferView.Supports(repl))
            return false;
        BufferView view = default;
        if (view.Get(ts, repl) != Status.Ok)
        {
            Err.Clear(ts);
            return false;
        }
        bool literal = view.Span.IndexOf((byte)'\\') < 0;
        view.Release(ts);
        return literal;
    }

    private static Status Pieces(ThreadState* ts, PatternObject* self, SreState* state, PyObject* list, PyObject* filter, Replacement kind, nint count, nint* n)
    {
        nint at = 0;
        while (count == 0 || *n < count)
        {
            state->Reset();
            state->ptr = state->start;
            Found found = Matching.Search(ts, state, &self->code);
            if (found == Found.Error)
                return Status.Error;
            if (found == Found.No)
                break;
            nint from = state->Index(state->start), to = state->Index(state->ptr);
            if (at < from && Append(ts, list, state->Slice(ts, at, from)) != Status.Ok)
                return Status.Error;
            PyObject* item = Piece(ts, self, state, filter, kind);
            if (item == null)
                return Status.Error;
            if (item == Py.None)
                Ref.Dec(ts, item);
            else if (PyList.AppendSteal(ts, list, item) != Status.Ok)
                return Status.Error;
            at = to;
            ++*n;
            state->Advance();
        }
        return at < state->endpos ? Append(ts, list, state->Slice(ts, at, state->endpos)) : Status.Ok;
    }

    private static PyObject* Piece(ThreadState* ts, PatternObject* self, SreState* state, PyObject* filter, Replacement kind)
    {
        if (kind == Replacement.Literal)
            return Ref.New(filter);
        using Owned<PyObject> match = Own.Of(ts, MatchType.New(ts, self, state, Found.Yes));
        if (match.IsNull)
            return null;
        return kind == Replacement.Template ? TemplateType.Expand(ts, (TemplateObject*)filter, (MatchObject*)match.Pointer) : Call.OneArg(ts, filter, match.Pointer);
    }
}
