// Comparison of any two objects: the right operand's type goes first when it is a subclass of the left one's (language reference 6.10).
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Obj
{
    public static PyObject* RichCompare(ThreadState* ts, PyObject* a, PyObject* b, int op)
    {
        if (!NativeStack.Enter(ts, " in comparison"))
            return null;
        bool triedReverse = false;
        richcmpfunc compare;
        if (a->ob_type != b->ob_type && PyType.IsSubtype(b->ob_type, a->ob_type) && (compare = TypeSlots.Of(b)->tp_richcompare) != null)
        {
            triedReverse = true;
            PyObject* result = compare(ts, b, a, CompareOp.Swap(op));
            if (result != Py.NotImplemented)
                return result;
        }
        if ((compare = TypeSlots.Of(a)->tp_richcompare) != null)
        {
            PyObject* result = compare(ts, a, b, op);
            if (result != Py.NotImplemented)
                return result;
        }
        if (!triedReverse && (compare = TypeSlots.Of(b)->tp_richcompare) != null)
        {
            PyObject* result = compare(ts, b, a, CompareOp.Swap(op));
            if (result != Py.NotImplemented)
                return result;
        }
        // Neither knows: identity decides equality, and there is no order.
        if (op == CompareOp.EQ)
            return Py.Bool(a == b);
        if (op == CompareOp.NE)
            return Py.Bool(a != b);
        return Err.Type(ts, $"'{CompareOp.Symbol(op)}' not supported between instances of '{PyType.NameOf(a)}' and '{PyType.NameOf(b)}'");
    }

    /// <summary>Identity counts as equal.</summary>
    public static Truth RichCompareBool(ThreadState* ts, PyObject* a, PyObject* b, int op)
    {
        if (a == b)
        {
            if (op == CompareOp.EQ)
                return Truth.True;
            if (op == CompareOp.NE)
                return Truth.False;
        }
        PyObject* result = RichCompare(ts, a, b, op);
        if (result == null)
            return Truth.Error;
        Truth truth = result == Py.True ? Truth.True : result == Py.False ? Truth.False : IsTrue(ts, result);
        Ref.Dec(ts, result);
        return truth;
    }
}
