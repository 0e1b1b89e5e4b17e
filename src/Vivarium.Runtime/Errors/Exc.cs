// The built-in exception types by name. Their declarations (bases, layouts, docs) are in Objects/Exceptions/.
namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Exc
{
    public static readonly PyTypeObject* BaseException = BaseExceptionType.Type;
    public static readonly PyTypeObject* BaseExceptionGroup = BaseExceptionGroupType.Type;
    public static readonly PyTypeObject* ExceptionGroup = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* GeneratorExit = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* KeyboardInterrupt = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* SystemExit = SystemExitType.Type;
    public static readonly PyTypeObject* Exception = ExceptionType.Type;
    public static readonly PyTypeObject* ArithmeticError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* FloatingPointError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* OverflowError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ZeroDivisionError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* AssertionError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* AttributeError = AttributeErrorType.Type;
    public static readonly PyTypeObject* BufferError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* EOFError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ImportError = ImportErrorType.Type;
    public static readonly PyTypeObject* ModuleNotFoundError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* LookupError = LookupErrorType.Type;
    public static readonly PyTypeObject* IndexError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* KeyError = KeyErrorType.Type;
    public static readonly PyTypeObject* MemoryError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* NameError = NameErrorType.Type;
    public static readonly PyTypeObject* UnboundLocalError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* OSError = OSErrorType.Type;
    public static readonly PyTypeObject* BlockingIOError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ChildProcessError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ConnectionError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* BrokenPipeError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ConnectionAbortedError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ConnectionRefusedError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ConnectionResetError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* FileExistsError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* FileNotFoundError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* InterruptedError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* IsADirectoryError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* NotADirectoryError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* PermissionError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ProcessLookupError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* TimeoutError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ReferenceError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* RuntimeError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* NotImplementedError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* PythonFinalizationError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* RecursionError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* StopAsyncIteration = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* StopIteration = StopIterationType.Type;
    public static readonly PyTypeObject* SyntaxError = SyntaxErrorType.Type;
    public static readonly PyTypeObject* _IncompleteInputError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* IndentationError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* TabError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* SystemError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* TypeError = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ValueError = ValueErrorType.Type;
    public static readonly PyTypeObject* UnicodeError = UnicodeErrorType.Type;
    public static readonly PyTypeObject* UnicodeDecodeError = UnicodeDecodeErrorType.Type;
    public static readonly PyTypeObject* UnicodeEncodeError = UnicodeEncodeErrorType.Type;
    public static readonly PyTypeObject* UnicodeTranslateError = UnicodeTranslateErrorType.Type;
    public static readonly PyTypeObject* Warning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* BytesWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* DeprecationWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* EncodingWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* FutureWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ImportWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* PendingDeprecationWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* ResourceWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* RuntimeWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* SyntaxWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* UnicodeWarning = ImmortalRegion.AllocateType();
    public static readonly PyTypeObject* UserWarning = ImmortalRegion.AllocateType();

    private static readonly PyTypeObject** s_all = MakeAll();

    /// <summary>All of them, for the builtins module.</summary>
    public static PyTypeObject** All(out int count)
    {
        count = Count;
        return s_all;
    }

    private const int Count = 69;

    private static PyTypeObject** MakeAll()
    {
        PyTypeObject** all = (PyTypeObject**)ImmortalRegion.Allocate((nuint)(Count * sizeof(PyTypeObject*)));
        int i = 0;
        all[i++] = BaseException;
        all[i++] = BaseExceptionGroup;
        all[i++] = ExceptionGroup;
        all[i++] = GeneratorExit;
        all[i++] = KeyboardInterrupt;
        all[i++] = SystemExit;
        all[i++] = Exception;
        all[i++] = ArithmeticError;
        all[i++] = FloatingPointError;
        all[i++] = OverflowError;
        all[i++] = ZeroDivisionError;
        all[i++] = AssertionError;
        all[i++] = AttributeError;
        all[i++] = BufferError;
        all[i++] = EOFError;
        all[i++] = ImportError;
        all[i++] = ModuleNotFoundError;
        all[i++] = LookupError;
        all[i++] = IndexError;
        all[i++] = KeyError;
        all[i++] = MemoryError;
        all[i++] = NameError;
        all[i++] = UnboundLocalError;
        all[i++] = OSError;
        all[i++] = BlockingIOError;
        all[i++] = ChildProcessError;
        all[i++] = ConnectionError;
        all[i++] = BrokenPipeError;
        all[i++] = ConnectionAbortedError;
        all[i++] = ConnectionRefusedError;
        all[i++] = ConnectionResetError;
        all[i++] = FileExistsError;
        all[i++] = FileNotFoundError;
        all[i++] = InterruptedError;
        all[i++] = IsADirectoryError;
        all[i++] = NotADirectoryError;
        all[i++] = PermissionError;
        all[i++] = ProcessLookupError;
        all[i++] = TimeoutError;
        all[i++] = ReferenceError;
        all[i++] = RuntimeError;
        all[i++] = NotImplementedError;
        all[i++] = PythonFinalizationError;
        all[i++] = RecursionError;
        all[i++] = StopAsyncIteration;
        all[i++] = StopIteration;
        all[i++] = SyntaxError;
        all[i++] = _IncompleteInputError;
        all[i++] = IndentationError;
        all[i++] = TabError;
        all[i++] = SystemError;
        all[i++] = TypeError;
        all[i++] = ValueError;
        all[i++] = UnicodeError;
        all[i++] = UnicodeDecodeError;
        all[i++] = UnicodeEncodeError;
        all[i++] = UnicodeTranslateError;
        all[i++] = Warning;
        all[i++] = BytesWarning;
        all[i++] = DeprecationWarning;
        all[i++] = EncodingWarning;
        all[i++] = FutureWarning;
        all[i++] = ImportWarning;
        all[i++] = PendingDeprecationWarning;
        all[i++] = ResourceWarning;
        all[i++] = RuntimeWarning;
        all[i++] = SyntaxWarning;
        all[i++] = UnicodeWarning;
        all[i++] = UserWarning;
        return all;
    }
}
