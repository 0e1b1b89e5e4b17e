// Declaration of the type bool, a subclass of int with two immortal instances. See docs/internals/int.md.
namespace Vivarium.Runtime.Objects;

[PyType("bool", Layout = typeof(PyLongObject), BasicSize = PyLong.HeaderSize, ItemSize = sizeof(uint), Base = typeof(IntType),
    Flags = TypeFlags.LongSubclass | TypeFlags.MatchSelf,
    Doc = "True when the argument is true, False otherwise; False without an argument.\n\nThe only instances are True and False, and the class cannot be subclassed.")]
internal static unsafe partial class BoolType
{
    private static bool IsBool(PyObject* o) => o->ob_type == Type;

    /// <summary>The instances are immortal; a count that native code got wrong is put right.</summary>
    [Slot] private static void tp_dealloc(ThreadState* ts, PyObject* self) => Ref.SetImmortal(self);

    [Slot] private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => self == Py.True ? Id.True_ : Id.False_;

    [Slot("(object=False, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* o)
    {
        Truth truth = Obj.IsTrue(ts, o);
        return truth < 0 ? null : Py.Bool(truth != 0);
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint nargs = (nint)(nargsf & ~((nuint)1 << 63));
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "bool() takes no keyword arguments");
        if (nargs > 1)
        {
            ArgumentParsing.CheckPositional(ts, "bool", nargs, 0, 1);
            return null;
        }
        return nargs == 0 ? Py.False : tp_new(ts, Type, args[0]);
    }

    [Slot]
    private static PyObject* nb_and(ThreadState* ts, PyObject* a, PyObject* b) =>
        IsBool(a) && IsBool(b) ? Py.Bool(a == Py.True & b == Py.True) : TypeSlots.Of(IntType.Type)->nb_and(ts, a, b);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) =>
        IsBool(a) && IsBool(b) ? Py.Bool(a == Py.True | b == Py.True) : TypeSlots.Of(IntType.Type)->nb_or(ts, a, b);

    [Slot]
    private static PyObject* nb_xor(ThreadState* ts, PyObject* a, PyObject* b) =>
        IsBool(a) && IsBool(b) ? Py.Bool(a != b) : TypeSlots.Of(IntType.Type)->nb_xor(ts, a, b);

    [Slot]
    private static PyObject* nb_invert(ThreadState* ts, PyObject* self)
    {
        const string Message = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int " +
            "object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise " +
            "inversion of the underlying int.";
        return Err.Warn(ts, Exc.DeprecationWarning, Message, 1) < 0 ? null : PyLong.Invert(ts, self);
    }
}
