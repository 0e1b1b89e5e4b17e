// The error side of one encoding: the handler, and the exception that is shown to it again and again. See docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal unsafe ref struct EncodeErrors(ThreadState* ts, string encoding, string? errors, PyObject* input)
{
    private readonly ThreadState* _ts = ts;
    private readonly string _encoding = encoding;
    private readonly string? _errors = errors;
    private readonly ErrorHandler _handler = ErrorHandlers.Of(errors);
    private readonly PyObject* _input = input;
    private PyObject* _exception;
    private PyObject* _callable;

    public readonly ErrorHandler Handler => _handler;

    /// <summary>
    /// The characters from start to end cannot be encoded: the str or bytes that stands for them (owned), and the position to go on from;
    /// null with an exception.
    /// </summary>
    public PyObject* Handle(nint start, nint end, string reason, out nint next)
    {
        nint stop = end;
        PyObject* replacement = _handler == ErrorHandler.Other ? null : ErrorHandlers.EncodeReplacement(_ts, _handler, _encoding, _input,
            start, &stop);
        next = stop;
        if (replacement != null || Err.Occurred(_ts))
            return replacement;
        return _handler == ErrorHandler.Other ? CallHandler(start, end, reason, out next) : Raise(start, end, reason);
    }

    /// <summary>Raises the UnicodeEncodeError.</summary>
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
        _exception = UnicodeErrors.NewEncode(_ts, _encoding, _input, start, end, reason);
        return _exception != null;
    }

    private PyObject* CallHandler(nint start, nint end, string reason, out nint next)
    {
        next = -1;
        if (_callable == null && (_callable = CodecRegistry.LookupError(_ts, _errors)) == null)
            return null;
        if (!PrepareException(start, end, reason))
            return null;
        using var result = Own.Of(_ts, Call.OneArg(_ts, _callable, _exception));
        if (result.IsNull)
            return null;
        PyObject* pair = result.Object;
        if (!PyTuple.Check(pair) || PyTuple.Size(pair) != 2 || !PyLong.Check(PyTuple.GetBorrowed(pair, 1))
            || !(PyUnicode.Check(PyTuple.GetBorrowed(pair, 0)) || PyBytes.Check(PyTuple.GetBorrowed(pair, 0))))
        {
            return Err.Type(_ts, "encoding error handler must return (str/bytes, int) tuple");
        }
        nint position = PyLong.AsNInt(_ts, PyTuple.GetBorrowed(pair, 1));
        if (position == -1 && Err.Occurred(_ts))
            return null;
        nint length = PyUnicode.Length(_input);
        next = position < 0 ? position + length : position;
        if (next < 0 || next > length)
            return Err.Index(_ts, $"position {next} from error handler out of bounds");
        return Ref.New(PyTuple.GetBorrowed(pair, 0));
    }

    public void Dispose()
    {
        Ref.XDec(_ts, _exception);
        Ref.XDec(_ts, _callable);
        _exception = _callable = null;
    }
}
