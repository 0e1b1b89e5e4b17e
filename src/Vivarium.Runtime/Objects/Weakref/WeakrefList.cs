// The list of weak references that each referent keeps: where it is, its order, and what happens to it when the referent dies. At its head stand the reference and the
// proxy without callback, at most one of each, which are shared; the others follow, newest first. Invariant: a reference is in its referent's list exactly as long as
// wr_object is not None. See docs/internals/weakref.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class WeakrefList
{
    /// <summary>Whether objects of the type can have weak references.</summary>
    public static bool Supports(PyTypeObject* type) => type->tp_weaklistoffset != 0;

    /// <summary>Where the referent keeps its list; null when it keeps none.</summary>
    public static PyWeakReference** Of(ThreadState* ts, PyObject* o)
    {
        PyTypeObject* type = o->ob_type;
        if (type->tp_weaklistoffset == 0)
            return null;
        if (PyType.Check(o) && PyType.HasFlag((PyTypeObject*)o, TypeFlags.StaticBuiltin))
        {
            PyWeakReference** table = ts->interp->static_type_weaklists;
            return table == null ? null : &table[Subclasses.IndexOf((PyTypeObject*)o)];
        }
        return (PyWeakReference**)((byte*)o + type->tp_weaklistoffset);
    }

    /// <summary>The shared reference and proxy at the list's head, or null.</summary>
    internal static void Basic(PyWeakReference* head, out PyWeakReference* reference, out PyWeakReference* proxy)
    {
        reference = null;
        proxy = null;
        if (head == null || head->wr_callback != null)
            return;
        if (((PyObject*)head)->ob_type == ReferenceType.Type)
        {
            reference = head;
            head = head->wr_next;
        }
        if (head != null && head->wr_callback == null && Weakref.IsProxyExact((PyObject*)head))
            proxy = head;
    }

    /// <summary>Puts a new reference into the list at its place.</summary>
    internal static void Insert(PyWeakReference** list, PyWeakReference* self)
    {
        Basic(*list, out PyWeakReference* reference, out PyWeakReference* proxy);
        PyWeakReference* before;
        if (self->wr_callback == null && ((PyObject*)self)->ob_type == ReferenceType.Type)
            before = null;
        else if (self->wr_callback == null && Weakref.IsProxyExact((PyObject*)self))
            before = reference;
        else
            before = proxy != null ? proxy : reference;
        PyWeakReference* after = before == null ? *list : before->wr_next;
        self->wr_prev = before;
        self->wr_next = after;
        if (after != null)
            after->wr_prev = self;
        if (before == null)
            *list = self;
        else
            before->wr_next = self;
    }

    /// <summary>Takes a reference out of its referent's list, which makes it dead; its callback stays.</summary>
    internal static void Remove(ThreadState* ts, PyWeakReference* self)
    {
        if (self->wr_object == Py.None)
            return;
        PyWeakReference** list = Of(ts, self->wr_object);
        if (list != null && *list == self)
            *list = self->wr_next;
        self->wr_object = Py.None;
        if (self->wr_prev != null)
            self->wr_prev->wr_next = self->wr_next;
        if (self->wr_next != null)
            self->wr_next->wr_prev = self->wr_prev;
        self->wr_prev = null;
        self->wr_next = null;
    }

    public static nint Count(ThreadState* ts, PyObject* o)
    {
        PyWeakReference** list = Of(ts, o);
        nint count = 0;
        for (PyWeakReference* at = list == null ? null : *list; at != null; at = at->wr_next)
            count++;
        return count;
    }

    /// <summary>For tp_dealloc: clears the references to a dying object, then runs their callbacks.</summary>
    public static void Clear(ThreadState* ts, PyObject* o)
    {
        PyWeakReference** list = Of(ts, o);
        if (list == null || *list == null)
            return;
        while (*list != null && (*list)->wr_callback == null)
            Remove(ts, *list);
        if (*list == null)
            return;
        PyObject* pending = Err.Fetch(ts);
        if ((*list)->wr_next == null)
            ClearOne(ts, *list);
        else
            ClearSeveral(ts, o, list);
        Err.Restore(ts, pending);
    }

    private static void ClearOne(ThreadState* ts, PyWeakReference* self)
    {
        PyObject* callback = self->wr_callback;
        self->wr_callback = null;
        Remove(ts, self);
        if (callback == null)
            return;
        if (((PyObject*)self)->ob_refcnt > 0)
        {
            Ref.Inc(self);
            CallBack(ts, (PyObject*)self, callback);
            Ref.Dec(ts, self);
        }
        Ref.Dec(ts, callback);
    }

    /// <summary>All are cleared before the first callback runs: it must not see a reference that still has the dying object.</summary>
    private static void ClearSeveral(ThreadState* ts, PyObject* o, PyWeakReference** list)
    {
        nint count = Count(ts, o);
        PyObject* pairs = PyTuple.New(ts, count * 2);
        if (pairs == null)
        {
            Err.WriteUnraisable(ts, "Exception ignored while clearing object weakrefs", null);
            ClearNoCallbacks(ts, o);
            return;
        }
        nint n = 0;
        while (*list != null)
        {
            PyWeakReference* self = *list;
            PyObject* callback = self->wr_callback;
            self->wr_callback = null;
            Remove(ts, self);
            if (callback == null)
                continue;
            if (((PyObject*)self)->ob_refcnt == 0)
            {
                Ref.Dec(ts, callback);
                continue;
            }
            PyTuple.SetSteal(pairs, n++, Ref.New(self));
            PyTuple.SetSteal(pairs, n++, callback);
        }
        for (nint i = 0; i < n; i += 2)
            CallBack(ts, PyTuple.GetBorrowed(pairs, i), PyTuple.GetBorrowed(pairs, i + 1));
        Ref.Dec(ts, pairs);
    }

    internal static void CallBack(ThreadState* ts, PyObject* reference, PyObject* callback, string failure = "Exception ignored while calling weakref callback")
    {
        PyObject* result = Call.OneArg(ts, callback, reference);
        if (result == null)
            Err.WriteUnraisable(ts, failure, callback);
        else
            Ref.Dec(ts, result);
    }

    /// <summary>Clears the references and drops their callbacks uncalled.</summary>
    public static void ClearNoCallbacks(ThreadState* ts, PyObject* o)
    {
        PyWeakReference** list = Of(ts, o);
        while (list != null && *list != null)
        {
            PyWeakReference* self = *list;
            PyObject* callback = self->wr_callback;
            self->wr_callback = null;
            Remove(ts, self);
            Ref.XDec(ts, callback);
        }
    }
}
