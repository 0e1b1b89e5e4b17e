// An exact sum of doubles, kept as partial sums that do not overlap (Shewchuk's method), rounded once at the end. See docs/internals/math.md.
using M = System.Math;

namespace Vivarium.Stdlib.Mathematics;

internal ref struct ExactSum
{
    private double[] _partials;
    private int _count;
    private double _special;
    private double _infinite;

    public ExactSum() => _partials = new double[32];

    /// <summary>False when the sum of finite numbers is out of range.</summary>
    public bool Add(double x)
    {
        double given = x;
        int kept = 0;
        for (int j = 0; j < _count; j++)
        {
            double y = _partials[j];
            if (M.Abs(x) < M.Abs(y))
                (x, y) = (y, x);
            double high = x + y;
            double low = y - (high - x);
            if (low != 0.0)
                _partials[kept++] = low;
            x = high;
        }
        _count = kept;
        if (x == 0.0)
            return true;
        if (!double.IsFinite(x))
        {
            // Out of range, unless an infinity or NaN was added.
            if (double.IsFinite(given))
                return false;
            if (double.IsInfinity(given))
                _infinite += given;
            _special += given;
            _count = 0;
            return true;
        }
        if (_count == _partials.Length)
            Array.Resize(ref _partials, _count * 2);
        _partials[_count++] = x;
        return true;
    }

    /// <summary>The rounded sum; false when infinities of both signs were added.</summary>
    public readonly bool TryFinish(out double result)
    {
        result = _special;
        if (_special != 0.0)
            return !double.IsNaN(_infinite);
        int n = _count;
        double high = 0.0;
        if (n > 0)
        {
            high = _partials[--n];
            double low = 0.0;
            while (n > 0)
            {
                double x = high;
                double y = _partials[--n];
                high = x + y;
                low = y - (high - x);
                if (low != 0.0)
                    break;
            }
            // A remainder of exactly half a unit is decided by what comes below it.
            if (n > 0 && ((low < 0.0 && _partials[n - 1] < 0.0) || (low > 0.0 && _partials[n - 1] > 0.0)))
            {
                double y = low * 2.0;
                double x = high + y;
                if (y == x - high)
                    high = x;
            }
        }
        result = high;
        return true;
    }
}
