// The running total of sumprod: an int as long as there are only ints, a float with three times the precision for floats, any object after that.
// See docs/internals/math.md.
using M = System.Math;

namespace Vivarium.Stdlib.Mathematics;

internal unsafe ref struct ProductSum(ThreadState* ts)
{
    private PyObject* _total = PyLong.SmallInt(0);
    private Int128 _whole;
    private bool _hasFloat;
    private double _high;
    private double _low;
    private double _tiny;

    /// <summary>False with an exception.</summary>
    public bool Add(PyObject* a, PyObject* b)
    {
        long x;
        long y;
        bool intA = PyLong.CheckExact(a);
        bool intB = PyLong.CheckExact(b);
        if (intA && intB && !_hasFloat && PyLong.TryGetInt64(a, &x) && PyLong.TryGetInt64(b, &y))
        {
            // The product is below 2**126, and so is the total: their sum fits.
            Int128 next = _whole + (Int128)x * y;
            if (Int128.Abs(next) < (Int128)1 << 126)
            {
                _whole = next;
                return true;
            }
        }
        if ((PyFloat.CheckExact(a) || intA) && (PyFloat.CheckExact(b) || intB) && !(intA && intB) && (_hasFloat || IsPlainStart))
        {
            double left = intA ? PyLong.Nearest(a) : PyFloat.Value(a);
            double right = intB ? PyLong.Nearest(b) : PyFloat.Value(b);
            if (double.IsFinite(left) && double.IsFinite(right) && AddFloat(left, right))
                return true;
        }
        return FlushInto() && AddObject(a, b);
    }

    /// <summary>Floats may join while the total is an int that a double holds exactly.</summary>
    private readonly bool IsPlainStart => PyLong.CheckExact(_total) && PyLong.IsZero(_total) && Int128.Abs(_whole) <= 1L << 53;

    private bool AddFloat(double x, double y)
    {
        double high = _high;
        double product = x * y;
        double lost = M.FusedMultiplyAdd(x, y, -product);
        if (!_hasFloat)
            high = (double)(long)_whole;
        Split(high, product, out double sum, out double rest);
        if (!double.IsFinite(sum))
            return false;
        Split(_low, lost, out double low, out double tiny1);
        Split(low, rest, out low, out double tiny2);
        _whole = 0;
        _hasFloat = true;
        _high = sum;
        _low = low;
        _tiny += tiny1 + tiny2;
        return true;
    }

    /// <summary>a + b as a rounded sum and what rounding took away.</summary>
    private static void Split(double a, double b, out double sum, out double rest)
    {
        sum = a + b;
        double z = sum - a;
        rest = a - (sum - z) + (b - z);
    }

    private readonly double Rounded()
    {
        Split(_low, _tiny, out double low, out double tiny);
        Split(_high, low, out double sum, out double rest);
        return sum + (rest + tiny);
    }

    /// <summary>Turns the machine total into the object total.</summary>
    private bool FlushInto()
    {
        PyObject* part;
        if (_hasFloat)
            part = PyFloat.FromDouble(ts, Rounded());
        else if (_whole != 0)
            part = PyLong.FromBigInteger(ts, _whole);
        else
            return true;
        _hasFloat = false;
        _whole = 0;
        _high = _low = _tiny = 0.0;
        return part != null && AddSteal(part);
    }

    private bool AddObject(PyObject* a, PyObject* b)
    {
        PyObject* product = Num.Multiply(ts, a, b);
        return product != null && AddSteal(product);
    }

    private bool AddSteal(PyObject* part)
    {
        PyObject* next = Num.Add(ts, _total, part);
        Ref.Dec(ts, part);
        if (next == null)
            return false;
        Ref.Dec(ts, _total);
        _total = next;
        return true;
    }

    /// <summary>The total, owned by the caller.</summary>
    public PyObject* Finish()
    {
        if (PyLong.CheckExact(_total) && PyLong.IsZero(_total))
            return _hasFloat ? PyFloat.FromDouble(ts, Rounded()) : PyLong.FromBigInteger(ts, _whole);
        if (FlushInto())
            return _total;
        Drop();
        return null;
    }

    public readonly void Drop() => Ref.Dec(ts, _total);
}
