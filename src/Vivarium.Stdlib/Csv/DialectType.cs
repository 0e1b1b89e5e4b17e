// _csv.Dialect: how records are written. A parameter comes from the keyword of its name, from the attribute of a class or object that is given as the dialect, or is the default. See
// docs/internals/csv.md.
namespace Vivarium.Stdlib.Csv;

[PyType("_csv.Dialect", Layout = typeof(DialectObj), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "How records of fields are written as text: what csv readers and writers go by.")]
[PyMember("doublequote", "doublequote", MemberType.Bool)]
[PyMember("skipinitialspace", "skipinitialspace", MemberType.Bool)]
[PyMember("strict", "strict", MemberType.Bool)]
internal static unsafe partial class DialectType
{
    public static bool Check(PyObject* o) => o->ob_type == Type || PyType.IsSubtype(o->ob_type, Type);

    /// <summary>The dialect of the name; owned.</summary>
    public static PyObject* FromRegistry(ThreadState* ts, PyObject* name)
    {
        PyObject* found = null;
        PyObject* dialects = ts->interp->csv_dialects;
        Lookup lookup = dialects == null ? Lookup.Missing : PyDict.GetRef(ts, dialects, name, &found);
        return lookup == Lookup.Missing ? CsvErrorType.Raise(ts, "unknown dialect") : found;
    }

    /// <summary>Dialect(*args, **keywords), for functions that take a dialect and its parameters.</summary>
    public static DialectObj* Make(ThreadState* ts, PyObject** args, nint count, PyObject* kwnames) =>
        (DialectObj*)Call.Vectorcall(ts, (PyObject*)Type, args, (nuint)count, kwnames);

