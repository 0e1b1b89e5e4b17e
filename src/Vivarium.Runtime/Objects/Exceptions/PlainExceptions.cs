// The exceptions that add nothing to their base but a name: one row each. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class PlainExceptions
{
    private static PyTypeObject** s_all;
    private static int s_count;

    private static void Add(PyTypeObject* type, ReadOnlySpan<byte> name, PyTypeObject* b, ReadOnlySpan<byte> doc)
    {
        type->tp_name = Pointer(name);
        type->tp_doc = Pointer(doc);
        type->tp_base = b;
        type->tp_flags = TypeFlags.Default | TypeFlags.StaticBuiltin | TypeFlags.ImmutableType | TypeFlags.BaseType | TypeFlags.HaveGc;
        TypeSlots* slots = TypeSlots.Of(type);
        TypeSlots* from = TypeSlots.Of(b);
        slots->tp_new = from->tp_new;
        slots->tp_init = from->tp_init;
        slots->tp_traverse = from->tp_traverse;
        slots->tp_clear = from->tp_clear;
        slots->tp_dealloc = from->tp_dealloc;
        s_all[s_count++] = type;
    }

    private static byte* Pointer(ReadOnlySpan<byte> text) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text));

    /// <summary>Fills the types, bases first.</summary>
    public static int Define(PyTypeObject*** all)
    {
        s_all = (PyTypeObject**)ImmortalRegion.Allocate((nuint)(80 * sizeof(PyTypeObject*)));
        Add(Exc.GeneratorExit, "GeneratorExit"u8, Exc.BaseException, "A generator is asked to end."u8);
        Add(Exc.KeyboardInterrupt, "KeyboardInterrupt"u8, Exc.BaseException, "The user interrupted the program."u8);
        Add(Exc.ArithmeticError, "ArithmeticError"u8, Exc.Exception, "The base of the errors of arithmetic."u8);
        Add(Exc.FloatingPointError, "FloatingPointError"u8, Exc.ArithmeticError, "A floating-point operation failed."u8);
        Add(Exc.OverflowError, "OverflowError"u8, Exc.ArithmeticError, "A result is too large to be represented."u8);
        Add(Exc.ZeroDivisionError, "ZeroDivisionError"u8, Exc.ArithmeticError, "The divisor of a division is zero."u8);
        Add(Exc.AssertionError, "AssertionError"u8, Exc.Exception, "An assertion does not hold."u8);
        Add(Exc.BufferError, "BufferError"u8, Exc.Exception, "An operation on a buffer is not possible."u8);
        Add(Exc.EOFError, "EOFError"u8, Exc.Exception, "Input ended before anything was read."u8);
        Add(Exc.ModuleNotFoundError, "ModuleNotFoundError"u8, Exc.ImportError, "A module cannot be found."u8);
        Add(Exc.IndexError, "IndexError"u8, Exc.LookupError, "A sequence index is out of range."u8);
        Add(Exc.MemoryError, "MemoryError"u8, Exc.Exception, "There is not enough memory."u8);
        Add(Exc.UnboundLocalError, "UnboundLocalError"u8, Exc.NameError, "A local variable has no value yet."u8);
        Add(Exc.BlockingIOError, "BlockingIOError"u8, Exc.OSError, "An operation would block."u8);
        Add(Exc.ChildProcessError, "ChildProcessError"u8, Exc.OSError, "An operation on a child process failed."u8);
        Add(Exc.ConnectionError, "ConnectionError"u8, Exc.OSError, "The base of the errors of connections."u8);
        Add(Exc.BrokenPipeError, "BrokenPipeError"u8, Exc.ConnectionError, "The other end does not read any more."u8);
        Add(Exc.ConnectionAbortedError, "ConnectionAbortedError"u8, Exc.ConnectionError, "A connection was aborted."u8);
        Add(Exc.ConnectionRefusedError, "ConnectionRefusedError"u8, Exc.ConnectionError, "A connection was refused."u8);
        Add(Exc.ConnectionResetError, "ConnectionResetError"u8, Exc.ConnectionError, "A connection was reset by the other end."u8);
        Add(Exc.FileExistsError, "FileExistsError"u8, Exc.OSError, "The file is there already."u8);
        Add(Exc.FileNotFoundError, "FileNotFoundError"u8, Exc.OSError, "There is no such file."u8);
        Add(Exc.InterruptedError, "InterruptedError"u8, Exc.OSError, "A system call was interrupted by a signal."u8);
        Add(Exc.IsADirectoryError, "IsADirectoryError"u8, Exc.OSError, "The operation does not work on directories."u8);
        Add(Exc.NotADirectoryError, "NotADirectoryError"u8, Exc.OSError, "The operation works on directories only."u8);
        Add(Exc.PermissionError, "PermissionError"u8, Exc.OSError, "The operation is not permitted."u8);
        Add(Exc.ProcessLookupError, "ProcessLookupError"u8, Exc.OSError, "There is no such process."u8);
        Add(Exc.TimeoutError, "TimeoutError"u8, Exc.OSError, "The time for an operation ran out."u8);
        Add(Exc.ReferenceError, "ReferenceError"u8, Exc.Exception, "A weak proxy's object is gone."u8);
        Add(Exc.RuntimeError, "RuntimeError"u8, Exc.Exception, "An error that belongs to no other class."u8);
        Add(Exc.NotImplementedError, "NotImplementedError"u8, Exc.RuntimeError, "A method is left to subclasses, or is still to be written."u8);
        Add(Exc.PythonFinalizationError, "PythonFinalizationError"u8, Exc.RuntimeError, "The operation is not possible while Python ends."u8);
        Add(Exc.RecursionError, "RecursionError"u8, Exc.RuntimeError, "Calls are nested too deeply."u8);
        Add(Exc.StopAsyncIteration, "StopAsyncIteration"u8, Exc.Exception, "Raised by anext() when an asynchronous iterator has no more items."u8);
        Add(Exc.IndentationError, "IndentationError"u8, Exc.SyntaxError, "Lines are indented wrongly."u8);
        Add(Exc.TabError, "TabError"u8, Exc.IndentationError, "Tabs and spaces are mixed ambiguously."u8);
        Add(Exc._IncompleteInputError, "_IncompleteInputError"u8, Exc.SyntaxError, "Input ended before a statement was complete."u8);
        Add(Exc.SystemError, "SystemError"u8, Exc.Exception, "The interpreter found an error in itself."u8);
        Add(Exc.TypeError, "TypeError"u8, Exc.Exception, "An argument has the wrong type."u8);
        Add(Exc.Warning, "Warning"u8, Exc.Exception, "The base of the categories of warnings."u8);
        Add(Exc.BytesWarning, "BytesWarning"u8, Exc.Warning, "About mixing bytes and str."u8);
        Add(Exc.DeprecationWarning, "DeprecationWarning"u8, Exc.Warning, "About features that will go, for programmers."u8);
        Add(Exc.EncodingWarning, "EncodingWarning"u8, Exc.Warning, "About encodings left to the default."u8);
        Add(Exc.FutureWarning, "FutureWarning"u8, Exc.Warning, "About features that will change, for users."u8);
        Add(Exc.ImportWarning, "ImportWarning"u8, Exc.Warning, "About probable mistakes in imports."u8);
        Add(Exc.PendingDeprecationWarning, "PendingDeprecationWarning"u8, Exc.Warning, "About features that will be deprecated."u8);
        Add(Exc.ResourceWarning, "ResourceWarning"u8, Exc.Warning, "About resources that were not released."u8);
        Add(Exc.RuntimeWarning, "RuntimeWarning"u8, Exc.Warning, "About dubious behaviour at run time."u8);
        Add(Exc.SyntaxWarning, "SyntaxWarning"u8, Exc.Warning, "About dubious syntax."u8);
        Add(Exc.UnicodeWarning, "UnicodeWarning"u8, Exc.Warning, "About problems with Unicode."u8);
        Add(Exc.UserWarning, "UserWarning"u8, Exc.Warning, "Warnings of programs themselves."u8);
        *all = s_all;
        return s_count;
    }
}
