// How _lru_cache_wrapper answers a call: without a cache, with one that only grows, and with a bounded one. See docs/internals/functools.md.
namespace Vivarium.Stdlib.Functools;

internal static unsafe class LruCalls
{
    /// <summary>Stands in keys between positional arguments and keywords.</summary>
    public static readonly PyObject* KeywordMark = ImmortalRegion.AllocateObject(ObjectType.Type, (nuint)sizeof(PyObject));

    // ---- The ring ------------------------------------------------------------------------------------------------------------------------

    private static void Extract(lru_list_elem* link)
    {
        link->prev->next = link->next;
        link->next->prev = link->prev;
    }

    private static void Append(lru_cache_object* self, lru_list_elem* link) => InsertBefore(&self->root, link);

    private static void InsertBefore(lru_list_elem* at, lru_list_elem* link)
    {
        lru_list_elem* last = at->prev;
        last->next = link;
        at->prev = link;
        link->prev = last;
        link->next = at;
    }

    /// <summary>Empties the ring; its links come as a chain that ends in null.</summary>
    public static lru_list_elem* TakeChain(lru_cache_object* self)
    {
        lru_list_elem* root = &self->root;
        lru_list_elem* first = root->next;
        if (first == null || first == root)
            return null;
        root->prev->next = null;
        root->next = root;
        root->prev = root;
        return first;
    }

    public static void ReleaseChain(ThreadState* ts, lru_list_elem* link)
    {
        while (link != null)
        {
            lru_list_elem* next = link->next;
            Ref.Dec(ts, link);
            link = next;
        }
    }

    // ---- Keys ----------------------------------------------------------------------------------------------------------------------------

    /// <summary>A lone int or str is its own key; else the key is a tuple of the arguments, of a mark and the keywords, and of the types when they count. Owned.</summary>
    private static PyObject* MakeKey(ThreadState* ts, lru_cache_object* self, PyObject** args, nint given, PyObject* kwnames)
    {
        nint named = kwnames == null ? 0 : PyTuple.Size(kwnames);
        if (self->typed == 0 && named == 0)
        {
            if (given == 1 && (PyUnicode.CheckExact(args[0]) || PyLong.CheckExact(args[0])))
                return Ref.New(args[0]);
            return PyTuple.FromArray(ts, args, given);
        }
        nint size = given + (named == 0 ? 0 : 1 + (2 * named)) + (self->typed == 0 ? 0 : given + named);
        PyObject* key = PyTuple.New(ts, size);
        if (key == null)
            return null;
        nint at = 0;
        for (nint i = 0; i < given; i++)
            PyTuple.SetSteal(key, at++, Ref.New(args[i]));
        if (named != 0)
        {
            PyTuple.SetSteal(key, at++, Ref.New(self->kwd_mark));
            for (nint i = 0; i < named; i++)
            {
                PyTuple.SetSteal(key, at++, Ref.New(PyTuple.GetBorrowed(kwnames, i)));
                PyTuple.SetSteal(key, at++, Ref.New(args[given + i]));
            }
        }
        for (nint i = 0; self->typed != 0 && i < given + named; i++)
            PyTuple.SetSteal(key, at++, Ref.New(args[i]->ob_type));
        if (size != 0)
            PyTuple.Track(ts, key);
        return key;
    }

    private static PyObject* CallFunction(ThreadState* ts, lru_cache_object* self, PyObject** args, nint given, PyObject* kwnames) =>
        NativeStack.Enter(ts, " while calling a Python object") ? Call.Vectorcall(ts, self->func, args, (nuint)given, kwnames) : null;

    // ---- The three ways ------------------------------------------------------------------------------------------------------------------

    public static PyObject* Uncached(ThreadState* ts, lru_cache_object* self, PyObject** args, nint given, PyObject* kwnames)
    {
        self->misses++;
        return CallFunction(ts, self, args, given, kwnames);
    }

    public static PyObject* Infinite(ThreadState* ts, lru_cache_object* self, PyObject** args, nint given, PyObject* kwnames)
    {
        PyObject* key = MakeKey(ts, self, args, given, kwnames);
        if (key == null)
            return null;
        nint hash = Obj.Hash(ts, key);
        PyObject* result = null;
        Lookup found = hash == -1 ? Lookup.Error : PyDict.GetRefKnownHash(ts, self->cache, key, hash, &result);
        if (found == Lookup.Found)
        {
            self->hits++;
        }
        else if (found == Lookup.Missing)
        {
            self->misses++;
            result = CallFunction(ts, self, args, given, kwnames);
            if (result != null && PyDict.SetKnownHash(ts, self->cache, key, result, hash) != Status.Ok)
            {
                Ref.Dec(ts, result);
                result = null;
            }
        }
        Ref.Dec(ts, key);
        return found == Lookup.Error ? null : result;
    }

