// From objects to the compiler's tree, by the grammar's table. Any object may stand for a product whose fields it has; a sum wants an instance of a constructor's class.
// What only the meaning of a tree forbids is TreeValidator's. A conversion that fails has set an exception and gives false. See docs/internals/ast.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Stdlib.Ast;

/// <summary>A constant that no program can contain; the validator reports it.</summary>
internal sealed class InvalidConstant(string typeName) : Constant
{
    public string TypeName { get; } = typeName;
    public override bool Equals(Constant? other) => ReferenceEquals(this, other);
    public override int GetHashCode() => 0;
}

internal readonly unsafe ref struct ObjectsToTree(ThreadState* ts, AstState state)
{
    private readonly ThreadState* _ts = ts;
    private readonly AstState _state = state;

    private static NodeClass Root(ParseMode mode) => Grammar.ByKind[(int)(mode switch
    {
        ParseMode.Exec => NodeKind.Module,
        ParseMode.Eval => NodeKind.Expression,
        ParseMode.Single => NodeKind.Interactive,
        _ => NodeKind.FunctionType,
    })];

    /// <summary>Whether the tree's root is what the mode of compile() wants; false with an exception.</summary>
    public static bool IsRoot(ThreadState* ts, PyObject* tree, ParseMode mode)
    {
        AstState state = AstState.Of(ts);
        Truth matches = state.IsNull ? Truth.Error : Obj.IsInstance(ts, tree, (PyObject*)state.TypeOf(Root(mode)));
        if (matches == Truth.False)
            Err.Type(ts, $"expected {Root(mode).Name} node, got {PyType.Name(tree->ob_type)}");
        return matches == Truth.True;
    }

    /// <summary>The tree of a root that IsRoot() found good; null with an exception.</summary>
    public static Mod? Convert(ThreadState* ts, PyObject* tree, ParseMode mode)
    {
        AstState state = AstState.Of(ts);
        return !state.IsNull && new ObjectsToTree(ts, state).Node(Root(mode).Sum!, tree, out object? value) ? (Mod?)value : null;
    }

    private bool Fail(PyTypeObject* type, string message)
    {
        Err.SetString(_ts, type, message);
        return false;
    }

    /// <summary>A node or enumeration's member; null for None where the grammar's sums let it pass.</summary>
    private bool Node(NodeClass head, PyObject* o, out object? value)
    {
        value = null;
        if (!head.IsSum)
            return Fields(head, o, out object?[] parts) && Attributes(head, head.Name, o, out int[] place) && Make(head, parts, place, out value);
        if (o == Py.None && !head.IsEnumeration)
            return true;
        if (!Attributes(head, head.Name, o, out int[] at))
            return false;
        NodeClass? one = null;
        foreach (NodeClass constructor in head.Constructors)
        {
            if (o->ob_type == _state.TypeOf(constructor))
                one = constructor;
        }
        for (int i = 0; one == null && i < head.Constructors.Length; i++)
        {
            Truth matches = Obj.IsInstance(_ts, o, (PyObject*)_state.TypeOf(head.Constructors[i]));
            if (matches == Truth.Error)
                return false;
            if (matches == Truth.True)
                one = head.Constructors[i];
        }
        if (one == null)
            return Fail(Exc.TypeError, $"expected some sort of {head.Name}, but got {Obj.ReprText(_ts, o)}");
        if (head.IsEnumeration)
        {
            value = Member(head, one.Member);
            return true;
        }
        return Fields(one, o, out object?[] fields) && Make(one, fields, at, out value);
    }

    private static object Member(NodeClass head, int member)
    {
        if (head == Grammar.Context)
            return (ExprContext)member;
        if (head == Grammar.BoolOperators)
            return (BoolOperator)member;
        if (head == Grammar.Operators)
            return (BinaryOperator)member;
        return head == Grammar.UnaryOperators ? (UnaryOperator)member : (CmpOperator)member;
    }

    private bool Make(NodeClass one, object?[] fields, int[] place, out object? value)
    {
        value = null;
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i] == null && one.Fields[i].Quantity == Quantity.One)
                return Fail(Exc.ValueError, $"field '{one.Fields[i].Name}' is required for {one.Name}");
        }
        Node node = NodeFields.Make(one.Kind, fields);
        if (node is LocatedNode located)
            (located.Lineno, located.ColOffset, located.EndLineno, located.EndColOffset) = (place[0], place[1], place[2], place[3]);
        value = node;
        return true;
    }

    /// <summary>Line and column, and where it ends: there unless it says otherwise.</summary>
    private bool Attributes(NodeClass head, string name, PyObject* o, out int[] values)
    {
        values = [];
        if (head.Attributes.Length == 0)
            return true;
        values = new int[4];
        for (int i = 0; i < 4; i++)
        {
            NodeField field = head.Attributes[i];
            PyObject* found;
            if (Obj.LookupAttr(_ts, o, _state.Name(field), &found) == Lookup.Error)
                return false;
            using Owned<PyObject> value = Own.Of(_ts, found);
            if (field.Quantity == Quantity.Optional && (value.IsNull || value.Pointer == Py.None))
                values[i] = values[i - 2];
            else if (value.IsNull)
                return Fail(Exc.TypeError, $"required field \"{field.Name}\" missing from {name}");
            else if (!Number(value.Pointer, out values[i]))
                return false;
        }
        return true;
    }

    private bool Fields(NodeClass one, PyObject* o, out object?[] values)
    {
        values = new object?[one.Fields.Length];
        for (int i = 0; i < values.Length; i++)
        {
            NodeField field = one.Fields[i];
            PyObject* found;
            if (Obj.LookupAttr(_ts, o, _state.Name(field), &found) == Lookup.Error)
                return false;
            using Owned<PyObject> value = Own.Of(_ts, found);
            if (!NativeStack.Enter(_ts, one.WhileTraversing))
                return false;
            bool worked = field.Quantity is Quantity.Many or Quantity.ManyOptional
                ? List(one, field, value.Pointer, out values[i])
                : One(one, field, value.Pointer, out values[i]);
            if (!worked)
                return false;
        }
        return true;
    }

    private bool One(NodeClass one, NodeField field, PyObject* o, out object? value)
    {
        value = null;
        bool absent = o == null || (o == Py.None && field.Quantity == Quantity.Optional);
        if (absent && field.Quantity == Quantity.Optional)
        {
            if (field.Type == "int")
                value = 0;
            return true;
        }
        if (absent)
            return Fail(Exc.TypeError, $"required field \"{field.Name}\" missing from {one.Name}");
        if (!Value(field, o, out value))
            return false;
        // Two numbers of the grammar are flags of the compiler.
        if (one.Kind is NodeKind.AnnAssign or NodeKind.Comprehension && value is int number)
            value = number != 0;
        return true;
    }

    private bool Value(NodeField field, PyObject* o, out object? value)
    {
        value = null;
        switch (field.Type)
        {
            case "identifier":
            case "string":
                if (o == Py.None && field.Type == "identifier")
                    return true;
                if (field.Type == "string" && PyBytes.CheckExact(o))
                {
                    value = System.Text.Encoding.Latin1.GetString(PyBytes.AsSpan(o));
                    return true;
                }
                if (!PyUnicode.CheckExact(o))
                    return Fail(Exc.TypeError, $"AST {field.Type} must be of type str");
                value = PyUnicode.ToString(o);
                return true;
            case "int":
                bool worked = Number(o, out int number);
                value = number;
                return worked;
            case "constant":
                value = Constant(o);
                return !Err.Occurred(_ts);
            default:
                return Node(field.Class!, o, out value);
        }
    }

    private bool Number(PyObject* o, out int value)
    {
        value = 0;
        if (!PyLong.Check(o))
            return Fail(Exc.ValueError, $"invalid integer value: {Obj.ReprText(_ts, o)}");
        value = PyLong.AsInt32(_ts, o);
        return value != -1 || !Err.Occurred(_ts);
    }

    private bool List(NodeClass one, NodeField field, PyObject* list, out object? value)
    {
        value = null;
        if (list != null && !PyList.Check(list))
            return Fail(Exc.TypeError, $"{one.Name} field \"{field.Name}\" must be a list, not a {PyType.NameOf(list)}");
        nint count = list == null ? 0 : PyList.Size(list);
        Array items = NewArray(field, count);
        for (nint i = 0; i < count; i++)
        {
            using Owned<PyObject> item = Own.Of(_ts, Ref.New(PyList.GetBorrowed(list, i)));
            if (!Value(field, item.Pointer, out object? converted))
                return false;
            if (PyList.Size(list) != count)
                return Fail(Exc.RuntimeError, $"{one.Name} field \"{field.Name}\" changed size during iteration");
            items.SetValue(converted, i);
        }
        value = items;
        return true;
    }

    private static Array NewArray(NodeField field, nint count) => field.Type switch
    {
        "identifier" => new string[count],
        "stmt" => new Stmt[count],
        "expr" => new Expr[count],
        "cmpop" => new CmpOperator[count],
        "comprehension" => new Comprehension[count],
        "excepthandler" => new ExceptHandler[count],
        "arg" => new Arg[count],
        "keyword" => new Keyword[count],
        "alias" => new Alias[count],
        "withitem" => new WithItem[count],
        "match_case" => new MatchCase[count],
        "pattern" => new Pattern[count],
        "type_ignore" => new TypeIgnore[count],
        "type_param" => new TypeParam[count],
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private Constant Constant(PyObject* o)
    {
        string? wrong = WrongType(o);
        if (wrong != null)
            return new InvalidConstant(wrong);
        return CodeLoader.ToConstant(_ts, o) ?? new InvalidConstant(PyType.Name(o->ob_type));
    }

    /// <summary>The name of the type that keeps a value from being a constant, if there is one.</summary>
    private string? WrongType(PyObject* o)
    {
        PyTypeObject* type = o->ob_type;
        if (o == Py.None || o == Py.Ellipsis || type == BoolType.Type || type == IntType.Type || type == FloatType.Type || type == ComplexType.Type || type == StrType.Type || type == BytesType.Type)
            return null;
        if (!NativeStack.Enter(_ts, " during compilation"))
            return "";
        if (type == TupleType.Type)
        {
            for (nint i = 0; i < PyTuple.Size(o); i++)
            {
                if (WrongType(PyTuple.GetBorrowed(o, i)) is { } inner)
                    return inner;
            }
            return null;
        }
        if (type != FrozenSetType.Type)
            return PyType.Name(type);
        nint position = 0;
        PyObject* item;
        nint hash;
        while (PySet.Next(o, &position, &item, &hash))
        {
            if (WrongType(item) is { } inner)
                return inner;
        }
        return null;
    }
}
