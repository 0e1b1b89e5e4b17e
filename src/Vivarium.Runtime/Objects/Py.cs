// The singletons, by the names of the language. They are immortal: returning one needs no count.
namespace Vivarium.Runtime.Objects;

internal static unsafe class Py
{
    public static readonly PyObject* None = ImmortalRegion.AllocateObject(NoneType.Type, (nuint)sizeof(PyObject));
    public static readonly PyObject* NotImplemented = ImmortalRegion.AllocateObject(NotImplementedType.Type, (nuint)sizeof(PyObject));
    public static readonly PyObject* Ellipsis = ImmortalRegion.AllocateObject(EllipsisType.Type, (nuint)sizeof(PyObject));
    public static readonly PyObject* True = NewBool(1);
    public static readonly PyObject* False = NewBool(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* Bool(bool value) => value ? True : False;

    private static PyObject* NewBool(uint value)
    {
        PyLongObject* o = (PyLongObject*)ImmortalRegion.AllocateObject(BoolType.Type, (nuint)sizeof(PyLongObject));
        o->lv_tag = value == 0 ? 1u : 1u << 3;
        o->ob_digit = value;
        return (PyObject*)o;
    }
}
