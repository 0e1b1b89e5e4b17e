// The compiler's SyntaxException as a Python exception with all its fields. Errors of the parser and of code generation have the details among their arguments; those of the
// symbol tables and of __future__ have the message alone, and attributes set afterwards.
using Vivarium.Compiler.Syntax;
using Vivarium.Runtime.Errors.Reports;
using Call = Vivarium.Runtime.Abstract.Call;

namespace Vivarium.Stdlib.Builtins;

internal static unsafe class SyntaxErrors
{
    public static PyObject* Raise(ThreadState* ts, SyntaxException error, string filename, ParseMode mode, bool fromFile)
    {
        PyTypeObject* type = error.ErrorKind switch
        {
            SyntaxErrorKind.SyntaxError => Exc.SyntaxError,
            SyntaxErrorKind.IndentationError => Exc.IndentationError,
            SyntaxErrorKind.TabError => Exc.TabError,
            SyntaxErrorKind.IncompleteInputError => Exc._IncompleteInputError,
            SyntaxErrorKind.MemoryError => Exc.MemoryError,
            SyntaxErrorKind.RecursionError => Exc.RecursionError,
            SyntaxErrorKind.OverflowError => Exc.OverflowError,
            SyntaxErrorKind.UnicodeDecodeError => Exc.ValueError,
            _ => Exc.ValueError,
        };
        if (!error.HasDetails)
            return Err.SetString(ts, type, error.Message);
        bool parsed = error.SourceLine != null;
        // Only a whole program can be the text of the file that has its name.
        string? line = parsed && mode != ParseMode.Exec ? null : SourceLines.ProgramText(ts, filename, error.Lineno);
        using Owned<PyObject> details = Own.Of(ts, Details(ts, error, line ?? error.SourceLine));
        using Owned<PyObject> message = Own.Of(ts, details.IsNull ? null : PyUnicode.FromString(ts, error.Message));
        if (message.IsNull)
            return null;
        using Owned<PyObject> exception = Own.Of(ts, error.MessageOnly
            ? Call.OneArg(ts, (PyObject*)type, message.Pointer)
            : Call.TwoArgs(ts, (PyObject*)type, message.Pointer, details.Pointer));
        if (exception.IsNull)
            return null;
        PySyntaxErrorObject* e = (PySyntaxErrorObject*)exception.Pointer;
        if (error.MessageOnly)
            SetDetails(ts, e, details.Pointer);
        if (error.FileName == null && SetFileName(ts, e, filename) != Status.Ok)
            return null;
        if (error.Metadata != null && SetMetadata(ts, e, error.Metadata, fromFile) != Status.Ok)
            return null;
        return Err.SetObject(ts, type, exception.Pointer);
    }

    /// <summary>A SyntaxWarning that the filters turned into an error.</summary>
    public static PyObject* RaiseWarning(ThreadState* ts, SyntaxWarning warning, string filename)
    {
        const string Future = " Such sequences will not work in the future.";
        var error = new SyntaxException(SyntaxErrorKind.SyntaxError, warning.Message.Replace(Future, "", StringComparison.Ordinal))
        {
            FileName = filename,
            Lineno = warning.Lineno,
            Offset = warning.ColOffset + 1,
            EndLineno = warning.EndLineno,
            EndOffset = warning.EndColOffset + 1,
        };
        return Raise(ts, error, filename, ParseMode.Exec, fromFile: false);
    }

    /// <summary>The tuple (filename, line, offset, text, end line, end offset); owned.</summary>
    private static PyObject* Details(ThreadState* ts, SyntaxException error, string? sourceLine)
    {
        using Owned<PyObject> filename = Own.Of(ts, error.FileName == null ? Py.None : PyUnicode.FromString(ts, error.FileName));
        using Owned<PyObject> line = Own.Of(ts, PyLong.FromInt64(ts, error.Lineno));
        using Owned<PyObject> offset = Own.Of(ts, PyLong.FromInt64(ts, error.Offset));
        using Owned<PyObject> text = Own.Of(ts, sourceLine == null ? Py.None : PyUnicode.FromString(ts, sourceLine));
        using Owned<PyObject> endLine = Own.Of(ts, PyLong.FromInt64(ts, error.EndLineno));
        using Owned<PyObject> endOffset = Own.Of(ts, PyLong.FromInt64(ts, error.EndOffset));
        if (filename.IsNull || line.IsNull || offset.IsNull || text.IsNull || endLine.IsNull || endOffset.IsNull)
            return null;
        PyObject** items = stackalloc PyObject*[6] { filename.Pointer, line.Pointer, offset.Pointer, text.Pointer, endLine.Pointer, endOffset.Pointer };
        return PyTuple.FromArray(ts, items, error.EndLineno < 0 ? 4 : 6);
    }

    private static void SetDetails(ThreadState* ts, PySyntaxErrorObject* e, PyObject* details)
    {
        Ref.SetSteal(ts, &e->filename, Ref.New(PyTuple.GetBorrowed(details, 0)));
        Ref.SetSteal(ts, &e->lineno, Ref.New(PyTuple.GetBorrowed(details, 1)));
        Ref.SetSteal(ts, &e->offset, Ref.New(PyTuple.GetBorrowed(details, 2)));
        Ref.SetSteal(ts, &e->text, Ref.New(PyTuple.GetBorrowed(details, 3)));
        if (PyTuple.Size(details) < 6)
            return;
        Ref.SetSteal(ts, &e->end_lineno, Ref.New(PyTuple.GetBorrowed(details, 4)));
        Ref.SetSteal(ts, &e->end_offset, Ref.New(PyTuple.GetBorrowed(details, 5)));
    }

    private static Status SetFileName(ThreadState* ts, PySyntaxErrorObject* e, string filename)
    {
        PyObject* text = PyUnicode.FromString(ts, filename);
        if (text == null)
            return Status.Error;
        Ref.SetSteal(ts, &e->filename, text);
        return Status.Ok;
    }

    /// <summary>Where the last good statement starts, and the source unless it is a file's.</summary>
    private static Status SetMetadata(ThreadState* ts, PySyntaxErrorObject* e, SyntaxErrorMetadata metadata, bool fromFile)
    {
        using Owned<PyObject> line = Own.Of(ts, PyLong.FromInt64(ts, metadata.Lineno));
        using Owned<PyObject> column = Own.Of(ts, PyLong.FromInt64(ts, metadata.ColOffset));
        using Owned<PyObject> source = Own.Of(ts, fromFile ? Py.None : PyUnicode.FromUtf8(ts, metadata.Source.Span));
        if (line.IsNull || column.IsNull || source.IsNull)
            return Status.Error;
        PyObject* tuple = PyTuple.Pack(ts, line.Pointer, column.Pointer, source.Pointer);
        if (tuple == null)
            return Status.Error;
        Ref.SetSteal(ts, &e->metadata, tuple);
        return Status.Ok;
    }
}
