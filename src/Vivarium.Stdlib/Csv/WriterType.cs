// _csv.writer: records to text. A record is put together in a buffer of code points and handed to the file's write method in one call. See docs/internals/csv.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Csv;

[PyType("_csv.writer", Layout = typeof(WriterObj), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, Doc = "Writes records as lines of text to a file.")]
[PyMember("dialect", "dialect", MemberType.Object)]
internal static unsafe partial class WriterType
{
    private const nint CapacityStep = 32768;

    public static PyObject* New(ThreadState* ts, PyObject* file, PyObject** dialectArgs, nint dialectCount, PyObject* kwnames)
    {
        WriterObj* self = (WriterObj*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        *self = new WriterObj { ob_base = self->ob_base, error_obj = CsvErrorType.Type };
        Lookup found = Obj.LookupAttr(ts, file, Id.write, &self->write);
        if (found == Lookup.Found && !Obj.IsCallable(self->write))
            found = Lookup.Missing;
        if (found == Lookup.Missing)
            Err.Type(ts, "argument 1 must have a \"write\" method");
        if (found != Lookup.Found || (self->dialect = DialectType.Make(ts, dialectArgs, dialectCount, kwnames)) == null)
        {
            Ref.Dec(ts, self);
            return null;
        }
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [PyMethod("($self, row, /)", Doc = "Writes an iterable of fields as one record, and returns what the file's write returned.\n\nFields that are no strings are turned into strings first.")]
    private static PyObject* writerow(ThreadState* ts, WriterObj* self, PyObject* row)
    {
        PyObject* iterator = Obj.GetIter(ts, row);
        if (iterator == null)
            return Err.ClearIf(ts, Exc.TypeError) ? CsvErrorType.Raise(ts, $"iterable expected, not {PyType.NameOf(row)}") : null;
        self->rec_len = 0;
        self->num_fields = 0;
        bool isNone = false;
        Status status = Status.Ok;
        PyObject* field;
        while (status == Status.Ok && (field = Obj.IterNext(ts, iterator)) != null)
        {
            isNone = field == Py.None;
            status = AppendObject(ts, self, field);
            Ref.Dec(ts, field);
        }
        Ref.Dec(ts, iterator);
        if (status != Status.Ok || Err.Occurred(ts))
            return null;
        Quoting quoting = self->dialect->quoting;
        if (self->num_fields > 0 && self->rec_len == 0)
        {
            // A lone empty field would read as no field at all.
            if (quoting == Quoting.None || (isNone && quoting is Quoting.Strings or Quoting.NotNull))
                return CsvErrorType.Raise(ts, "single empty field record must be quoted");
            self->num_fields--;
            if (AppendField(ts, self, null, quoted: true) != Status.Ok)
                return null;
        }
        return AppendTerminator(ts, self) != Status.Ok ? null : Flush(ts, self);
    }

    private static PyObject* Flush(ThreadState* ts, WriterObj* self)
    {
        using Owned<PyObject> line = Own.Of(ts, PyUnicode.FromUcs4(ts, self->rec, self->rec_len));
        using Owned<PyObject> write = Own.Of(ts, Ref.New(self->write));
        return line.IsNull ? null : Call.OneArg(ts, write.Pointer, line.Pointer);
    }

    [PyMethod("($self, rows, /)", Doc = "Writes each of an iterable of records.")]
    private static Status writerows(ThreadState* ts, WriterObj* self, PyObject* rows)
    {
        PyObject* iterator = Obj.GetIter(ts, rows);
        if (iterator == null)
            return Status.Error;
        PyObject* row;
        Status status = Status.Ok;
        while (status == Status.Ok && (row = Obj.IterNext(ts, iterator)) != null)
        {
            PyObject* result = writerow(ts, self, row);
            Ref.Dec(ts, row);
            status = result == null ? Status.Error : Status.Ok;
            Ref.XDec(ts, result);
        }
        Ref.Dec(ts, iterator);
        return Err.Occurred(ts) ? Status.Error : status;
    }

    private static Status AppendObject(ThreadState* ts, WriterObj* self, PyObject* field)
    {
        bool quoted = self->dialect->quoting switch
        {
            Quoting.NonNumeric => !IsNumber(field),
            Quoting.All => true,
            Quoting.Strings => PyUnicode.Check(field),
            Quoting.NotNull => field != Py.None,
            _ => false,
        };
        if (PyUnicode.Check(field) || field == Py.None)
            return AppendField(ts, self, field == Py.None ? null : field, quoted);
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, field));
        return text.IsNull ? Status.Error : AppendField(ts, self, text.Pointer, quoted);
    }

