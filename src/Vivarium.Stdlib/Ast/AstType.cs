// The type AST, base of all nodes: an object whose dict holds fields and attributes. Construction is in AstType.Construction.cs, repr in AstType.Text.cs.
// See docs/internals/ast.md.
namespace Vivarium.Stdlib.Ast;

internal unsafe struct AST_object
{
    public PyObject ob_base;
    public PyObject* dict;
}

[PyType("ast.AST", Layout = typeof(AST_object), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, DictField = "dict")]
internal static unsafe partial class AstType
{
    public static Status AddConstants(ThreadState* ts) =>
        PyDict.Set(ts, Type->tp_dict, Id._fields, PyTuple.Empty()) != Status.Ok || PyDict.Set(ts, Type->tp_dict, Id.__match_args__, PyTuple.Empty()) != Status.Ok
            ? Status.Error : PyDict.Set(ts, Type->tp_dict, Id._attributes, PyTuple.Empty());

    public static bool Check(PyObject* o) => o->ob_type == Type || PyType.IsSubtype(o->ob_type, Type);

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeSlots.Of(type)->tp_alloc(ts, type, 0);

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyObject* self, PyObject* name) => GenericAttr.Get(ts, self, name);

    [Slot]
    private static Status tp_setattro(ThreadState* ts, PyObject* self, PyObject* name, PyObject* value) => GenericAttr.Set(ts, self, name, value);

    [PyGetSet("__dict__", Setter = nameof(SetDict))]
    private static PyObject* GetDict(ThreadState* ts, PyObject* self) => GenericAttr.GetDict(ts, self);

    private static Status SetDict(ThreadState* ts, PyObject* self, PyObject* value) => GenericAttr.SetDict(ts, self, value);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, AST_object* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Clear(ts, &self->dict);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(AST_object* self, visitproc visit, void* arg) => self->dict == null ? 0 : visit(self->dict, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, AST_object* self) => Ref.Clear(ts, &self->dict);

    /// <summary>Fields that are there come back with the state; as arguments None stands for them, so that construction does not warn.</summary>
    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self)
    {
        PyObject* found;
        if (Obj.LookupAttr(ts, self, Id.__dict__, &found) == Lookup.Error)
            return null;
        using Owned<PyObject> dict = Own.Of(ts, found);
        if (dict.IsNull)
            return PyTuple.PackStealOrNull(ts, Ref.New(self->ob_type), PyTuple.Empty());
        if (Obj.LookupAttr(ts, (PyObject*)self->ob_type, Id._fields, &found) == Lookup.Error)
            return null;
        using Owned<PyObject> fields = Own.Of(ts, found);
        nint given = 0;
        nint count = fields.IsNull ? 0 : Obj.Size(ts, fields.Pointer);
        if (count < 0)
            return null;
        for (; given < count; given++)
        {
            using Owned<PyObject> name = Own.Of(ts, Seq.GetItem(ts, fields.Pointer, given));
            Lookup there = name.IsNull ? Lookup.Error : PyDict.Contains(ts, dict.Pointer, name.Pointer);
            if (there == Lookup.Error)
                return null;
            if (there == Lookup.Missing)
                break;
        }
        using Owned<PyObject> arguments = Own.Of(ts, given == 0 ? PyTuple.Empty() : PyTuple.New(ts, given));
        using Owned<PyObject> state = Own.Of(ts, arguments.IsNull ? null : PyDict.Copy(ts, dict.Pointer));
        if (state.IsNull)
            return null;
        for (nint i = 0; i < given; i++)
            PyTuple.SetSteal(arguments.Pointer, i, Py.None);
        return PyTuple.Pack(ts, (PyObject*)self->ob_type, arguments.Pointer, state.Pointer);
    }
}
