// sum(): machine integers and compensated floats (Neumaier) as long as the items allow it, general addition otherwise.
namespace Vivarium.Stdlib.Builtins;

internal static unsafe class Summation
{
    /// <summary>Takes over the total; owned result.</summary>
    public static PyObject* Run(ThreadState* ts, PyObject* iterator, PyObject* total)
    {
        PyObject* item = null;
        if (PyLong.CheckExact(total))
        {
            int overflow;
            long sum = PyLong.AsInt64AndOverflow(ts, total, &overflow);
            if (overflow == 0)
            {
                item = SumInts(ts, iterator, ref sum);
                Ref.Dec(ts, total);
                total = PyLong.FromInt64(ts, sum);
                if (total == null || item == null)
                    return Finish(ts, total, item);
            }
        }
        if (PyFloat.CheckExact(total) || (item != null && PyFloat.CheckExact(item)))
        {
            // The item at hand, if any, is added first.
            if (item != null)
            {
                total = AddItem(ts, total, item);
                item = null;
            }
            if (total != null && PyFloat.CheckExact(total))
            {
                double sum = PyFloat.Value(total);
                item = SumFloats(ts, iterator, ref sum);
                Ref.Dec(ts, total);
                total = PyFloat.FromDouble(ts, sum);
            }
            if (total == null || item == null)
                return Finish(ts, total, item);
        }
        while (total != null)
        {
            if (item == null && (item = Obj.IterNext(ts, iterator)) == null)
                return Finish(ts, total, null);
            total = AddItem(ts, total, item);
            item = null;
        }
        return null;
    }

    private static PyObject* Finish(ThreadState* ts, PyObject* total, PyObject* item)
    {
        Ref.XDec(ts, item);
        if (!Err.Occurred(ts))
            return total;
        Ref.XDec(ts, total);
        return null;
    }

    /// <summary>Consumes both.</summary>
    private static PyObject* AddItem(ThreadState* ts, PyObject* total, PyObject* item)
    {
        PyObject* result = Num.Add(ts, total, item);
        Ref.Dec(ts, total);
        Ref.Dec(ts, item);
        return result;
    }

    /// <summary>Adds exact ints (and bools) while the sum fits; returns the first item that does not go (owned), or null at the end or on error.</summary>
    private static PyObject* SumInts(ThreadState* ts, PyObject* iterator, ref long sum)
    {
        PyObject* item;
        while ((item = Obj.IterNext(ts, iterator)) != null)
        {
            if (!PyLong.CheckExact(item) && item->ob_type != BoolType.Type)
                return item;
            int overflow;
            long value = PyLong.AsInt64AndOverflow(ts, item, &overflow);
            long next = unchecked(sum + value);
            if (overflow != 0 || ((sum ^ next) & (value ^ next)) < 0)
                return item;
            sum = next;
            Ref.Dec(ts, item);
        }
        return null;
    }

    /// <summary>Adds floats and machine-size ints with compensation; otherwise like SumInts.</summary>
    private static PyObject* SumFloats(ThreadState* ts, PyObject* iterator, ref double sum)
    {
        double high = sum;
        double low = 0;
        PyObject* item;
        while ((item = Obj.IterNext(ts, iterator)) != null)
        {
            if (PyFloat.CheckExact(item))
            {
                double x = PyFloat.Value(item);
                double t = high + x;
                low += Math.Abs(high) >= Math.Abs(x) ? high - t + x : x - t + high;
                high = t;
            }
            else if (PyLong.CheckExact(item))
            {
                int overflow;
                long value = PyLong.AsInt64AndOverflow(ts, item, &overflow);
                if (overflow != 0)
                    break;
                high += value;
            }
            else
            {
                break;
            }
            Ref.Dec(ts, item);
        }
        sum = low != 0 && double.IsFinite(low) ? high + low : high;
        return item;
    }
}