    public static PyObject* Bounded(ThreadState* ts, lru_cache_object* self, PyObject** args, nint given, PyObject* kwnames)
    {
        PyObject* key = MakeKey(ts, self, args, given, kwnames);
        if (key == null)
            return null;
        nint hash = Obj.Hash(ts, key);
        PyObject* known = null;
        Lookup found = hash == -1 ? Lookup.Error : PyDict.GetRefKnownHash(ts, self->cache, key, hash, &known);
        if (found != Lookup.Missing)
        {
            Ref.Dec(ts, key);
            return found == Lookup.Error ? null : Hit(ts, self, (lru_list_elem*)known);
        }
        self->misses++;
        PyObject* result = CallFunction(ts, self, args, given, kwnames);
        if (result == null)
        {
            Ref.Dec(ts, key);
            return null;
        }
        return StoreStealKey(ts, self, key, hash, result);
    }

    /// <summary>The link, whose reference is taken over, becomes the newest.</summary>
    private static PyObject* Hit(ThreadState* ts, lru_cache_object* self, lru_list_elem* link)
    {
        Extract(link);
        Append(self, link);
        self->hits++;
        PyObject* result = Ref.New(link->result);
        Ref.Dec(ts, link);
        return result;
    }

    /// <summary>Gives the result back, also when the key came into the cache while the function ran.</summary>
    private static PyObject* StoreStealKey(ThreadState* ts, lru_cache_object* self, PyObject* key, nint hash, PyObject* result)
    {
        Lookup there = PyDict.ContainsKnownHash(ts, self->cache, key, hash);
        if (there != Lookup.Missing)
        {
            Ref.Dec(ts, key);
            if (there == Lookup.Found)
                return result;
            Ref.Dec(ts, result);
            return null;
        }
        if (PyDict.Size(self->cache) < self->maxsize || self->root.next == &self->root)
            return AddLink(ts, self, key, hash, result);
        return ReplaceOldest(ts, self, key, hash, result);
    }

    private static PyObject* AddLink(ThreadState* ts, lru_cache_object* self, PyObject* key, nint hash, PyObject* result)
    {
        lru_list_elem* link = LruLinkType.NewSteal(ts, key, hash, result);
        if (link == null)
            return null;
        if (PyDict.SetKnownHash(ts, self->cache, key, (PyObject*)link, hash) != Status.Ok)
        {
            Ref.Dec(ts, link);
            return null;
        }
        Append(self, link);
        return Ref.New(result);
    }

    /// <summary>The oldest link leaves the ring and the dict, and comes back with the new key and result.</summary>
    private static PyObject* ReplaceOldest(ThreadState* ts, lru_cache_object* self, PyObject* key, nint hash, PyObject* result)
    {
        lru_list_elem* link = self->root.next;
        Extract(link);
        PyObject* popped = null;
        Lookup found = PyDict.PopKnownHash(ts, self->cache, link->key, link->hash, &popped);
        if (found == Lookup.Error)
        {
            // Back to where it was: the error counts as one of the function.
            InsertBefore(self->root.next, link);
            Ref.Dec(ts, key);
            Ref.Dec(ts, result);
            return null;
        }
        if (found == Lookup.Missing)
        {
            // Something took the oldest key out meanwhile; the link belongs to nothing any more.
            Ref.Dec(ts, link);
            Ref.Dec(ts, key);
            return result;
        }
        PyObject* oldKey = link->key;
        PyObject* oldResult = link->result;
        link->hash = hash;
        link->key = key;
        link->result = result;
        Status stored = PyDict.SetKnownHash(ts, self->cache, key, (PyObject*)link, hash);
        PyObject* answer = null;
        if (stored == Status.Ok)
        {
            Append(self, link);
            answer = Ref.New(result);
        }
        else
        {
            Ref.Dec(ts, link);
        }
        Ref.Dec(ts, popped);
        Ref.Dec(ts, oldKey);
        Ref.Dec(ts, oldResult);
        return answer;
    }
}
