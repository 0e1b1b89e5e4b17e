// The compiler's SyntaxException as a Python exception with all its fields.
using Vivarium.Compiler.Syntax;
using Call = Vivarium.Runtime.Abstract.Call;

namespace Vivarium.Stdlib.Builtins;

internal static unsafe class SyntaxErrors
{
    public static PyObject* Raise(ThreadState* ts, SyntaxException error)
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
        using Owned<PyObject> message = Own.Of(ts, PyUnicode.FromString(ts, error.Message));
        using Owned<PyObject> filename = Own.Of(ts, error.FileName == null ? Py.None : PyUnicode.FromString(ts, error.FileName));
        using Owned<PyObject> line = Own.Of(ts, PyLong.FromInt64(ts, error.Lineno));
        using Owned<PyObject> offset = Own.Of(ts, PyLong.FromInt64(ts, error.Offset));
        using Owned<PyObject> text = Own.Of(ts, error.SourceLine == null ? Py.None : PyUnicode.FromString(ts, error.SourceLine));
        using Owned<PyObject> endLine = Own.Of(ts, error.EndLineno < 0 ? Py.None : PyLong.FromInt64(ts, error.EndLineno));
        using Owned<PyObject> endOffset = Own.Of(ts, error.EndOffset < 0 ? Py.None : PyLong.FromInt64(ts, error.EndOffset));
        if (message.IsNull || filename.IsNull || line.IsNull || offset.IsNull || text.IsNull || endLine.IsNull || endOffset.IsNull)
            return null;
        PyObject** items = stackalloc PyObject*[6];
        items[0] = filename.Pointer;
        items[1] = line.Pointer;
        items[2] = offset.Pointer;
        items[3] = text.Pointer;
        items[4] = endLine.Pointer;
        items[5] = endOffset.Pointer;
        using Owned<PyObject> place = Own.Of(ts, PyTuple.FromArray(ts, items, 6));
        if (place.IsNull)
            return null;
        using Owned<PyObject> exception = Own.Of(ts, Call.TwoArgs(ts, (PyObject*)type, message.Pointer, place.Pointer));
        return exception.IsNull ? null : Err.SetObject(ts, type, exception.Pointer);
    }
}
