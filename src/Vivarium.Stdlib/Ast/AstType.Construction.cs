// How nodes are made: arguments become fields, what is left out is filled in or warned of, and copies with changes. See docs/internals/ast.md.
namespace Vivarium.Stdlib.Ast;

internal static unsafe partial class AstType
{
    [Slot]
    private static Status tp_init(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        PyObject* found;
        if (Obj.LookupAttr(ts, (PyObject*)self->ob_type, Id._fields, &found) == Lookup.Error)
            return Status.Error;
        using Owned<PyObject> fields = Own.Of(ts, found);
        nint count = fields.IsNull ? 0 : Obj.Size(ts, fields.Pointer);
        using Owned<PyObject> missing = Own.Of(ts, count < 0 ? null : PySet.New(ts, fields.Pointer));
        if (missing.IsNull)
            return Status.Error;
        nint given = PyTuple.Size(args);
        if (count < given)
            return Err.TypeStatus(ts, $"{PyType.Name(self->ob_type)} constructor takes at most {count} positional argument{(count == 1 ? "" : "s")}");
        for (nint i = 0; i < given; i++)
        {
            using Owned<PyObject> name = Own.Of(ts, Seq.GetItem(ts, fields.Pointer, i));
            if (name.IsNull || Obj.SetAttr(ts, self, name.Pointer, PyTuple.GetBorrowed(args, i)) != Status.Ok || PySet.Discard(ts, missing.Pointer, name.Pointer) == Lookup.Error)
                return Status.Error;
        }
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (kwargs != null && PyDict.Next(kwargs, &position, &key, &value))
        {
            using Owned<PyObject> heldKey = Own.Of(ts, Ref.New(key));
            using Owned<PyObject> heldValue = Own.Of(ts, Ref.New(value));
            if (CheckKeyword(ts, self, fields.Pointer, missing.Pointer, key) != Status.Ok || Obj.SetAttr(ts, self, key, value) != Status.Ok)
                return Status.Error;
        }
        return PySet.Size(missing.Pointer) == 0 ? Status.Ok : FillIn(ts, self, missing.Pointer);
    }

    private static Status Deprecated(ThreadState* ts, string message) => Err.Warn(ts, Exc.DeprecationWarning, message, 1);

    private static Status CheckKeyword(ThreadState* ts, PyObject* self, PyObject* fields, PyObject* missing, PyObject* key)
    {
        Truth isField = fields == null ? Truth.False : Obj.Contains(ts, fields, key);
        if (isField == Truth.Error)
            return Status.Error;
        if (isField == Truth.True)
        {
            Lookup discarded = PySet.Discard(ts, missing, key);
            return discarded == Lookup.Missing ? Err.TypeStatus(ts, $"{PyType.Name(self->ob_type)} got multiple values for argument {Obj.ReprText(ts, key)}")
                : discarded == Lookup.Error ? Status.Error : Status.Ok;
        }
        PyObject* found;
        if (Obj.LookupAttr(ts, (PyObject*)self->ob_type, Id._attributes, &found) == Lookup.Error)
            return Status.Error;
        using Owned<PyObject> attributes = Own.Of(ts, found);
        Truth isAttribute = attributes.IsNull ? Truth.False : Obj.Contains(ts, attributes.Pointer, key);
        if (isAttribute != Truth.False)
            return isAttribute == Truth.True ? Status.Ok : Status.Error;
        return Deprecated(ts, $"{PyType.NameOf(self)}.__init__ got an unexpected keyword argument {Obj.ReprText(ts, key)}. "
            + "Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.");
    }

