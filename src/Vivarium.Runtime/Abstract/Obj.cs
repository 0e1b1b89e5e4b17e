// Operations on any object, dispatched through its type's slots (CPython's abstract object layer). See docs/internals/objects.md.
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Obj
{
    public static PyObject* GetAttr(ThreadState* ts, PyObject* o, PyObject* name) => throw new NotImplementedException();

    public static PyObject* GetAttr(ThreadState* ts, PyObject* o, string name) => throw new NotImplementedException();

    /// <summary>AttributeError becomes Missing; *value is owned when found.</summary>
    public static Lookup LookupAttr(ThreadState* ts, PyObject* o, PyObject* name, PyObject** value) => throw new NotImplementedException();

    public static Status SetAttr(ThreadState* ts, PyObject* o, PyObject* name, PyObject* value) => throw new NotImplementedException();

    public static Status SetAttr(ThreadState* ts, PyObject* o, string name, PyObject* value) => throw new NotImplementedException();

    public static Status DelAttr(ThreadState* ts, PyObject* o, PyObject* name) => throw new NotImplementedException();

    public static Truth HasAttr(ThreadState* ts, PyObject* o, PyObject* name) => throw new NotImplementedException();

    public static PyObject* GetItem(ThreadState* ts, PyObject* o, PyObject* key) => throw new NotImplementedException();

    public static Status SetItem(ThreadState* ts, PyObject* o, PyObject* key, PyObject* value) => throw new NotImplementedException();

    public static Status DelItem(ThreadState* ts, PyObject* o, PyObject* key) => throw new NotImplementedException();

    /// <summary>len(o); -1 on error.</summary>
    public static nint Size(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static nint LengthHint(ThreadState* ts, PyObject* o, nint defaultValue) => throw new NotImplementedException();

    public static PyObject* Repr(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Str(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Ascii(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Bytes(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Format(ThreadState* ts, PyObject* o, PyObject* spec) => throw new NotImplementedException();

    /// <summary>-1 on error.</summary>
    public static nint Hash(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static nint HashNotImplemented(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static Truth IsTrue(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* RichCompare(ThreadState* ts, PyObject* a, PyObject* b, int op) => throw new NotImplementedException();

    /// <summary>Identity counts as equal.</summary>
    public static Truth RichCompareBool(ThreadState* ts, PyObject* a, PyObject* b, int op) => throw new NotImplementedException();

    public static PyObject* GetIter(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static bool IsIterator(PyObject* o) => throw new NotImplementedException();

    /// <summary>Null without an exception at the end.</summary>
    public static PyObject* IterNext(ThreadState* ts, PyObject* iterator) => throw new NotImplementedException();

    public static bool IsCallable(PyObject* o) => throw new NotImplementedException();

    public static Truth IsInstance(ThreadState* ts, PyObject* o, PyObject* cls) => throw new NotImplementedException();

    public static Truth IsSubclass(ThreadState* ts, PyObject* derived, PyObject* cls) => throw new NotImplementedException();

    public static PyObject* Dir(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Type(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    /// <summary>sq_contains or iteration.</summary>
    public static Truth Contains(ThreadState* ts, PyObject* container, PyObject* item) => throw new NotImplementedException();

    /// <summary>list(o) / tuple(o), or the object itself (owned) when it is a list or tuple already; TypeError with the message otherwise.</summary>
    public static PyObject* SequenceFast(ThreadState* ts, PyObject* o, string message) => throw new NotImplementedException();

    /// <summary>repr() guard: 1 when already inside for this object, -1 on error.</summary>
    public static int ReprEnter(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static void ReprLeave(ThreadState* ts, PyObject* o) => throw new NotImplementedException();
}
