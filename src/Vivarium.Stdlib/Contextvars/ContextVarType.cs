// The type ContextVar. A variable remembers the value it last had in a thread's context: a borrowed reference, good as long as the thread state and the number of its
// context changes are the same. See docs/internals/contextvars.md.
namespace Vivarium.Stdlib.Contextvars;

internal unsafe struct PyContextVar
{
    public PyObject ob_base;
    public PyObject* var_name;
    public PyObject* var_default;
    public PyObject* var_cached;
    public ulong var_cached_tsid;
    public ulong var_cached_tsver;
    public nint var_hash;
}

[PyType("_contextvars.ContextVar", Layout = typeof(PyContextVar), Flags = TypeFlags.HaveGc)]
[PyMember("name", "var_name", MemberType.Object)]
internal static unsafe partial class ContextVarType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        nint given = PyTuple.Size(args);
        nint named = kwargs == null ? 0 : PyDict.Size(kwargs);
        if (given + named > 2)
            return Err.Type(ts, $"ContextVar() takes at most 2 arguments ({given + named} given)");
        if (given != 1)
            return Err.Type(ts, $"ContextVar() takes {(given < 1 ? "exactly" : "at most")} 1 positional argument ({given} given)");
        PyObject* standard = null;
        if (named != 0)
        {
            nint position = 0;
            PyObject* key;
            PyDict.Next(kwargs, &position, &key, &standard);
            if (!PyUnicode.EqualToAscii(key, "default"u8))
                return Err.Type(ts, $"ContextVar() got an unexpected keyword argument '{Obj.StrText(ts, key)}'");
        }
        return New(ts, PyTuple.GetBorrowed(args, 0), standard);
    }

    private static PyObject* New(ThreadState* ts, PyObject* name, PyObject* standard)
    {
        if (!PyUnicode.Check(name))
            return Err.Type(ts, "context variable name must be a str");
        nint nameHash = Obj.Hash(ts, name);
        PyContextVar* self = nameHash == -1 ? null : (PyContextVar*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->var_name = Ref.New(name);
        self->var_default = Ref.XNew(standard);
        self->var_cached = null;
        self->var_cached_tsid = 0;
        self->var_cached_tsver = 0;
        nint hash = ObjectType.HashPointer(self) ^ nameHash;
        self->var_hash = hash == -1 ? -2 : hash;
        GcList.Track(ts, (PyObject*)self);
        return (PyObject*)self;
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyContextVar* self) => self->var_hash;

    /// <summary>The value in the thread's context, owned; null when it has none there.</summary>
    private static Lookup Value(ThreadState* ts, PyContextVar* self, PyObject** value)
    {
        *value = null;
        if (ts->context == null)
            return Lookup.Missing;
        if (self->var_cached != null && self->var_cached_tsid == ts->id && self->var_cached_tsver == ts->context_ver)
        {
            *value = Ref.New(self->var_cached);
            return Lookup.Found;
        }
        Lookup found = PyDict.GetRefKnownHash(ts, ((PyContext*)ts->context)->ctx_vars, (PyObject*)self, self->var_hash, value);
        if (found == Lookup.Found)
            Remember(ts, self, *value);
        return found;
    }

    private static void Remember(ThreadState* ts, PyContextVar* self, PyObject* value)
    {
        self->var_cached = value;
        self->var_cached_tsid = ts->id;
        self->var_cached_tsver = ts->context_ver;
    }

    private const string GetDoc = "The value of the variable in the current context.\n\nWithout one it is what default says; without that the default with which the\nvariable was made; without that LookupError is raised.";

    [PyMethod("($self, default=<unrepresentable>, /)", Doc = GetDoc)]
    private static PyObject* get(ThreadState* ts, PyContextVar* self, PyObject* @default = null)
    {
        PyObject* value;
        Lookup found = Value(ts, self, &value);
        if (found != Lookup.Missing)
            return value;
        PyObject* standard = @default != null ? @default : self->var_default;
        return standard != null ? Ref.New(standard) : Err.SetObject(ts, Exc.LookupError, (PyObject*)self);
    }

    [PyMethod("($self, value, /)", Doc = "Gives the variable a value in the current context.\n\nThe token that is returned brings the old value back, through reset().")]
    private static PyObject* set(ThreadState* ts, PyContextVar* self, PyObject* value)
    {
        PyContext* context = Contexts.CurrentBorrowed(ts);
        PyObject* old = null;
        if (context == null || PyDict.GetRefKnownHash(ts, context->ctx_vars, (PyObject*)self, self->var_hash, &old) == Lookup.Error)
            return null;
        PyObject* token = TokenType.New(ts, context, self, old);
        Ref.XDec(ts, old);
        if (token == null || Store(ts, context, self, value) == Status.Ok)
            return token;
        Ref.Dec(ts, token);
        return null;
    }

    private static Status Store(ThreadState* ts, PyContext* context, PyContextVar* self, PyObject* value)
    {
        // The old value's end may run code that sets the variable again: what is remembered must be there before.
        using Owned<PyObject> held = Own.Of(ts, Ref.New(context));
        PyObject* old;
        if (PyDict.GetRefKnownHash(ts, context->ctx_vars, (PyObject*)self, self->var_hash, &old) == Lookup.Error)
            return Status.Error;
        self->var_cached = null;
        Status status = Contexts.Set(ts, context, (PyObject*)self, value);
        if (status == Status.Ok)
            Remember(ts, self, value);
        Ref.XDec(ts, old);
        return status;
    }

    [PyMethod("($self, token, /)", Doc = "Gives the variable back the value that it had before the set() that made the token.\n\nA token can be used once, in the context it was made in.")]
    private static Status reset(ThreadState* ts, PyContextVar* self, PyObject* token) => token->ob_type == TokenType.Type
        ? Reset(ts, self, (PyContextToken*)token)
        : Err.TypeStatus(ts, $"expected an instance of Token, got {Obj.ReprText(ts, token)}");

    public static Status Reset(ThreadState* ts, PyContextVar* self, PyContextToken* token)
    {
        if (token->tok_used != 0)
        {
            Err.Runtime(ts, $"{Obj.ReprText(ts, (PyObject*)token)} has already been used once");
            return Status.Error;
        }
        if (token->tok_var != self)
            return Err.ValueStatus(ts, $"{Obj.ReprText(ts, (PyObject*)token)} was created by a different ContextVar");
        PyContext* context = Contexts.CurrentBorrowed(ts);
        if (context == null)
            return Status.Error;
        if (context != token->tok_ctx)
            return Err.ValueStatus(ts, $"{Obj.ReprText(ts, (PyObject*)token)} was created in a different Context");
        token->tok_used = 1;
        if (token->tok_oldval != null)
            return Store(ts, context, self, token->tok_oldval);
        self->var_cached = null;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(context));
        if (PyDict.ContainsKnownHash(ts, context->ctx_vars, (PyObject*)self, self->var_hash) != Lookup.Missing)
            return Contexts.Delete(ts, context, (PyObject*)self);
        Err.SetObject(ts, Exc.LookupError, (PyObject*)self);
        return Status.Error;
    }

    [PyClassMethod("($type, object, /)", Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyContextVar* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteAscii("<ContextVar name="u8);
        writer.WriteRepr(self->var_name);
        if (self->var_default != null)
        {
            writer.WriteAscii(" default="u8);
            writer.WriteRepr(self->var_default);
        }
        writer.WriteString($" at 0x{(nint)self:x}>");
        return writer.Finish();
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyContextVar* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyContextVar* self, visitproc visit, void* arg)
    {
        int r = self->var_name == null ? 0 : visit(self->var_name, arg);
        return r != 0 || self->var_default == null ? r : visit(self->var_default, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyContextVar* self)
    {
        Ref.Clear(ts, &self->var_name);
        Ref.Clear(ts, &self->var_default);
        self->var_cached = null;
    }
}
