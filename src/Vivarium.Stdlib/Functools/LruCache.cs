// functools._lru_cache_wrapper: a function that remembers results. A bounded cache keeps its entries in a ring from the oldest to the newest use, whose head is the wrapper
// itself; each link is owned by the ring, and by the cache dict as the key's value. Python code runs whenever keys are hashed, compared or released, and in the wrapped function: the ring is complete at
// each of these points. See docs/internals/functools.md.
namespace Vivarium.Stdlib.Functools;

internal unsafe struct lru_list_elem
{
    public PyObject ob_base;
    public lru_list_elem* prev;
    public lru_list_elem* next;
    public nint hash;
    public PyObject* key;
    public PyObject* result;
}

internal unsafe struct lru_cache_object
{
    /// <summary>Header of the wrapper, and head of the ring: next is the oldest link.</summary>
    public lru_list_elem root;
    /// <summary>How a call is answered: it depends on the size.</summary>
    public delegate*<ThreadState*, lru_cache_object*, PyObject**, nint, PyObject*, PyObject*> wrapper;
    public int typed;
    public PyObject* cache;
    public nint hits;
    public PyObject* func;
    /// <summary>-1: without bound.</summary>
    public nint maxsize;
    public nint misses;
    public PyObject* kwd_mark;
    public vectorcallfunc vectorcall;
    public PyObject* cache_info_type;
    public PyObject* dict;
    public PyObject* weakreflist;
}

[PyType("functools._lru_list_elem", Layout = typeof(lru_list_elem), Flags = TypeFlags.DisallowInstantiation)]
internal static unsafe partial class LruLinkType
{
    public static lru_list_elem* NewSteal(ThreadState* ts, PyObject* key, nint hash, PyObject* result)
    {
        lru_list_elem* link = (lru_list_elem*)ObjectAlloc.New(ts, Type);
        if (link == null)
        {
            Ref.Dec(ts, key);
            Ref.Dec(ts, result);
            return null;
        }
        link->prev = null;
        link->next = null;
        link->hash = hash;
        link->key = key;
        link->result = result;
        return link;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, lru_list_elem* self)
    {
        Ref.XDec(ts, self->key);
        Ref.XDec(ts, self->result);
        ObjectAlloc.Free(ts, self);
    }
}

[PyType("functools._lru_cache_wrapper", Layout = typeof(lru_cache_object), Flags = TypeFlags.HaveGc | TypeFlags.MethodDescriptor, WeaklistField = "weakreflist", DictField = "dict",
    VectorcallField = "vectorcall",
    Doc = "A callable that remembers the results of another.\n\nuser_function:      the function\n\nmaxsize:  0         remembers nothing\n          None      remembers everything\n"
        + "          n         remembers the n results used last\n\ntyped:    False     f(3) and f(3.0) are the same call\n          True      f(3) and f(3.0) are different calls\n\n"
        + "cache_info_type:    named tuple class with the fields:\n                        hits misses currsize maxsize\n")]
