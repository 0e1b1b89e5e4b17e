// The error side of one decoding: keeps the input (which a handler may replace), the handler, and the exception that is shown to it again
// and again.
// See docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal unsafe ref struct DecodeErrors
{
    private readonly ThreadState* _ts;
    private readonly string _encoding;
    private readonly string? _errors;
    private readonly ErrorHandler _handler;
    private PyObject* _input;
    private PyObject* _exception;
    private PyObject* _callable;

    public DecodeErrors(ThreadState* ts, string encoding, string? errors, ReadOnlySpan<byte> input)
    {
        _ts = ts;
        _encoding = encoding;
        _errors = errors;
        _handler = ErrorHandlers.Of(errors);
        Bytes = input;
    }

    /// <summary>The input; read it again after every <see cref="Handle"/>.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly ErrorHandler Handler => _handler;

    /// <summary>
    /// The bytes from start to end are wrong: writes what stands for them and returns the position to go on from, or -1 with an exception
    /// (the writer has failed then).
    /// </summary>
    public nint Handle(ref UnicodeWriter writer, nint start, nint end, string reason)
    {
        if (_handler is ErrorHandler.Ignore)
            return end;
        nint next = end;
        PyObject* replacement = _handler == ErrorHandler.Other ? null : ErrorHandlers.DecodeReplacement(_ts, _handler, _encoding, Bytes,
            start, &next);
        if (replacement != null)
            return writer.WriteSteal(replacement) ? next : -1;
        if (!Err.Occurred(_ts))
        {
            bool isOther = _handler is not (ErrorHandler.Strict or ErrorHandler.SurrogateEscape or ErrorHandler.SurrogatePass);
            if (isOther)
                return CallHandler(ref writer, start, end, reason);
            Raise(start, end, reason);
        }
        writer.Fail();
        return -1;
    }

    /// <summary>Raises the UnicodeDecodeError.</summary>
    public PyObject* Raise(nint start, nint end, string reason)
    {
        if (PrepareException(start, end, reason))
            Err.SetObject(_ts, _exception->ob_type, _exception);
        return null;
    }

    private bool PrepareException(nint start, nint end, string reason)
    {
        if (_exception != null)
        {
            UnicodeErrors.SetRange(_exception, start, end);
            return UnicodeErrors.SetReason(_ts, _exception, reason) == Status.Ok;
        }
        if (_input == null && (_input = PyBytes.FromSpan(_ts, Bytes)) == null)
            return false;
        _exception = UnicodeErrors.NewDecode(_ts, _encoding, _input, start, end, reason);
        return _exception != null;
    }

    private nint CallHandler(ref UnicodeWriter writer, nint start, nint end, string reason)
    {
        nint position = -1;
        PyObject* result = null;
        if ((_callable != null || (_callable = CodecRegistry.LookupError(_ts, _errors)) != null) && PrepareException(start, end, reason))
            result = Call.OneArg(_ts, _callable, _exception);
        if (result != null)
            position = Take(ref writer, result);
        Ref.XDec(_ts, result);
        if (position < 0)
            writer.Fail();
        return position;
    }

    private nint Take(ref UnicodeWriter writer, PyObject* result)
    {
        if (!PyTuple.Check(result) || PyTuple.Size(result) != 2 || !PyUnicode.Check(PyTuple.GetBorrowed(result, 0))
            || !PyLong.Check(PyTuple.GetBorrowed(result, 1)))
        {
            Err.Type(_ts, "decoding error handler must return (str, int) tuple");
            return -1;
        }
        nint position = PyLong.AsNInt(_ts, PyTuple.GetBorrowed(result, 1));
        if (position == -1 && Err.Occurred(_ts))
            return -1;
        PyObject* input = UnicodeErrors.ObjectBorrowed(_ts, _exception);
        if (input == null)
            return -1;
        if (input != _input)
        {
            PyObject* old = _input;
            _input = Ref.New(input);
            Ref.XDec(_ts, old);
        }
        nint length = PyBytes.Length(_input);
        nint resolved = position < 0 ? position + length : position;
        if (resolved < 0 || resolved > length)
        {
            Err.Index(_ts, $"position {resolved} from error handler out of bounds");
            return -1;
        }
        Bytes = PyBytes.AsSpan(_input);
        return writer.WriteStr(PyTuple.GetBorrowed(result, 0)) ? resolved : -1;
    }

    public void Dispose()
    {
        Ref.XDec(_ts, _input);
        Ref.XDec(_ts, _exception);
        Ref.XDec(_ts, _callable);
        _input = _exception = _callable = null;
    }
}