    private static bool IsNumber(PyObject* o)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        return slots->nb_index != null || slots->nb_int != null || slots->nb_float != null || PyComplex.Check(o);
    }

    /// <summary>Adds a separator unless it is the first, and the field; null stands for an empty one that was None.</summary>
    private static Status AppendField(ThreadState* ts, WriterObj* self, PyObject* field, bool quoted)
    {
        DialectObj* dialect = self->dialect;
        nint length = field == null ? 0 : PyUnicode.Length(field);
        if (length == 0 && dialect->delimiter == ' ' && dialect->skipinitialspace != 0)
        {
            if (dialect->quoting == Quoting.None || (field == null && dialect->quoting is Quoting.Strings or Quoting.NotNull))
                return CsvErrorType.Fail(ts, "empty field must be quoted if delimiter is a space and skipinitialspace is true");
            quoted = true;
        }
        // At most each character escaped, a separator and two quotes.
        if (length > (nint.MaxValue - 3) / 2 - self->rec_len || Reserve(ts, self, length * 2 + 3) != Status.Ok)
            return NoMemory(ts);
        uint* to = self->rec + self->rec_len;
        if (self->num_fields > 0)
            *to++ = dialect->delimiter;
        uint* start = to++;
        uint* end = field == null ? to : Copy(dialect, field, length, to, ref quoted);
        if (end == null)
            return CsvErrorType.Fail(ts, "need to escape, but no escapechar set");
        if (quoted)
        {
            *start = dialect->quotechar;
            *end++ = dialect->quotechar;
        }
        else
        {
            nint count = (nint)(end - to);
            new Span<uint>(to, (int)count).CopyTo(new Span<uint>(start, (int)count));
            end--;
        }
        self->rec_len = (nint)(end - self->rec);
        self->num_fields++;
        return Status.Ok;
    }

    /// <summary>Copies the characters with quotes doubled and others escaped, and learns whether the field must be quoted; null when a needed escape character is not set.</summary>
    private static uint* Copy(DialectObj* dialect, PyObject* field, nint length, uint* to, ref bool quoted)
    {
        int kind = PyUnicode.Kind(field);
        void* data = PyUnicode.Data(field);
        for (nint i = 0; i < length; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (IsSpecial(dialect, ch))
            {
                bool escape = dialect->quoting == Quoting.None;
                if (!escape && ch == dialect->quotechar)
                {
                    if (dialect->doublequote != 0)
                        *to++ = ch;
                    else
                        escape = true;
                }
                else if (!escape)
                {
                    escape = ch == dialect->escapechar;
                }
                quoted |= !escape;
                if (escape)
                {
                    if (dialect->escapechar == DialectObj.NotSet)
                        return null;
                    *to++ = dialect->escapechar;
                }
            }
            *to++ = ch;
        }
        return to;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSpecial(DialectObj* dialect, uint ch) =>
        ch == dialect->delimiter || ch == dialect->escapechar || ch == dialect->quotechar || ch is '\n' or '\r'
        || PyUnicode.FindChar(dialect->lineterminator, ch, 0, PyUnicode.Length(dialect->lineterminator), 1) >= 0;

    private static Status AppendTerminator(ThreadState* ts, WriterObj* self)
    {
        PyObject* terminator = self->dialect->lineterminator;
        nint length = PyUnicode.Length(terminator);
        if (Reserve(ts, self, length) != Status.Ok)
            return NoMemory(ts);
        CharCopy.CopyTo(terminator, 0, sizeof(uint), self->rec, self->rec_len, length);
        self->rec_len += length;
        return Status.Ok;
    }

    private static Status Reserve(ThreadState* ts, WriterObj* self, nint more)
    {
        nint needed = self->rec_len + more;
        if (needed <= self->rec_size)
            return Status.Ok;
        nint size = (needed / CapacityStep + 1) * CapacityStep;
        uint* larger = (uint*)MemDomain.Realloc(ts->interp->heap, self->rec, (nuint)size * sizeof(uint));
        if (larger == null)
            return Status.Error;
        self->rec = larger;
        self->rec_size = size;
        return Status.Ok;
    }

    private static Status NoMemory(ThreadState* ts)
    {
        Err.NoMemory(ts);
        return Status.Error;
    }

    // ---- The object -----------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static void tp_dealloc(ThreadState* ts, WriterObj* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        MemDomain.Free(ts->interp->heap, self->rec);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(WriterObj* self, visitproc visit, void* arg)
    {
        int r = self->dialect == null ? 0 : visit((PyObject*)self->dialect, arg);
        return r == 0 && self->write != null ? visit(self->write, arg) : r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, WriterObj* self)
    {
        Ref.Clear(ts, (PyObject**)&self->dialect);
        Ref.Clear(ts, &self->write);
    }
}