internal static unsafe partial class LruCacheType
{
    [Slot("(user_function, maxsize, typed, cache_info_type)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* user_function, PyObject* maxsize, bool typed, PyObject* cache_info_type)
    {
        if (!Obj.IsCallable(user_function))
            return Err.Type(ts, "the first argument must be callable");
        nint size = -1;
        if (maxsize != Py.None)
        {
            if (!Num.HasIndex(maxsize))
                return Err.Type(ts, "maxsize should be integer or None");
            size = Num.AsSsize(ts, maxsize, Exc.OverflowError);
            if (size == -1 && Err.Occurred(ts))
                return null;
            size = Math.Max(size, 0);
        }
        using Owned<PyObject> cache = Own.Of(ts, PyDict.New(ts));
        lru_cache_object* self = cache.IsNull ? null : (lru_cache_object*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->root.prev = &self->root;
        self->root.next = &self->root;
        self->wrapper = size < 0 ? &LruCalls.Infinite : size == 0 ? &LruCalls.Uncached : &LruCalls.Bounded;
        self->typed = typed ? 1 : 0;
        self->cache = cache.Release();
        self->func = Ref.New(user_function);
        self->maxsize = size;
        self->kwd_mark = LruCalls.KeywordMark;
        self->vectorcall = &Vectorcall;
        self->cache_info_type = Ref.New(cache_info_type);
        return (PyObject*)self;
    }

    private static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        lru_cache_object* self = (lru_cache_object*)callable;
        return self->wrapper(ts, self, args, Call.ArgumentCount(nargsf), kwnames);
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PyObject* self, PyObject* instance, PyObject* owner) =>
        instance == null || instance == Py.None ? Ref.New(self) : MethodType.New(ts, self, instance);

    [PyMethod("($self, /)", Doc = "What the cache did so far.")]
    private static PyObject* cache_info(ThreadState* ts, lru_cache_object* self)
    {
        using Owned<PyObject> hits = Own.Of(ts, PyLong.FromNInt(ts, self->hits));
        using Owned<PyObject> misses = Own.Of(ts, hits.IsNull ? null : PyLong.FromNInt(ts, self->misses));
        using Owned<PyObject> maxsize = Own.Of(ts, misses.IsNull ? null : self->maxsize < 0 ? Py.None : PyLong.FromNInt(ts, self->maxsize));
        using Owned<PyObject> size = Own.Of(ts, maxsize.IsNull ? null : PyLong.FromNInt(ts, PyDict.Size(self->cache)));
        if (size.IsNull)
            return null;
        PyObject** args = stackalloc PyObject*[4];
        args[0] = hits.Pointer;
        args[1] = misses.Pointer;
        args[2] = maxsize.Pointer;
        args[3] = size.Pointer;
        return Call.Vectorcall(ts, self->cache_info_type, args, 4, null);
    }

    [PyMethod("($self, /)", Doc = "Forgets all results and counts.")]
    private static void cache_clear(ThreadState* ts, lru_cache_object* self)
    {
        lru_list_elem* chain = LruCalls.TakeChain(self);
        self->hits = 0;
        self->misses = 0;
        PyDict.Clear(ts, self->cache);
        LruCalls.ReleaseChain(ts, chain);
    }

    [PyMethod("($self, /)")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => Obj.GetAttr(ts, self, Id.__qualname__);

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __copy__(ThreadState* ts, PyObject* self) => Ref.New(self);

    [PyMethod("($self, memo, /)", HideSignature = true)]
    private static PyObject* __deepcopy__(ThreadState* ts, PyObject* self, PyObject* memo) => Ref.New(self);

    [PyGetSet("__dict__", Setter = nameof(SetDict))]
    private static PyObject* GetDict(ThreadState* ts, PyObject* self) => GenericAttr.GetDict(ts, self);

    private static Status SetDict(ThreadState* ts, PyObject* self, PyObject* value) => GenericAttr.SetDict(ts, self, value);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, lru_cache_object* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    /// <summary>The links are no containers of their own: what they hold is visited in their place.</summary>
    [Slot]
    private static int tp_traverse(lru_cache_object* self, visitproc visit, void* arg)
    {
        int r = 0;
        for (lru_list_elem* link = self->root.next; link != null && link != &self->root && r == 0; link = link->next)
        {
            r = visit(link->key, arg);
            if (r == 0)
                r = visit(link->result, arg);
        }
        PyObject** fields = stackalloc PyObject*[] { self->cache, self->func, self->kwd_mark, self->cache_info_type, self->dict };
        for (int i = 0; i < 5 && r == 0; i++)
            r = fields[i] == null ? 0 : visit(fields[i], arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, lru_cache_object* self)
    {
        lru_list_elem* chain = LruCalls.TakeChain(self);
        Ref.Clear(ts, &self->cache);
        Ref.Clear(ts, &self->func);
        Ref.Clear(ts, &self->kwd_mark);
        Ref.Clear(ts, &self->cache_info_type);
        Ref.Clear(ts, &self->dict);
        LruCalls.ReleaseChain(ts, chain);
    }
}
