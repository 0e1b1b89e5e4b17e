// Sums, products and lengths over iterables: exact float sums, products that stay machine numbers as long as they fit. See docs/internals/math.md.
using Vivarium.Heap;
using M = System.Math;

namespace Vivarium.Stdlib.Mathematics;

internal static unsafe partial class MathModule
{
    // ---- fsum ---------------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, seq, /)", Doc = "Sum of floats as if computed exactly and rounded once.")]
    private static double fsum(ThreadState* ts, PyObject* module, PyObject* seq)
    {
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, seq));
        if (iterator.IsNull)
            return -1.0;
        var sum = new ExactSum();
        PyObject* item;
        while ((item = Obj.IterNext(ts, iterator.Pointer)) != null)
        {
            double x = PyFloat.AsDouble(ts, item);
            Ref.Dec(ts, item);
            if (x == -1.0 && Err.Occurred(ts))
                return -1.0;
            if (sum.Add(x))
                continue;
            Err.Overflow(ts, "intermediate overflow in fsum");
            return -1.0;
        }
        if (Err.Occurred(ts))
            return -1.0;
        if (sum.TryFinish(out double result))
            return result;
        Err.Value(ts, "-inf + inf in fsum");
        return -1.0;
    }

    // ---- prod ---------------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, iterable, /, *, start=1)", Doc = "Product of the start value and all items of the iterable.")]
    private static PyObject* prod(ThreadState* ts, PyObject* module, PyObject* iterable, PyObject* start)
    {
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, iterable));
        if (iterator.IsNull)
            return null;
        PyObject* result = Ref.New(start);
        PyObject* item;
        while ((item = Obj.IterNext(ts, iterator.Pointer)) != null)
        {
            PyObject* next = PyFloat.CheckExact(result) && PyFloat.CheckExact(item) ? PyFloat.FromDouble(ts, PyFloat.Value(result) * PyFloat.Value(item))
                : PyLong.CheckExact(result) && PyLong.CheckExact(item) ? PyLong.Multiply(ts, result, item)
                : Num.Multiply(ts, result, item);
            Ref.Dec(ts, item);
            Ref.Dec(ts, result);
            result = next;
            if (result == null)
                return null;
        }
        if (!Err.Occurred(ts))
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    // ---- sumprod ------------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, p, q, /)", Doc = "Sum of the products of items at the same place: sum(map(operator.mul, p, q, strict=True)), with more digits for floats.")]
    private static PyObject* sumprod(ThreadState* ts, PyObject* module, PyObject* p, PyObject* q)
    {
        using Owned<PyObject> left = Own.Of(ts, Obj.GetIter(ts, p));
        using Owned<PyObject> right = Own.Of(ts, left.IsNull ? null : Obj.GetIter(ts, q));
        if (right.IsNull)
            return null;
        var sum = new ProductSum(ts);
        while (true)
        {
            PyObject* a = Obj.IterNext(ts, left.Pointer);
            if (a == null && Err.Occurred(ts))
                break;
            PyObject* b = Obj.IterNext(ts, right.Pointer);
            bool failed = b == null && Err.Occurred(ts);
            if (!failed && a == null != (b == null))
            {
                Err.Value(ts, "Inputs are not the same length");
                failed = true;
            }
            if (!failed && a == null)
                return sum.Finish();
            failed = failed || !sum.Add(a, b);
            Ref.XDec(ts, a);
            Ref.XDec(ts, b);
            if (failed)
                break;
        }
        sum.Drop();
        return null;
    }

    // ---- lengths ------------------------------------------------------------------------------------------------------------------------------

    private const int OnStack = 64;

    [PyFunction("($module, /, *coordinates)", NoKeywords = true, Doc = "Distance of a point from the origin: the root of the sum of the squares of its coordinates.")]
    private static PyObject* hypot(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        double* buffer = stackalloc double[OnStack];
        double* values = Room(ts, nargs, buffer);
        if (values == null)
            return null;
        double max = 0.0;
        bool foundNaN = false;
        nint i = 0;
        for (; i < nargs; i++)
        {
            double x = PyFloat.AsDouble(ts, args[i]);
            if (x == -1.0 && Err.Occurred(ts))
                break;
            Note(values, i, x, ref max, ref foundNaN);
        }
        PyObject* result = i < nargs ? null : PyFloat.FromDouble(ts, VectorNorm.Of(values, nargs, max, foundNaN));
        if (values != buffer)
            MemDomain.Free(ts->interp->heap, values);
        return result;
    }

    private static double* Room(ThreadState* ts, nint count, double* buffer)
    {
        if (count <= OnStack)
            return buffer;
        double* values = (double*)MemDomain.Malloc(ts->interp->heap, (nuint)count * sizeof(double));
        if (values == null)
            Err.NoMemory(ts);
        return values;
    }

    private static void Note(double* values, nint i, double x, ref double max, ref bool foundNaN)
    {
        x = M.Abs(x);
        values[i] = x;
        foundNaN |= double.IsNaN(x);
        if (x > max)
            max = x;
    }

    [PyFunction("($module, p, q, /)", Doc = "Distance of two points, each given as a sequence of coordinates.")]
    private static PyObject* dist(ThreadState* ts, PyObject* module, PyObject* p, PyObject* q)
    {
        using Owned<PyObject> left = Own.Of(ts, PyTuple.Check(p) ? Ref.New(p) : PyTuple.FromSequence(ts, p));
        using Owned<PyObject> right = Own.Of(ts, left.IsNull ? null : PyTuple.Check(q) ? Ref.New(q) : PyTuple.FromSequence(ts, q));
        if (right.IsNull)
            return null;
        nint count = PyTuple.Size(left.Pointer);
        if (count != PyTuple.Size(right.Pointer))
            return Err.Value(ts, "both points must have the same number of dimensions");
        double* buffer = stackalloc double[OnStack];
        double* values = Room(ts, count, buffer);
        if (values == null)
            return null;
        double max = 0.0;
        bool foundNaN = false;
        nint i = 0;
        for (; i < count; i++)
        {
            double x = PyFloat.AsDouble(ts, PyTuple.GetBorrowed(left.Pointer, i));
            if (x == -1.0 && Err.Occurred(ts))
                break;
            double y = PyFloat.AsDouble(ts, PyTuple.GetBorrowed(right.Pointer, i));
            if (y == -1.0 && Err.Occurred(ts))
                break;
            Note(values, i, x - y, ref max, ref foundNaN);
        }
        PyObject* result = i < count ? null : PyFloat.FromDouble(ts, VectorNorm.Of(values, count, max, foundNaN));
        if (values != buffer)
            MemDomain.Free(ts->interp->heap, values);
        return result;
    }
}