    /// <summary>Lists start empty, contexts are Load, optional fields stay with the class; what else is left out is warned of.</summary>
    private static Status FillIn(ThreadState* ts, PyObject* self, PyObject* missing)
    {
        PyObject* found;
        if (Obj.LookupAttr(ts, (PyObject*)self->ob_type, Id._field_types, &found) == Lookup.Error)
            return Status.Error;
        using Owned<PyObject> types = Own.Of(ts, found);
        if (types.IsNull)
            return Status.Ok;
        AstState state = AstState.Of(ts);
        using Owned<PyObject> names = Own.Of(ts, state.IsNull ? null : PyTuple.FromSequence(ts, missing));
        if (names.IsNull)
            return Status.Error;
        for (nint i = 0; i < PyTuple.Size(names.Pointer); i++)
        {
            PyObject* name = PyTuple.GetBorrowed(names.Pointer, i);
            using Owned<PyObject> type = Own.Of(ts, PyDict.Check(types.Pointer) ? Ref.XNew(PyDict.GetBorrowed(ts, types.Pointer, name)) : Obj.GetItem(ts, types.Pointer, name));
            if (type.IsNull && Err.Occurred(ts) && !Err.ClearIf(ts, Exc.KeyError))
                return Status.Error;
            if (FillIn(ts, state, self, name, type.Pointer) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static Status FillIn(ThreadState* ts, AstState state, PyObject* self, PyObject* name, PyObject* type)
    {
        if (type == null)
            return Deprecated(ts, $"Field {Obj.ReprText(ts, name)} is missing from {PyType.NameOf(self)}._field_types. This will become an error in Python 3.15.");
        if (UnionSupport.Check(type))
            return Status.Ok;
        if (GenericAliasSupport.Check(type))
        {
            using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
            return list.IsNull ? Status.Error : Obj.SetAttr(ts, self, name, list.Pointer);
        }
        if (type == (PyObject*)state.TypeOf(Grammar.Context))
            return Obj.SetAttr(ts, self, name, state.Instance(Grammar.Context.Constructors[0]));
        return Deprecated(ts, $"{PyType.NameOf(self)}.__init__ missing 1 required positional argument: {Obj.ReprText(ts, name)}. This will become an error in Python 3.15.");
    }

    // ---- Copies with changes --------------------------------------------------------------------------------------------------------------

    [PyMethod(Doc = "A copy of the node in which the given fields and attributes are changed.")]
    private static PyObject* __replace__(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs > 0)
            return Err.Type(ts, "__replace__() takes no positional arguments");
        PyObject* type = (PyObject*)self->ob_type;
        PyObject* found;
        if (Obj.LookupAttr(ts, type, Id._fields, &found) == Lookup.Error)
            return null;
        using Owned<PyObject> fields = Own.Of(ts, found);
        if (Obj.LookupAttr(ts, type, Id._attributes, &found) == Lookup.Error)
            return null;
        using Owned<PyObject> attributes = Own.Of(ts, found);
        if (Obj.LookupAttr(ts, self, Id.__dict__, &found) == Lookup.Error)
            return null;
        using Owned<PyObject> dict = Own.Of(ts, found);
        using Owned<PyObject> payload = Own.Of(ts, PyDict.New(ts));
        using Owned<PyObject> expected = Own.Of(ts, payload.IsNull ? null : PySet.New(ts, fields.Pointer));
        if (expected.IsNull || (!attributes.IsNull && PySet.Update(ts, expected.Pointer, attributes.Pointer) != Status.Ok)
            || TakeOver(ts, expected.Pointer, dict.Pointer, payload.Pointer) != Status.Ok)
            return null;
        using Owned<PyObject> all = Own.Of(ts, PySet.New(ts, fields.Pointer));
        if (all.IsNull || (!attributes.IsNull && PySet.Update(ts, all.Pointer, attributes.Pointer) != Status.Ok))
            return null;
        for (nint i = 0; kwnames != null && i < PyTuple.Size(kwnames); i++)
        {
            PyObject* name = PyTuple.GetBorrowed(kwnames, i);
            Lookup known = PySet.Contains(ts, all.Pointer, name);
            if (known == Lookup.Missing)
                return Err.Type(ts, $"{PyType.Name(self->ob_type)}.__replace__ got an unexpected keyword argument {Obj.ReprText(ts, name)}.");
            if (known == Lookup.Error || PySet.Discard(ts, expected.Pointer, name) == Lookup.Error || PyDict.Set(ts, payload.Pointer, name, args[i]) != Status.Ok)
                return null;
        }
        if (CheckComplete(ts, self, attributes.Pointer, expected.Pointer) != Status.Ok)
            return null;
        return Call.Object(ts, type, PyTuple.Empty(), payload.Pointer);
    }

    /// <summary>Copies the fields and attributes that the node has, and strikes them off.</summary>
    private static Status TakeOver(ThreadState* ts, PyObject* expected, PyObject* dict, PyObject* payload)
    {
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (dict != null && PyDict.Next(dict, &position, &key, &value))
        {
            using Owned<PyObject> heldKey = Own.Of(ts, Ref.New(key));
            using Owned<PyObject> heldValue = Own.Of(ts, Ref.New(value));
            Lookup discarded = PySet.Discard(ts, expected, key);
            if (discarded == Lookup.Error || (discarded == Lookup.Found && PyDict.Set(ts, payload, key, value) != Status.Ok))
                return Status.Error;
        }
        return Status.Ok;
    }

    private static Status CheckComplete(ThreadState* ts, PyObject* self, PyObject* attributes, PyObject* expected)
    {
        using Owned<PyObject> names = Own.Of(ts, attributes == null ? PyTuple.Empty() : PyTuple.FromSequence(ts, attributes));
        for (nint i = 0; !names.IsNull && i < PyTuple.Size(names.Pointer); i++)
        {
            if (PySet.Discard(ts, expected, PyTuple.GetBorrowed(names.Pointer, i)) == Lookup.Error)
                return Status.Error;
        }
        PyObject* found;
        if (names.IsNull || Obj.LookupAttr(ts, (PyObject*)self->ob_type, Id._field_types, &found) == Lookup.Error)
            return Status.Error;
        using Owned<PyObject> types = Own.Of(ts, found);
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (!types.IsNull && PyDict.Check(types.Pointer) && PyDict.Next(types.Pointer, &position, &key, &value))
        {
            if (UnionSupport.Check(value) && PySet.Discard(ts, expected, key) == Lookup.Error)
                return Status.Error;
        }
        if (PySet.Size(expected) == 0)
            return Status.Ok;
        using Owned<PyObject> left = Own.Of(ts, PyList.FromSequence(ts, expected));
        if (left.IsNull || PyList.Sort(ts, left.Pointer) != Status.Ok)
            return Status.Error;
        nint count = PyList.Size(left.Pointer);
        var texts = new string[count];
        for (nint i = 0; i < count; i++)
            texts[i] = Obj.ReprText(ts, PyList.GetBorrowed(left.Pointer, i));
        return Err.TypeStatus(ts, $"{PyType.Name(self->ob_type)}.__replace__ missing {count} keyword argument{(count == 1 ? "" : "s")}: {string.Join(", ", texts)}.");
    }
}
