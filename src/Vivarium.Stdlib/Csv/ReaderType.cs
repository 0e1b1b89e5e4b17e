// _csv.reader: records from lines, by a state machine over characters in which the end of a line is a character too. A record may span lines. See docs/internals/csv.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Csv;

[PyType("_csv.reader", Layout = typeof(ReaderObj), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, Doc = "An iterator over the records of lines of text: lists of strings.")]
[PyMember("dialect", "dialect", MemberType.Object)]
[PyMember("line_num", "line_num", MemberType.ULong)]
internal static unsafe partial class ReaderType
{
    private const uint EndOfLine = uint.MaxValue - 1;
    private const nint FirstCapacity = 4096;

    public static PyObject* New(ThreadState* ts, PyObject* iterable, PyObject** dialectArgs, nint dialectCount, PyObject* kwnames)
    {
        ReaderObj* self = (ReaderObj*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        *(ReaderObj*)self = new ReaderObj { ob_base = self->ob_base };
        if ((self->input_iter = Obj.GetIter(ts, iterable)) == null || (self->dialect = DialectType.Make(ts, dialectArgs, dialectCount, kwnames)) == null || Reset(ts, self) != Status.Ok)
        {
            Ref.Dec(ts, self);
            return null;
        }
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    private static Status Reset(ThreadState* ts, ReaderObj* self)
    {
        PyObject* fields = PyList.New(ts, 0);
        if (fields == null)
            return Status.Error;
        Ref.SetSteal(ts, &self->fields, fields);
        self->field_len = 0;
        self->state = ParserState.StartRecord;
        self->unquoted_field = 1;
        return Status.Ok;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, ReaderObj* self)
    {
        if (Reset(ts, self) != Status.Ok)
            return null;
        do
        {
            PyObject* line = Obj.IterNext(ts, self->input_iter);
            if (line == null)
            {
                if (Err.Occurred(ts) || (self->field_len == 0 && self->state != ParserState.InQuotedField))
                    return null;
                if (self->dialect->strict != 0)
                    return CsvErrorType.Raise(ts, "unexpected end of data");
                if (SaveField(ts, self) == Status.Ok)
                    break;
                return null;
            }
            Status status = ParseLine(ts, self, line);
            Ref.Dec(ts, line);
            if (status != Status.Ok)
                return null;
        }
        while (self->state != ParserState.StartRecord);
        PyObject* fields = self->fields;
        self->fields = null;
        return fields;
    }

    private static Status ParseLine(ThreadState* ts, ReaderObj* self, PyObject* line)
    {
        if (!PyUnicode.Check(line))
            return CsvErrorType.Fail(ts, $"iterator should return strings, not {PyType.NameOf(line)} (the file should be opened in text mode)");
        // The lines' iterator can have used this reader.
        if (self->fields == null)
            return CsvErrorType.Fail(ts, "iterator has already advanced the reader");
        self->line_num++;
        int kind = PyUnicode.Kind(line);
        void* data = PyUnicode.Data(line);
        nint length = PyUnicode.Length(line);
        nint i = 0;
        while (i < length)
        {
            if (kind == 1 && self->state is ParserState.InField or ParserState.InQuotedField)
            {
                nint run = PlainRun(self->dialect, (byte*)data + i, length - i, self->state);
                if (run > 0 && AddRun(ts, self, (byte*)data + i, run) != Status.Ok)
                    return Status.Error;
                i += run;
                if (i == length)
                    break;
            }
            if (Process(ts, self, PyUnicode.Read(kind, data, i++)) != Status.Ok)
                return Status.Error;
        }
        return Process(ts, self, EndOfLine);
    }

    /// <summary>How many characters just go into the field.</summary>
    private static nint PlainRun(DialectObj* dialect, byte* text, nint length, ParserState state)
    {
        bool quoted = state == ParserState.InQuotedField;
        uint end = quoted ? dialect->quotechar : dialect->delimiter;
        uint escape = dialect->escapechar;
        nint i = 0;
        for (; i < length; i++)
        {
            uint ch = text[i];
            if (ch == end || ch == escape || (!quoted && ch is '\n' or '\r'))
                break;
        }
        return i;
    }

    private static Status AddRun(ThreadState* ts, ReaderObj* self, byte* text, nint count)
    {
        if (count > ts->interp->csv_field_limit - self->field_len)
            return TooLong(ts);
        while (self->field_size - self->field_len < count)
        {
            if (Grow(ts, self) != Status.Ok)
                return Status.Error;
        }
        uint* to = self->field + self->field_len;
        for (nint i = 0; i < count; i++)
            to[i] = text[i];
        self->field_len += count;
        return Status.Ok;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Status Add(ThreadState* ts, ReaderObj* self, uint ch, ParserState next)
    {
        if (self->field_len >= ts->interp->csv_field_limit)
            return TooLong(ts);
        if (self->field_len == self->field_size && Grow(ts, self) != Status.Ok)
            return Status.Error;
        self->field[self->field_len++] = ch;
        self->state = next;
        return Status.Ok;
    }

    private static Status TooLong(ThreadState* ts) => CsvErrorType.Fail(ts, $"field larger than field limit ({ts->interp->csv_field_limit})");

    private static Status Grow(ThreadState* ts, ReaderObj* self)
    {
        nint size = self->field_size == 0 ? FirstCapacity : self->field_size * 2;
        uint* larger = (uint*)MemDomain.Realloc(ts->interp->heap, self->field, (nuint)size * sizeof(uint));
        if (larger == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        self->field = larger;
        self->field_size = size;
        return Status.Ok;
    }

    private static Status SaveField(ThreadState* ts, ReaderObj* self)
    {
        Quoting quoting = self->dialect->quoting;
        bool unquoted = self->unquoted_field != 0;
        nint length = self->field_len;
        self->field_len = 0;
        self->unquoted_field = 1;
        PyObject* field;
        if (length == 0 && unquoted && quoting is Quoting.NotNull or Quoting.Strings)
        {
            field = Py.None;
        }
        else
        {
            field = PyUnicode.FromUcs4(ts, self->field, length);
            if (field != null && length != 0 && unquoted && quoting is Quoting.NonNumeric or Quoting.Strings)
            {
                PyObject* number = Num.Float(ts, field);
                Ref.Dec(ts, field);
                field = number;
            }
        }
        return field == null ? Status.Error : PyList.AppendSteal(ts, self->fields, field);
    }

    private static Status EndField(ThreadState* ts, ReaderObj* self, uint ch)
    {
        if (SaveField(ts, self) != Status.Ok)
            return Status.Error;
        self->state = ch == EndOfLine ? ParserState.StartRecord : ch is '\n' or '\r' ? ParserState.EatNewline : ParserState.StartField;
        return Status.Ok;
    }

    private static bool EndsLine(uint ch) => ch is '\n' or '\r' or EndOfLine;

    /// <summary>One step of the machine.</summary>
    private static Status Process(ThreadState* ts, ReaderObj* self, uint ch)
    {
        DialectObj* dialect = self->dialect;
        switch (self->state)
        {
            case ParserState.StartRecord when ch == EndOfLine:
                return Status.Ok;
            case ParserState.StartRecord when ch is '\n' or '\r':
                self->state = ParserState.EatNewline;
                return Status.Ok;
            case ParserState.StartRecord or ParserState.StartField:
                return ProcessStart(ts, self, ch);
            case ParserState.EscapedChar:
                return ch is '\n' or '\r' ? Add(ts, self, ch, ParserState.AfterEscapedNewline) : Add(ts, self, ch == EndOfLine ? '\n' : ch, ParserState.InField);
            case ParserState.AfterEscapedNewline when ch == EndOfLine:
                return Status.Ok;
            case ParserState.AfterEscapedNewline or ParserState.InField:
                if (EndsLine(ch) || ch == dialect->delimiter)
                    return EndField(ts, self, ch);
                if (ch != dialect->escapechar)
                    return Add(ts, self, ch, ParserState.InField);
                self->state = ParserState.EscapedChar;
                return Status.Ok;
            case ParserState.InQuotedField:
                return ProcessQuoted(ts, self, ch);
            case ParserState.EscapeInQuotedField:
                return Add(ts, self, ch == EndOfLine ? '\n' : ch, ParserState.InQuotedField);
            case ParserState.QuoteInQuotedField:
                if (dialect->quoting != Quoting.None && ch == dialect->quotechar)
                    return Add(ts, self, ch, ParserState.InQuotedField);
                if (EndsLine(ch) || ch == dialect->delimiter)
                    return EndField(ts, self, ch);
                return dialect->strict == 0 ? Add(ts, self, ch, ParserState.InField) : BadQuote(ts, dialect);
            default:
                if (ch == EndOfLine)
                    self->state = ParserState.StartRecord;
                return EndsLine(ch) ? Status.Ok : CsvErrorType.Fail(ts, "new-line character seen in unquoted field - do you need to open the file with newline=''?");
        }
    }

    private static Status ProcessStart(ThreadState* ts, ReaderObj* self, uint ch)
    {
        DialectObj* dialect = self->dialect;
        self->state = ParserState.StartField;
        if (EndsLine(ch) || ch == dialect->delimiter)
            return EndField(ts, self, ch);
        if (ch == dialect->quotechar && dialect->quoting != Quoting.None)
        {
            self->unquoted_field = 0;
            self->state = ParserState.InQuotedField;
        }
        else if (ch == dialect->escapechar)
        {
            self->state = ParserState.EscapedChar;
        }
        else if (ch != ' ' || dialect->skipinitialspace == 0)
        {
            return Add(ts, self, ch, ParserState.InField);
        }
        return Status.Ok;
    }

    private static Status ProcessQuoted(ThreadState* ts, ReaderObj* self, uint ch)
    {
        DialectObj* dialect = self->dialect;
        if (ch == EndOfLine)
            return Status.Ok;
        if (ch == dialect->escapechar)
            self->state = ParserState.EscapeInQuotedField;
        else if (ch == dialect->quotechar && dialect->quoting != Quoting.None)
            self->state = dialect->doublequote != 0 ? ParserState.QuoteInQuotedField : ParserState.InField;
        else
            return Add(ts, self, ch, ParserState.InQuotedField);
        return Status.Ok;
    }

    private static Status BadQuote(ThreadState* ts, DialectObj* dialect) =>
        CsvErrorType.Fail(ts, $"'{char.ConvertFromUtf32((int)dialect->delimiter)}' expected after '{char.ConvertFromUtf32((int)dialect->quotechar)}'");

    // ---- The object -----------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static void tp_dealloc(ThreadState* ts, ReaderObj* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        MemDomain.Free(ts->interp->heap, self->field);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(ReaderObj* self, visitproc visit, void* arg)
    {
        int r = self->input_iter == null ? 0 : visit(self->input_iter, arg);
        if (r == 0 && self->dialect != null)
            r = visit((PyObject*)self->dialect, arg);
        return r == 0 && self->fields != null ? visit(self->fields, arg) : r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, ReaderObj* self)
    {
        Ref.Clear(ts, (PyObject**)&self->dialect);
        Ref.Clear(ts, &self->input_iter);
        Ref.Clear(ts, &self->fields);
    }
}
