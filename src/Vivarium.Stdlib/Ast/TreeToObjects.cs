// From the compiler's tree to objects, by the grammar's table. See docs/internals/ast.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Stdlib.Ast;

internal readonly unsafe ref struct TreeToObjects(ThreadState* ts, AstState state)
{
    private readonly ThreadState* _ts = ts;
    private readonly AstState _state = state;

    /// <summary>The object of a tree; owned.</summary>
    public static PyObject* Convert(ThreadState* ts, Node tree)
    {
        AstState state = AstState.Of(ts);
        return state.IsNull ? null : new TreeToObjects(ts, state).Node(tree);
    }

    private PyObject* Node(Node node)
    {
        if (!NativeStack.Enter(_ts, " during  ast construction"))
            return null;
        NodeClass one = Grammar.ByKind[(int)node.Kind];
        PyTypeObject* type = _state.TypeOf(one);
        using Owned<PyObject> self = Own.Of(_ts, TypeSlots.Of(type)->tp_alloc(_ts, type, 0));
        PyObject* dict = self.IsNull ? null : ((AST_object*)self.Pointer)->dict = PyDict.New(_ts);
        if (dict == null)
            return null;
        object?[] values = NodeFields.Of(node);
        for (int i = 0; i < values.Length; i++)
        {
            if (!Store(dict, one.Fields[i], Value(one.Fields[i], values[i])))
                return null;
        }
        if (node is LocatedNode located)
        {
            NodeField[] attributes = one.AllAttributes;
            if (!Store(dict, attributes[0], Number(located.Lineno)) || !Store(dict, attributes[1], Number(located.ColOffset))
                || !Store(dict, attributes[2], Number(located.EndLineno)) || !Store(dict, attributes[3], Number(located.EndColOffset)))
                return null;
        }
        return self.Release();
    }

    private bool Store(PyObject* dict, NodeField field, PyObject* value)
    {
        if (value == null)
            return false;
        Status status = PyDict.Set(_ts, dict, _state.Name(field), value);
        Ref.Dec(_ts, value);
        return status == Status.Ok;
    }

    private PyObject* Number(int value) => PyLong.FromInt64(_ts, value);

    private PyObject* Value(NodeField field, object? value)
    {
        switch (value)
        {
            case null: return Py.None;
            case Node node: return Node(node);
            case string text: return field.Type == "identifier" ? PyUnicode.InternFromString(_ts, text) : PyUnicode.FromString(_ts, text);
            case Array items: return List(field, items);
            case Constant constant: return CodeLoader.FromConstant(_ts, constant);
            case int number: return Number(number);
            case bool flag: return Number(flag ? 1 : 0);
            default: return Ref.New(_state.Instance(field.Class!.Constructors[MemberOf(value)]));
        }
    }

    private static int MemberOf(object value) => value switch
    {
        ExprContext context => (int)context,
        BoolOperator op => (int)op,
        BinaryOperator op => (int)op,
        UnaryOperator op => (int)op,
        CmpOperator op => (int)op,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private PyObject* List(NodeField field, Array items)
    {
        PyObject* list = PyList.New(_ts, items.Length);
        for (int i = 0; list != null && i < items.Length; i++)
        {
            PyObject* item = Value(field, items.GetValue(i));
            if (item == null)
            {
                Ref.Dec(_ts, list);
                return null;
            }
            PyList.SetSteal(list, i, item);
        }
        return list;
    }
}
