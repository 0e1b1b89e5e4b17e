// The type Token: what brings a context variable's old value back, by reset() or at the end of a with block. See docs/internals/contextvars.md.
namespace Vivarium.Stdlib.Contextvars;

internal unsafe struct PyContextToken
{
    public PyObject ob_base;
    public PyContext* tok_ctx;
    public PyContextVar* tok_var;
    /// <summary>Null when the variable had no value.</summary>
    public PyObject* tok_oldval;
    public int tok_used;
}

[PyType("_contextvars.Token", Layout = typeof(PyContextToken), Flags = TypeFlags.HaveGc, None = "tp_hash")]
internal static unsafe partial class TokenType
{
    /// <summary>Stands for the value of a variable that had none; the class attribute MISSING.</summary>
    public static readonly PyObject* Missing = ImmortalRegion.AllocateObject(TokenMissingType.Type, (nuint)sizeof(PyObject));

    public static Status AddConstants(ThreadState* ts) => PyDict.Set(ts, Type->tp_dict, Id.MISSING, Missing);

    public static PyObject* New(ThreadState* ts, PyContext* context, PyContextVar* variable, PyObject* old)
    {
        PyContextToken* self = (PyContextToken*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->tok_ctx = (PyContext*)Ref.New(context);
        self->tok_var = (PyContextVar*)Ref.New(variable);
        self->tok_oldval = Ref.XNew(old);
        self->tok_used = 0;
        GcList.Track(ts, (PyObject*)self);
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) =>
        Err.Runtime(ts, "Tokens can only be created by ContextVars");

    [PyGetSet("var")]
    private static PyObject* Variable(ThreadState* ts, PyContextToken* self) => Ref.New(self->tok_var);

    [PyGetSet("old_value")]
    private static PyObject* OldValue(ThreadState* ts, PyContextToken* self) => self->tok_oldval == null ? Missing : Ref.New(self->tok_oldval);

    [PyMethod("($self, /)", Doc = "The token itself.")]
    private static PyObject* __enter__(ThreadState* ts, PyContextToken* self) => Ref.New(self);

    [PyMethod("($self, type, val, tb, /)", Doc = "Gives the variable back the value it had before.")]
    private static Status __exit__(ThreadState* ts, PyContextToken* self, PyObject* type, PyObject* val, PyObject* tb) => ContextVarType.Reset(ts, self->tok_var, self);

    [PyClassMethod("($type, object, /)", Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyContextToken* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteString(self->tok_used != 0 ? "<Token used var=" : "<Token var=");
        writer.WriteRepr((PyObject*)self->tok_var);
        writer.WriteString($" at 0x{(nint)self:x}>");
        return writer.Finish();
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyContextToken* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyContextToken* self, visitproc visit, void* arg)
    {
        PyObject** fields = (PyObject**)&self->tok_ctx;
        for (int i = 0; i < 3; i++)
        {
            int r = fields[i] == null ? 0 : visit(fields[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyContextToken* self)
    {
        Ref.Clear(ts, (PyObject**)&self->tok_ctx);
        Ref.Clear(ts, (PyObject**)&self->tok_var);
        Ref.Clear(ts, &self->tok_oldval);
    }
}

[PyType("Token.MISSING", Layout = typeof(PyObject), Flags = TypeFlags.DisallowInstantiation)]
internal static unsafe partial class TokenMissingType
{
    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "<Token.MISSING>");
}
