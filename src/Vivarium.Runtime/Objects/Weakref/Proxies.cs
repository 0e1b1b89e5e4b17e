// What both kinds of weak proxies do: unwrap each operand that is a proxy, holding its referent for the time of the operation. See docs/internals/weakref.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Objects;

internal static unsafe class Proxies
{
    /// <summary>The object itself, or what the proxy stands for; owned. ReferenceError when that is gone.</summary>
    public static PyObject* Unwrap(ThreadState* ts, PyObject* o)
    {
        if (!Weakref.IsProxyExact(o))
            return Ref.New(o);
        PyObject* referent = Weakref.GetRef(o);
        return referent != null ? referent : Err.SetString(ts, Exc.ReferenceError, "weakly-referenced object no longer exists");
    }

    public static PyObject* Unary(ThreadState* ts, PyObject* self, unaryfunc f)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        return o.IsNull ? null : f(ts, o.Pointer);
    }

    public static PyObject* Binary(ThreadState* ts, PyObject* a, PyObject* b, binaryfunc f)
    {
        using Owned<PyObject> x = Own.Of(ts, Unwrap(ts, a));
        using Owned<PyObject> y = Own.Of(ts, x.IsNull ? null : Unwrap(ts, b));
        return y.IsNull ? null : f(ts, x.Pointer, y.Pointer);
    }

    public static PyObject* InPlace(ThreadState* ts, PyObject* a, PyObject* b, BinaryOpKind operation)
    {
        using Owned<PyObject> x = Own.Of(ts, Unwrap(ts, a));
        using Owned<PyObject> y = Own.Of(ts, x.IsNull ? null : Unwrap(ts, b));
        return y.IsNull ? null : Num.BinaryOp(ts, x.Pointer, y.Pointer, (int)operation);
    }

    public static PyObject* Ternary(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c, ternaryfunc f)
    {
        using Owned<PyObject> x = Own.Of(ts, Unwrap(ts, a));
        using Owned<PyObject> y = Own.Of(ts, x.IsNull ? null : Unwrap(ts, b));
        using Owned<PyObject> z = Own.Of(ts, y.IsNull ? null : Unwrap(ts, c));
        return z.IsNull ? null : f(ts, x.Pointer, y.Pointer, z.Pointer);
    }

    public static PyObject* Repr(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> o = Own.Of(ts, Weakref.GetRef(self));
        return o.IsNull
            ? PyUnicode.FromString(ts, $"<weakproxy at 0x{(nint)self:x}; dead>")
            : PyUnicode.FromString(ts, $"<weakproxy at 0x{(nint)self:x}; to '{PyType.FullName(o.Pointer->ob_type)}' at 0x{(nint)o.Pointer:x}>");
    }

    public static PyObject* GetAttr(ThreadState* ts, PyObject* self, PyObject* name)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        return o.IsNull ? null : Obj.GetAttr(ts, o.Pointer, name);
    }

    public static Status SetAttr(ThreadState* ts, PyObject* self, PyObject* name, PyObject* value)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        return o.IsNull ? Status.Error : Obj.SetAttr(ts, o.Pointer, name, value);
    }

    public static PyObject* RichCompare(ThreadState* ts, PyObject* a, PyObject* b, int op)
    {
        using Owned<PyObject> x = Own.Of(ts, Unwrap(ts, a));
        using Owned<PyObject> y = Own.Of(ts, x.IsNull ? null : Unwrap(ts, b));
        return y.IsNull ? null : Obj.RichCompare(ts, x.Pointer, y.Pointer, op);
    }

    public static PyObject* IterNext(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        if (o.IsNull)
            return null;
        return Obj.IsIterator(o.Pointer)
            ? Obj.IterNext(ts, o.Pointer)
            : Err.Type(ts, $"Weakref proxy referenced a non-iterator '{PyType.NameOf(o.Pointer)}' object");
    }

    public static Truth Bool(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        return o.IsNull ? Truth.Error : Obj.IsTrue(ts, o.Pointer);
    }

    public static Truth Contains(ThreadState* ts, PyObject* self, PyObject* item)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        return o.IsNull ? Truth.Error : Obj.Contains(ts, o.Pointer, item);
    }

    public static nint Length(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        return o.IsNull ? -1 : Obj.Size(ts, o.Pointer);
    }

    public static PyObject* GetItem(ThreadState* ts, PyObject* self, PyObject* key)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        return o.IsNull ? null : Obj.GetItem(ts, o.Pointer, key);
    }

    public static Status SetItem(ThreadState* ts, PyObject* self, PyObject* key, PyObject* value)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        return o.IsNull ? Status.Error : Obj.SetItem(ts, o.Pointer, key, value);
    }

    public static PyObject* CallMethod(ThreadState* ts, PyObject* self, PyObject* name)
    {
        using Owned<PyObject> o = Own.Of(ts, Unwrap(ts, self));
        return o.IsNull ? null : Call.Method(ts, o.Pointer, name);
    }
}
