// functools.partial: a callable with some arguments given in advance. Places held by Placeholder are filled by the call's first positional arguments.
// Invariant: phcount is the number of placeholders in args, and the last of args is none. Calls are in PartialCall.cs. See docs/internals/functools.md.
namespace Vivarium.Stdlib.Functools;

internal unsafe struct partialobject
{
    public PyObject ob_base;
    public PyObject* fn;
    public PyObject* args;
    public PyObject* kw;
    public PyObject* dict;
    public PyObject* weakreflist;
    public PyObject* placeholder;
    public nint phcount;
    public vectorcallfunc vectorcall;
}

[PyType("functools.partial", Layout = typeof(partialobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, WeaklistField = "weakreflist", DictField = "dict",
    VectorcallField = "vectorcall", TextSignature = "(func, /, *args, **keywords)", Doc = "A function with some of its arguments and keywords given in advance.")]
[PyMember("func", "fn", MemberType.Object, Doc = "the function that will be called")]
[PyMember("args", "args", MemberType.Object, Doc = "the arguments that will come first")]
[PyMember("keywords", "kw", MemberType.Object, Doc = "the keyword arguments that will be there")]
internal static unsafe partial class PartialType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        nint given = PyTuple.Size(args) - 1;
        if (given < 0)
            return Err.Type(ts, "type 'partial' takes at least one argument");
        PyObject* function = PyTuple.GetBorrowed(args, 0);
        if (!Obj.IsCallable(function))
            return Err.Type(ts, "the first argument must be callable");
        if (given > 0 && PyTuple.GetBorrowed(args, given) == Placeholder.Value)
            return Err.Type(ts, "trailing Placeholders are not allowed");
        if (HasPlaceholder(kwargs))
            return Err.Type(ts, "Placeholder cannot be passed as a keyword argument");
        // A partial of a partial without attributes of its own becomes one of the inner function.
        partialobject* inner = (void*)TypeSlots.Of(function)->tp_call == (void*)TypeSlots.Of(Type)->tp_call && ((partialobject*)function)->dict == null ? (partialobject*)function : null;
        using Owned<PyObject> own = Own.Of(ts, PyTuple.GetSlice(ts, args, 1, given + 1));
        using Owned<PyObject> all = Own.Of(ts, own.IsNull ? null : inner == null ? Ref.New(own.Pointer) : Joined(ts, inner, own.Pointer));
        using Owned<PyObject> keywords = Own.Of(ts, all.IsNull ? null : MergedKeywords(ts, inner == null ? null : inner->kw, kwargs));
        if (keywords.IsNull)
            return null;
        partialobject* self = (partialobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->fn = Ref.New(inner == null ? function : inner->fn);
        self->phcount = PlaceholderCount(all.Pointer);
        self->args = all.Release();
        self->kw = keywords.Release();
        self->vectorcall = &Vectorcall;
        return (PyObject*)self;
    }

    private static bool HasPlaceholder(PyObject* kwargs)
    {
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (kwargs != null && PyDict.Next(kwargs, &position, &key, &value))
        {
            if (value == Placeholder.Value)
                return true;
        }
        return false;
    }

    private static nint PlaceholderCount(PyObject* args)
    {
        nint count = 0;
        for (nint i = 0; i < PyTuple.Size(args); i++)
            count += PyTuple.GetBorrowed(args, i) == Placeholder.Value ? 1 : 0;
        return count;
    }

    /// <summary>The inner partial's arguments, with its free places filled by the new ones, and the rest of these behind.</summary>
    private static PyObject* Joined(ThreadState* ts, partialobject* inner, PyObject* args)
    {
        nint stored = PyTuple.Size(inner->args);
        nint given = PyTuple.Size(args);
        nint filled = Math.Min(given, inner->phcount);
        PyObject* result = PyTuple.New(ts, stored + given - filled);
        if (result == null)
            return null;
        nint next = 0;
        for (nint i = 0; i < stored; i++)
        {
            PyObject* item = PyTuple.GetBorrowed(inner->args, i);
            if (item == Placeholder.Value && next < given)
                item = PyTuple.GetBorrowed(args, next++);
            PyTuple.SetSteal(result, i, Ref.New(item));
        }
        for (nint i = stored; next < given; i++)
            PyTuple.SetSteal(result, i, Ref.New(PyTuple.GetBorrowed(args, next++)));
        if (PyTuple.Size(result) > 0)
            PyTuple.Track(ts, result);
        return result;
    }

    /// <summary>A new dict of both; what the call gives wins.</summary>
    private static PyObject* MergedKeywords(ThreadState* ts, PyObject* stored, PyObject* given)
    {
        PyObject* result = stored != null ? PyDict.Copy(ts, stored) : given != null ? PyDict.Copy(ts, given) : PyDict.New(ts);
        if (result == null || stored == null || given == null || PyDict.Merge(ts, result, given, 1) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PyObject* self, PyObject* instance, PyObject* owner) =>
        instance == null || instance == Py.None ? Ref.New(self) : MethodType.New(ts, self, instance);

    [PyGetSet("__dict__", Setter = nameof(SetDict))]
    private static PyObject* GetDict(ThreadState* ts, PyObject* self) => GenericAttr.GetDict(ts, self);

    private static Status SetDict(ThreadState* ts, PyObject* self, PyObject* value) => GenericAttr.SetDict(ts, self, value);

    // ---- Text -----------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, partialobject* self)
    {
        int entered = Obj.ReprEnter(ts, (PyObject*)self);
        if (entered != 0)
            return entered < 0 ? null : PyUnicode.FromString(ts, "...");
        // The text of an argument may come from code that changes the state.
        using Owned<PyObject> function = Own.Of(ts, Ref.New(self->fn));
        using Owned<PyObject> args = Own.Of(ts, Ref.New(self->args));
        using Owned<PyObject> keywords = Own.Of(ts, Ref.New(self->kw));
        PyObject* result = Text(ts, ((PyObject*)self)->ob_type, function.Pointer, args.Pointer, keywords.Pointer);
        Obj.ReprLeave(ts, (PyObject*)self);
        return result;
    }

    private static PyObject* Text(ThreadState* ts, PyTypeObject* type, PyObject* function, PyObject* args, PyObject* keywords)
    {
        using Owned<PyObject> module = Own.Of(ts, Obj.GetAttr(ts, (PyObject*)type, Id.__module__));
        using Owned<PyObject> name = Own.Of(ts, module.IsNull ? null : Obj.GetAttr(ts, (PyObject*)type, Id.__qualname__));
        if (name.IsNull)
            return null;
        UnicodeWriter writer = new(ts);
        writer.WriteSteal(Obj.Str(ts, module.Pointer));
        writer.WriteChar('.');
        writer.WriteSteal(Obj.Str(ts, name.Pointer));
        writer.WriteChar('(');
        writer.WriteRepr(function);
        for (nint i = 0; i < PyTuple.Size(args); i++)
        {
            writer.WriteAscii(", "u8);
            writer.WriteRepr(PyTuple.GetBorrowed(args, i));
        }
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (PyDict.Next(keywords, &position, &key, &value))
        {
            using Owned<PyObject> heldKey = Own.Of(ts, Ref.New(key));
            using Owned<PyObject> heldValue = Own.Of(ts, Ref.New(value));
            writer.WriteAscii(", "u8);
            writer.WriteSteal(Obj.Str(ts, key));
            writer.WriteChar('=');
            writer.WriteRepr(value);
        }
        writer.WriteChar(')');
        return writer.Finish();
    }

    // ---- Pickling -------------------------------------------------------------------------------------------------------------------------

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, partialobject* self)
    {
        using Owned<PyObject> construction = Own.Of(ts, PyTuple.Pack(ts, self->fn));
        using Owned<PyObject> state = Own.Of(ts, construction.IsNull ? null : PyTuple.New(ts, 4));
        if (state.IsNull)
            return null;
        PyTuple.SetSteal(state.Pointer, 0, Ref.New(self->fn));
        PyTuple.SetSteal(state.Pointer, 1, Ref.New(self->args));
        PyTuple.SetSteal(state.Pointer, 2, Ref.New(self->kw));
        PyTuple.SetSteal(state.Pointer, 3, Ref.New(self->dict == null ? Py.None : self->dict));
        PyTuple.Track(ts, state.Pointer);
        return PyTuple.Pack(ts, (PyObject*)((PyObject*)self)->ob_type, construction.Pointer, state.Pointer);
    }

    [PyMethod("($self, state, /)", HideSignature = true)]
    private static PyObject* __setstate__(ThreadState* ts, partialobject* self, PyObject* state)
    {
        if (!PyTuple.Check(state) || PyTuple.Size(state) != 4)
            return Err.Type(ts, "invalid partial state");
        PyObject* function = PyTuple.GetBorrowed(state, 0);
        PyObject* args = PyTuple.GetBorrowed(state, 1);
        PyObject* keywords = PyTuple.GetBorrowed(state, 2);
        PyObject* dict = PyTuple.GetBorrowed(state, 3);
        if (!Obj.IsCallable(function) || !PyTuple.Check(args) || (keywords != Py.None && !PyDict.Check(keywords)))
            return Err.Type(ts, "invalid partial state");
        if (PyTuple.Size(args) > 0 && PyTuple.GetBorrowed(args, PyTuple.Size(args) - 1) == Placeholder.Value)
            return Err.Type(ts, "trailing Placeholders are not allowed");
        using Owned<PyObject> heldArgs = Own.Of(ts, PyTuple.CheckExact(args) ? Ref.New(args) : PyTuple.FromSequence(ts, args));
        using Owned<PyObject> heldKeywords = Own.Of(ts, heldArgs.IsNull ? null
            : keywords == Py.None ? PyDict.New(ts) : PyDict.CheckExact(keywords) ? Ref.New(keywords) : PyDict.Copy(ts, keywords));
        if (heldKeywords.IsNull)
            return null;
        self->phcount = PlaceholderCount(heldArgs.Pointer);
        Ref.SetSteal(ts, &self->fn, Ref.New(function));
        Ref.SetSteal(ts, &self->args, heldArgs.Release());
        Ref.SetSteal(ts, &self->kw, heldKeywords.Release());
        Ref.SetSteal(ts, &self->dict, dict == Py.None ? null : Ref.New(dict));
        return Py.None;
    }

    [PyClassMethod("($type, object, /)", HideSignature = true, Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);

    // ---- The object's end -----------------------------------------------------------------------------------------------------------------

    [Slot]
    private static void tp_dealloc(ThreadState* ts, partialobject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(partialobject* self, visitproc visit, void* arg)
    {
        PyObject** fields = &self->fn;
        for (int i = 0; i < 4; i++)
        {
            int r = fields[i] == null ? 0 : visit(fields[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, partialobject* self)
    {
        Ref.Clear(ts, &self->fn);
        Ref.Clear(ts, &self->args);
        Ref.Clear(ts, &self->kw);
        Ref.Clear(ts, &self->dict);
    }
}
