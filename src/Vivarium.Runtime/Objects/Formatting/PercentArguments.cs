// The right operand of %: a tuple that is taken item by item, a single value, or a mapping for %(key) conversions. See
// docs/internals/str.md.
namespace Vivarium.Runtime.Objects.Formatting;

internal unsafe ref struct PercentArguments
{
    private readonly ThreadState* _ts;
    private readonly PyObject* _operand;
    private readonly bool _isTuple;
    private readonly bool _isMapping;
    private readonly string _kind;
    private nint _taken;
    private PyObject* _byKey;

    public PercentArguments(ThreadState* ts, PyObject* operand, string kind)
    {
        _ts = ts;
        _operand = operand;
        _kind = kind;
        _isTuple = PyTuple.Check(operand);
        bool isText = kind == "string" ? PyUnicode.Check(operand) : PyBytes.Check(operand) || PyByteArray.Check(operand);
        _isMapping = TypeSlots.Of(operand)->mp_subscript != null && !_isTuple && !isText && !(kind == "bytes" && PyUnicode.Check(operand));
    }

    /// <summary>The value for a %(key) conversion becomes the next argument.</summary>
    public Status UseKeySteal(PyObject* key)
    {
        if (!_isMapping)
        {
            Ref.Dec(_ts, key);
            return Err.TypeStatus(_ts, "format requires a mapping");
        }
        PyObject* value = Obj.GetItem(_ts, _operand, key);
        Ref.Dec(_ts, key);
        if (value == null)
            return Status.Error;
        PyObject* old = _byKey;
        _byKey = value;
        _keyPending = true;
        Ref.XDec(_ts, old);
        return Status.Ok;
    }

    private bool _keyPending;
    private bool _keyed;

    /// <summary>The next argument, borrowed (valid until the next one); null with TypeError when there is none.</summary>
    public PyObject* Next()
    {
        if (_keyPending)
        {
            _keyPending = false;
            _keyed = true;
            return _byKey;
        }
        if (_isTuple)
        {
            if (!_keyed && _taken < PyTuple.Size(_operand))
                return PyTuple.GetBorrowed(_operand, _taken++);
        }
        else if (!_keyed && _taken == 0)
        {
            _taken = 1;
            return _operand;
        }
        return Err.Type(_ts, "not enough arguments for format string");
    }

    /// <summary>TypeError when arguments are left over.</summary>
    public readonly Status CheckAllUsed()
    {
        bool left = _isTuple ? _taken < PyTuple.Size(_operand) : _taken == 0;
        return left && !_keyed && !_isMapping ? Err.TypeStatus(_ts, $"not all arguments converted during {_kind} formatting") : Status.Ok;
    }

    public void Dispose()
    {
        Ref.XDec(_ts, _byKey);
        _byKey = null;
    }
}
