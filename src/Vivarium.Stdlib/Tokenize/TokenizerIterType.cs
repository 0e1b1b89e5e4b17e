// The type TokenizerIter. The first token asked for reads all lines; the tokens are made then and given out one by one, and last the error, if reading ended in one.
// See docs/internals/tokenize.md.
using Vivarium.Compiler.Syntax;
using Vivarium.Compiler.Text;
using Vivarium.Stdlib.Builtins;
using Call = Vivarium.Runtime.Abstract.Call;

namespace Vivarium.Stdlib.Tokenize;

internal unsafe struct tokenizeriterobject
{
    public PyObject ob_base;
    public PyObject* readline;
    /// <summary>Null when the lines are str.</summary>
    public PyObject* encoding;
    /// <summary>Null until the first token is asked for.</summary>
    public PyObject* tokens;
    /// <summary>What is raised behind the last token.</summary>
    public PyObject* error;
    public int extra_tokens;
    public int index;
}

[PyType("_tokenize.TokenizerIter", Layout = typeof(tokenizeriterobject))]
internal static unsafe partial class TokenizerIterType
{
    [Slot("(readline, /, *, extra_tokens, encoding=<unrepresentable>)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* readline, bool extra_tokens, [Of(typeof(StrType))] PyObject* encoding = null)
    {
        tokenizeriterobject* self = (tokenizeriterobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->readline = Ref.New(readline);
        self->encoding = Ref.XNew(encoding);
        self->extra_tokens = extra_tokens ? 1 : 0;
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyObject* self, PyObject* name) => GenericAttr.Get(ts, self, name);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, tokenizeriterobject* self)
    {
        if (self->tokens == null)
        {
            PyObject* tokens = PyList.New(ts, 0);
            using Owned<PyObject> lines = Own.Of(ts, tokens == null ? null : Lines(ts, self));
            if (lines.IsNull || Tokens(ts, lines.Pointer, tokens, self->extra_tokens != 0) != Status.Ok)
            {
                // The tokens in front of an error come first.
                if (tokens == null || PyList.Size(tokens) == 0)
                {
                    Ref.XDec(ts, tokens);
                    return null;
                }
                Ref.SetSteal(ts, &self->error, Err.Fetch(ts));
            }
            Ref.SetSteal(ts, &self->tokens, tokens);
        }
        if (self->index < PyList.Size(self->tokens))
            return Ref.New(PyList.GetBorrowed(self->tokens, self->index++));
        if (self->error != null)
        {
            PyObject* error = self->error;
            self->error = null;
            Err.Restore(ts, error);
        }
        return null;
    }

    /// <summary>All lines as a list of str; owned.</summary>
    private static PyObject* Lines(ThreadState* ts, tokenizeriterobject* self)
    {
        using Owned<PyObject> lines = Own.Of(ts, PyList.New(ts, 0));
        using Owned<PyObject> readline = Own.Of(ts, Ref.New(self->readline));
        while (!lines.IsNull)
        {
            using Owned<PyObject> line = Own.Of(ts, Call.NoArgs(ts, readline.Pointer));
            if (line.IsNull)
                return Err.ClearIf(ts, Exc.StopIteration) ? lines.Release() : null;
            if (self->encoding == null ? !PyUnicode.Check(line.Pointer) : !PyBytes.Check(line.Pointer))
                return Err.Type(ts, "readline() returned a non-string object");
            using Owned<PyObject> text = Own.Of(ts, self->encoding == null ? Ref.New(line.Pointer) : Call.Method(ts, line.Pointer, Id.decode, self->encoding));
            if (text.IsNull)
                return null;
            if (PyUnicode.Length(text.Pointer) == 0)
                return lines.Release();
            if (PyList.Append(ts, lines.Pointer, text.Pointer) != Status.Ok)
                return null;
        }
        return null;
    }

    private static Status Tokens(ThreadState* ts, PyObject* lines, PyObject* tokens, bool extra)
    {
        using Owned<PyObject> empty = Own.Of(ts, PyUnicode.FromString(ts, ""));
        using Owned<PyObject> joined = Own.Of(ts, empty.IsNull ? null : PyUnicode.Join(ts, empty.Pointer, lines));
        nint length = 0;
        byte* utf8 = joined.IsNull ? null : PyUnicode.AsUtf8(ts, joined.Pointer, &length);
        if (utf8 == null)
            return Status.Error;
        var source = SourceText.FromUtf8(new ReadOnlySpan<byte>(utf8, (int)length), "<string>", endLastLine: true);
        var tokenizer = new Tokenizer(source, new TokenizerOptions { ExtraTokens = extra }, null);
        var maker = new TokenTuples(ts, source, lines, extra);
        while (tokenizer.Next(out Token token))
        {
            PyObject* tuple = maker.Make(token);
            if (tuple == null || PyList.AppendSteal(ts, tokens, tuple) != Status.Ok)
                return Status.Error;
            if (token.Kind == TokenKind.EndMarker)
                return Status.Ok;
        }
        SyntaxErrors.Raise(ts, tokenizer.Error ?? Failure(tokenizer, source), "<string>", ParseMode.Single, fromFile: false);
        return Status.Error;
    }

    private static SyntaxException Failure(Tokenizer tokenizer, SourceText source)
    {
        int start = source.LineStart(tokenizer.Lineno);
        int end = source.LineEnd(start);
        string line = source.Text(start, end);
        int behind = source.CountCharacters(start, end) + 1;
        return tokenizer.Failure switch
        {
            TokenizerFailure.Eof => new SyntaxException(SyntaxErrorKind.SyntaxError, "unexpected EOF in multi-line statement")
            {
                FileName = "<string>", Lineno = tokenizer.Lineno, Offset = 0, SourceLine = line, MessageOnly = true,
            },
            TokenizerFailure.Dedent => At(SyntaxErrorKind.IndentationError, "unindent does not match any outer indentation level"),
            TokenizerFailure.TabSpace => At(SyntaxErrorKind.TabError, "inconsistent use of tabs and spaces in indentation"),
            TokenizerFailure.TooDeep => At(SyntaxErrorKind.IndentationError, "too many levels of indentation"),
            _ => At(SyntaxErrorKind.SyntaxError, "unexpected character after line continuation character"),
        };

        SyntaxException At(SyntaxErrorKind kind, string message) => new(kind, message)
        {
            FileName = "<string>", Lineno = tokenizer.Lineno, Offset = behind, SourceLine = line,
        };
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, tokenizeriterobject* self)
    {
        Ref.Clear(ts, &self->readline);
        Ref.Clear(ts, &self->encoding);
        Ref.Clear(ts, &self->tokens);
        Ref.Clear(ts, &self->error);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }
}
