// The node classes of one interpreter, made by calling type() when the first tree is asked for, with the shared instances of operators and contexts and the names of fields.
// All are in one tuple that the interpreter holds: classes, then instances, then names. See docs/internals/ast.md.
using Call = Vivarium.Runtime.Abstract.Call;

namespace Vivarium.Stdlib.Ast;

internal readonly unsafe struct AstState
{
    private readonly PyObject* _items;

    private AstState(PyObject* items) => _items = items;

    public bool IsNull => _items == null;

    public PyTypeObject* TypeOf(NodeClass one) => (PyTypeObject*)PyTuple.GetBorrowed(_items, one.Index);

    /// <summary>The shared instance of an enumeration's member, borrowed.</summary>
    public PyObject* Instance(NodeClass member) => PyTuple.GetBorrowed(_items, Grammar.Classes.Length + member.Index);

    public PyObject* Name(NodeField field) => PyTuple.GetBorrowed(_items, 2 * Grammar.Classes.Length + field.NameIndex);

    /// <summary>The state of the interpreter; null with an exception.</summary>
    public static AstState Of(ThreadState* ts)
    {
        if (ts->interp->ast_state == null)
        {
            PyObject* items = PyTuple.New(ts, 2 * Grammar.Classes.Length + Grammar.Names.Length);
            if (items == null)
                return default;
            PyTuple.Track(ts, items);
            if (Fill(ts, new AstState(items)) != Status.Ok)
            {
                Ref.Dec(ts, items);
                return default;
            }
            // Making classes runs no code of the program: nobody came first.
            ts->interp->ast_state = items;
        }
        return new AstState(ts->interp->ast_state);
    }

    private static Status Fill(ThreadState* ts, AstState state)
    {
        int count = Grammar.Classes.Length;
        for (int i = 0; i < Grammar.Names.Length; i++)
        {
            PyObject* name = PyUnicode.InternFromString(ts, Grammar.Names[i]);
            if (name == null)
                return Status.Error;
            PyTuple.SetSteal(state._items, 2 * count + i, name);
        }
        foreach (NodeClass one in Grammar.Classes)
        {
            PyObject* type = MakeType(ts, state, one);
            if (type == null)
                return Status.Error;
            PyTuple.SetSteal(state._items, one.Index, type);
            PyObject* instance = one.Sum is { IsEnumeration: true } ? TypeSlots.Of((PyTypeObject*)type)->tp_alloc(ts, (PyTypeObject*)type, 0) : Py.None;
            if (instance == null)
                return Status.Error;
            PyTuple.SetSteal(state._items, count + one.Index, instance);
        }
        foreach (NodeClass one in Grammar.Classes)
        {
            if (!one.IsSum && SetFieldTypes(ts, state, one) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static PyObject* NameTuple(ThreadState* ts, AstState state, NodeField[] fields)
    {
        if (fields.Length == 0)
            return PyTuple.Empty();
        PyObject* tuple = PyTuple.New(ts, fields.Length);
        for (int i = 0; tuple != null && i < fields.Length; i++)
            PyTuple.SetSteal(tuple, i, Ref.New(state.Name(fields[i])));
        if (tuple != null)
            PyTuple.Track(ts, tuple);
        return tuple;
    }

    private static PyObject* MakeType(ThreadState* ts, AstState state, NodeClass one)
    {
        PyObject* parent = one.Sum == null ? (PyObject*)AstType.Type : (PyObject*)state.TypeOf(one.Sum);
        using Owned<PyObject> fields = Own.Of(ts, NameTuple(ts, state, one.Fields));
        using Owned<PyObject> members = Own.Of(ts, fields.IsNull ? null : PyDict.New(ts));
        using Owned<PyObject> doc = Own.Of(ts, members.IsNull ? null : PyUnicode.FromString(ts, one.Doc));
        using Owned<PyObject> module = Own.Of(ts, doc.IsNull ? null : PyUnicode.InternFromString(ts, "ast"));
        if (module.IsNull || PyDict.Set(ts, members.Pointer, Id._fields, fields.Pointer) != Status.Ok
            || PyDict.Set(ts, members.Pointer, Id.__match_args__, fields.Pointer) != Status.Ok
            || PyDict.Set(ts, members.Pointer, Id.__module__, module.Pointer) != Status.Ok
            || PyDict.Set(ts, members.Pointer, Id.__doc__, doc.Pointer) != Status.Ok)
            return null;
        using Owned<PyObject> bases = Own.Of(ts, PyTuple.Pack(ts, parent));
        using Owned<PyObject> name = Own.Of(ts, bases.IsNull ? null : PyUnicode.InternFromString(ts, one.Name));
        using Owned<PyObject> type = Own.Of(ts, name.IsNull ? null : Call.ThreeArgs(ts, (PyObject*)TypeType.Type, name.Pointer, bases.Pointer, members.Pointer));
        if (type.IsNull || (one.Sum == null && SetAttributes(ts, state, one, type.Pointer) != Status.Ok))
            return null;
        return NoneFor(ts, state, one.Fields, type.Pointer) == Status.Ok ? type.Release() : null;
    }

    private static Status SetAttributes(ThreadState* ts, AstState state, NodeClass one, PyObject* type)
    {
        using Owned<PyObject> names = Own.Of(ts, NameTuple(ts, state, one.Attributes));
        return names.IsNull || Obj.SetAttr(ts, type, Id._attributes, names.Pointer) != Status.Ok ? Status.Error : NoneFor(ts, state, one.Attributes, type);
    }

    /// <summary>Optional fields are None by an attribute of the class.</summary>
    private static Status NoneFor(ThreadState* ts, AstState state, NodeField[] fields, PyObject* type)
    {
        foreach (NodeField field in fields)
        {
            if (field.Quantity == Quantity.Optional && Obj.SetAttr(ts, type, state.Name(field), Py.None) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static Status SetFieldTypes(ThreadState* ts, AstState state, NodeClass one)
    {
        using Owned<PyObject> types = Own.Of(ts, PyDict.New(ts));
        if (types.IsNull)
            return Status.Error;
        foreach (NodeField field in one.Fields)
        {
            using Owned<PyObject> type = Own.Of(ts, FieldType(ts, state, field));
            if (type.IsNull || PyDict.Set(ts, types.Pointer, state.Name(field), type.Pointer) != Status.Ok)
                return Status.Error;
        }
        PyObject* owner = (PyObject*)state.TypeOf(one);
        return Obj.SetAttr(ts, owner, Id._field_types, types.Pointer) != Status.Ok ? Status.Error : Obj.SetAttr(ts, owner, Id.__annotations__, types.Pointer);
    }

    private static PyObject* FieldType(ThreadState* ts, AstState state, NodeField field)
    {
        PyObject* type = (PyObject*)(field.Type switch
        {
            "identifier" or "string" => StrType.Type,
            "int" => IntType.Type,
            "constant" => ObjectType.Type,
            _ => state.TypeOf(field.Class!),
        });
        return field.Quantity switch
        {
            Quantity.One => Ref.New(type),
            Quantity.Optional => UnionSupport.OrAnything(ts, type, Py.None),
            _ => GenericAliasSupport.New(ts, (PyObject*)ListType.Type, type),
        };
    }
}