    [Slot("(dialect=None, delimiter=None, doublequote=None, escapechar=None, lineterminator=None, quotechar=None, quoting=None, skipinitialspace=None, strict=None)", Unnamed = true)]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* dialect = null, PyObject* delimiter = null, PyObject* doublequote = null, PyObject* escapechar = null,
        PyObject* lineterminator = null, PyObject* quotechar = null, PyObject* quoting = null, PyObject* skipinitialspace = null, PyObject* strict = null)
    {
        PyObject** values = stackalloc PyObject*[] { delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict };
        using Owned<PyObject> template = Own.Of(ts, dialect == null ? null : PyUnicode.Check(dialect) ? FromRegistry(ts, dialect) : Ref.New(dialect));
        if (template.IsNull && dialect != null)
            return null;
        bool unchanged = true;
        for (int i = 0; i < Parameters; i++)
            unchanged &= values[i] == null;
        if (unchanged && !template.IsNull && Check(template.Pointer))
            return template.Release();
        DialectObj* self = (DialectObj*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        if (Fill(ts, self, template.Pointer, values) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    private const int Parameters = 8;

    private static Status Fill(ThreadState* ts, DialectObj* self, PyObject* template, PyObject** values)
    {
        for (int i = 0; i < Parameters; i++)
            values[i] = values[i] != null ? Ref.New(values[i]) : template == null ? null : FromTemplate(ts, template, i);
        Status status = SetCharacters(ts, self, values) == Status.Ok && SetOthers(ts, self, values) == Status.Ok && Validate(ts, self, values) == Status.Ok ? Status.Ok : Status.Error;
        for (int i = 0; i < Parameters; i++)
            Ref.XDec(ts, values[i]);
        return status;
    }

    /// <summary>The attribute, or null for the default: whatever goes wrong.</summary>
    private static PyObject* FromTemplate(ThreadState* ts, PyObject* template, int parameter)
    {
        PyObject* name = parameter switch
        {
            0 => Id.delimiter,
            1 => Id.doublequote,
            2 => Id.escapechar,
            3 => Id.lineterminator,
            4 => Id.quotechar,
            5 => Id.quoting,
            6 => Id.skipinitialspace,
            _ => Id.strict,
        };
        PyObject* value = Obj.GetAttr(ts, template, name);
        if (value == null)
            Err.Clear(ts);
        return value;
    }

    private static Status SetCharacters(ThreadState* ts, DialectObj* self, PyObject** values)
    {
        self->quoting = Quoting.Minimal;
        if (SetChar(ts, "delimiter", &self->delimiter, values[0], ',', isOptional: false) != Status.Ok || SetFlag(ts, &self->doublequote, values[1], true) != Status.Ok
            || SetChar(ts, "escapechar", &self->escapechar, values[2], DialectObj.NotSet, isOptional: true) != Status.Ok)
            return Status.Error;
        if (values[3] != null && !PyUnicode.Check(values[3]))
            return Err.TypeStatus(ts, $"\"lineterminator\" must be a string, not {PyType.NameOf(values[3])}");
        PyObject* terminator = values[3] != null ? Ref.New(values[3]) : PyUnicode.FromAscii(ts, "\r\n"u8);
        if (terminator == null)
            return Status.Error;
        Ref.SetSteal(ts, &self->lineterminator, terminator);
        return SetChar(ts, "quotechar", &self->quotechar, values[4], '"', isOptional: true);
    }

    private static Status SetOthers(ThreadState* ts, DialectObj* self, PyObject** values)
    {
        if (values[5] != null)
        {
            if (!PyLong.CheckExact(values[5]))
                return Err.TypeStatus(ts, $"\"quoting\" must be an integer, not {PyType.NameOf(values[5])}");
            int quoting = PyLong.AsInt32(ts, values[5]);
            if (quoting == -1 && Err.Occurred(ts))
                return Status.Error;
            self->quoting = (Quoting)quoting;
        }
        return SetFlag(ts, &self->skipinitialspace, values[6], false) == Status.Ok ? SetFlag(ts, &self->strict, values[7], false) : Status.Error;
    }

    private static Status SetFlag(ThreadState* ts, byte* field, PyObject* value, bool byDefault)
    {
        Truth truth = value == null ? (byDefault ? Truth.True : Truth.False) : Obj.IsTrue(ts, value);
        *field = truth == Truth.True ? (byte)1 : (byte)0;
        return truth == Truth.Error ? Status.Error : Status.Ok;
    }

    private static Status SetChar(ThreadState* ts, string name, uint* field, PyObject* value, uint byDefault, bool isOptional)
    {
        *field = value == null ? byDefault : DialectObj.NotSet;
        if (value == null || (value == Py.None && isOptional))
            return Status.Ok;
        string expected = isOptional ? "a unicode character or None" : "a unicode character";
        if (!PyUnicode.Check(value))
            return Err.TypeStatus(ts, $"\"{name}\" must be {expected}, not {PyType.NameOf(value)}");
        if (PyUnicode.Length(value) != 1)
            return Err.TypeStatus(ts, $"\"{name}\" must be {expected}, not a string of length {PyUnicode.Length(value)}");
        *field = PyUnicode.ReadChar(value, 0);
        return Status.Ok;
    }

    // ---- What goes together ---------------------------------------------------------------------------------------------------------------------

    private static Status Validate(ThreadState* ts, DialectObj* self, PyObject** values)
    {
        if (self->quoting is < Quoting.Minimal or > Quoting.NotNull)
            return Err.TypeStatus(ts, "bad \"quoting\" value");
        if (values[4] == Py.None && values[5] == null)
            self->quoting = Quoting.None;
        if (self->quoting != Quoting.None && self->quotechar == DialectObj.NotSet)
            return Err.TypeStatus(ts, "quotechar must be set if quoting enabled");
        bool space = self->skipinitialspace == 0;
        if (CheckChar(ts, self, "delimiter", self->delimiter, true) != Status.Ok || CheckChar(ts, self, "escapechar", self->escapechar, space) != Status.Ok
            || CheckChar(ts, self, "quotechar", self->quotechar, space) != Status.Ok)
            return Status.Error;
        if (self->delimiter == self->escapechar)
            return Err.ValueStatus(ts, "bad delimiter or escapechar value");
        if (self->delimiter == self->quotechar)
            return Err.ValueStatus(ts, "bad delimiter or quotechar value");
        return self->escapechar == self->quotechar && self->escapechar != DialectObj.NotSet ? Err.ValueStatus(ts, "bad escapechar or quotechar value") : Status.Ok;
    }

    private static Status CheckChar(ThreadState* ts, DialectObj* self, string name, uint ch, bool spaceAllowed)
    {
        if (ch is '\r' or '\n' || (ch == ' ' && !spaceAllowed))
            return Err.ValueStatus(ts, $"bad {name} value");
        if (ch == DialectObj.NotSet || PyUnicode.FindChar(self->lineterminator, ch, 0, PyUnicode.Length(self->lineterminator), 1) < 0)
            return Status.Ok;
        return Err.ValueStatus(ts, $"bad {name} or lineterminator value");
    }

    // ---- The object -----------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static void tp_dealloc(ThreadState* ts, DialectObj* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Clear(ts, &self->lineterminator);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(DialectObj* self, visitproc visit, void* arg) => self->lineterminator == null ? 0 : visit(self->lineterminator, arg);

    private static PyObject* CharOrNone(ThreadState* ts, uint ch) => ch == DialectObj.NotSet ? Py.None : PyUnicode.FromChar(ts, ch);

    [PyGetSet("delimiter")]
    private static PyObject* GetDelimiter(ThreadState* ts, DialectObj* self) => CharOrNone(ts, self->delimiter);

    [PyGetSet("escapechar")]
    private static PyObject* GetEscapechar(ThreadState* ts, DialectObj* self) => CharOrNone(ts, self->escapechar);

    [PyGetSet("lineterminator")]
    private static PyObject* GetLineterminator(ThreadState* ts, DialectObj* self) => self->lineterminator == null ? Py.None : Ref.New(self->lineterminator);

    [PyGetSet("quotechar")]
    private static PyObject* GetQuotechar(ThreadState* ts, DialectObj* self) => CharOrNone(ts, self->quotechar);

    [PyGetSet("quoting")]
    private static PyObject* GetQuoting(ThreadState* ts, DialectObj* self) => PyLong.FromInt64(ts, (long)self->quoting);

    private static PyObject* RefusePickle(ThreadState* ts, PyObject* self) => Err.Type(ts, $"cannot pickle '{PyType.Name(self->ob_type)}' instances");

    [PyMethod(Doc = "raises an exception: dialects are not pickled", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => RefusePickle(ts, self);

    [PyMethod(Doc = "raises an exception: dialects are not pickled", HideSignature = true)]
    private static PyObject* __reduce_ex__(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => RefusePickle(ts, self);
}
