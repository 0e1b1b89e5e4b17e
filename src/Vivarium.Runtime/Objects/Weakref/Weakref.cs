// Weak references: creation with reuse of the plain reference, and the referent. See docs/internals/weakref.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class Weakref
{
    public static bool Check(PyObject* o) => o->ob_type == ReferenceType.Type || IsProxyExact(o) || PyType.IsSubtype(o->ob_type, ReferenceType.Type);

    public static bool CheckRef(PyObject* o) => o->ob_type == ReferenceType.Type || PyType.IsSubtype(o->ob_type, ReferenceType.Type);

    public static bool IsProxyExact(PyObject* o) => o->ob_type == ProxyType.Type || o->ob_type == CallableProxyType.Type;

    /// <summary>A weak reference (shared when there is no callback). TypeError when the object does not take weak references.</summary>
    public static PyObject* NewRef(ThreadState* ts, PyObject* o, PyObject* callback) => Make(ts, ReferenceType.Type, o, callback);

    public static PyObject* NewProxy(ThreadState* ts, PyObject* o, PyObject* callback) =>
        Make(ts, Obj.IsCallable(o) ? CallableProxyType.Type : ProxyType.Type, o, callback);

    internal static PyObject* Make(ThreadState* ts, PyTypeObject* type, PyObject* o, PyObject* callback)
    {
        if (callback == Py.None)
            callback = null;
        if (!WeakrefList.Supports(o->ob_type))
            return Err.Type(ts, $"cannot create weak reference to '{PyType.NameOf(o)}' object");
        PyWeakReference** list = WeakrefList.Of(ts, o);
        PyWeakReference* known = callback == null && list != null ? Shared(type, *list) : null;
        if (known != null)
            return Ref.New(known);
        PyWeakReference* self = (PyWeakReference*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->hash = -1;
        self->wr_object = Py.None;
        self->wr_callback = Ref.XNew(callback);
        self->vectorcall = ReferenceType.VectorcallFunction;
        // The allocation may have run the collector, and code that made a plain reference meanwhile.
        known = callback == null && list != null ? Shared(type, *list) : null;
        if (known != null)
        {
            Ref.Inc(known);
            Ref.Dec(ts, self);
            return (PyObject*)known;
        }
        if (list != null)
        {
            self->wr_object = o;
            WeakrefList.Insert(list, self);
        }
        return (PyObject*)self;
    }

    /// <summary>The shared reference or proxy without callback of that type, unless it is being freed.</summary>
    private static PyWeakReference* Shared(PyTypeObject* type, PyWeakReference* head)
    {
        WeakrefList.Basic(head, out PyWeakReference* reference, out PyWeakReference* proxy);
        PyWeakReference* known = type == ReferenceType.Type ? reference : type == ProxyType.Type || type == CallableProxyType.Type ? proxy : null;
        return known != null && ((PyObject*)known)->ob_refcnt > 0 ? known : null;
    }

    /// <summary>The referent, owned, or null when it is gone.</summary>
    public static PyObject* GetRef(PyObject* reference)
    {
        PyObject* o = ReferentBorrowed(reference);
        return o == null ? null : Ref.New(o);
    }

    /// <summary>The referent, or null when it is gone or being freed.</summary>
    public static PyObject* ReferentBorrowed(PyObject* reference)
    {
        PyObject* o = ((PyWeakReference*)reference)->wr_object;
        return o == Py.None || o->ob_refcnt == 0 ? null : o;
    }

    // ---- What all kinds of references share ----

    internal static void Dealloc(ThreadState* ts, PyWeakReference* self)
    {
        GcList.UntrackIfTracked(self);
        Clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    internal static void Clear(ThreadState* ts, PyWeakReference* self)
    {
        WeakrefList.Remove(ts, self);
        Ref.Clear(ts, &self->wr_callback);
    }

    internal static int Traverse(PyWeakReference* self, visitproc visit, void* arg) => self->wr_callback == null ? 0 : visit(self->wr_callback, arg);
}
