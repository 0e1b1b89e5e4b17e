// The module _csv: readers and writers of comma-separated values, and the registry of named dialects, which belongs to the interpreter. See docs/internals/csv.md.
namespace Vivarium.Stdlib.Csv;

[PyModule("_csv", Doc = "Reading and writing of comma-separated values.", Types = [typeof(DialectType), typeof(CsvErrorType)])]
internal static unsafe partial class CsvModule
{
    private const nint DefaultFieldLimit = 128 * 1024;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        PyObject* dialects = PyDict.New(ts);
        if (dialects == null)
            return Status.Error;
        Ref.SetSteal(ts, &ts->interp->csv_dialects, dialects);
        ts->interp->csv_field_limit = DefaultFieldLimit;
        bool worked = Modules.AddObject(ts, module, "_dialects", dialects) == Status.Ok && Modules.AddObject(ts, module, "Reader", (PyObject*)ReaderType.Type) == Status.Ok
            && Modules.AddObject(ts, module, "Writer", (PyObject*)WriterType.Type) == Status.Ok
            && AddQuoting(ts, module, "QUOTE_MINIMAL", Quoting.Minimal) && AddQuoting(ts, module, "QUOTE_ALL", Quoting.All)
            && AddQuoting(ts, module, "QUOTE_NONNUMERIC", Quoting.NonNumeric) && AddQuoting(ts, module, "QUOTE_NONE", Quoting.None)
            && AddQuoting(ts, module, "QUOTE_STRINGS", Quoting.Strings) && AddQuoting(ts, module, "QUOTE_NOTNULL", Quoting.NotNull);
        return worked ? Status.Ok : Status.Error;
    }

    private static bool AddQuoting(ThreadState* ts, PyObject* module, string name, Quoting value) => Modules.AddIntConstant(ts, module, name, (long)value) == Status.Ok;

    private const string ReaderSignature = "reader($module, iterable, /, dialect='excel', **fmtparams)\n--\n\n";
    private const string WriterSignature = "writer($module, fileobj, /, dialect='excel', **fmtparams)\n--\n\n";
    private const string RegisterSignature = "register_dialect($module, name, /, dialect='excel', **fmtparams)\n--\n\n";

    /// <summary>What these functions take besides: at most a dialect, and keywords for its parameters.</summary>
    private static bool Fits(ThreadState* ts, string function, nint nargs) => ArgumentParsing.CheckPositional(ts, function, nargs, 1, 2);

    [PyFunction(Doc = ReaderSignature + "A reader of the records in an iterable of lines.\n\nThe dialect is a name, a class or an object; keywords replace single parameters of it.")]
    private static PyObject* reader(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) =>
        Fits(ts, "reader", nargs) ? ReaderType.New(ts, args[0], args + 1, nargs - 1, kwnames) : null;

    [PyFunction(Doc = WriterSignature + "A writer of records to an object that has a method write.\n\nThe dialect is a name, a class or an object; keywords replace single parameters of it.")]
    private static PyObject* writer(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) =>
        Fits(ts, "writer", nargs) ? WriterType.New(ts, args[0], args + 1, nargs - 1, kwnames) : null;

    [PyFunction(Doc = RegisterSignature + "Gives a dialect a name.")]
    private static PyObject* register_dialect(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!Fits(ts, "register_dialect", nargs))
            return null;
        if (!PyUnicode.Check(args[0]))
            return Err.Type(ts, "dialect name must be a string");
        using Owned<DialectObj> dialect = Own.Of(ts, DialectType.Make(ts, args + 1, nargs - 1, kwnames));
        return dialect.IsNull || PyDict.Set(ts, ts->interp->csv_dialects, args[0], dialect.Object) != Status.Ok ? null : Py.None;
    }

    [PyFunction("($module, /, name)", Doc = "Takes a dialect's name away from it.")]
    private static Status unregister_dialect(ThreadState* ts, PyObject* module, PyObject* name)
    {
        PyObject* dialect = null;
        Lookup found = PyDict.Pop(ts, ts->interp->csv_dialects, name, &dialect);
        Ref.XDec(ts, dialect);
        return found == Lookup.Missing ? CsvErrorType.Fail(ts, "unknown dialect") : found == Lookup.Error ? Status.Error : Status.Ok;
    }

    [PyFunction("($module, /, name)", Doc = "The dialect of that name.")]
    private static PyObject* get_dialect(ThreadState* ts, PyObject* module, PyObject* name) => DialectType.FromRegistry(ts, name);

    [PyFunction("($module, /)", Doc = "The names of all dialects.")]
    private static PyObject* list_dialects(ThreadState* ts, PyObject* module) => PyList.FromSequence(ts, ts->interp->csv_dialects);

    [PyFunction("($module, /, new_limit=<unrepresentable>)", Doc = "The most characters that a reader takes for one field; another limit is set if given.")]
    private static PyObject* field_size_limit(ThreadState* ts, PyObject* module, PyObject* new_limit = null)
    {
        nint old = ts->interp->csv_field_limit;
        if (new_limit != null)
        {
            if (!PyLong.CheckExact(new_limit))
                return Err.Type(ts, "limit must be an integer");
            nint limit = PyLong.AsNInt(ts, new_limit);
            if (limit == -1 && Err.Occurred(ts))
                return null;
            ts->interp->csv_field_limit = limit;
        }
        return PyLong.FromNInt(ts, old);
    }
}
