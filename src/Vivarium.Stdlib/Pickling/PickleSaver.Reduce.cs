// Writing what __reduce__ and its kin return: a callable with arguments, and optionally state, list items, dict items and a function that sets the state. The functions
// named __newobj__ and __newobj_ex__ have instructions of their own. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal static unsafe partial class PickleSaver
{
    private static PyObject* Part(PyObject* reduced, nint index)
    {
        PyObject* part = index < PyTuple.Size(reduced) ? PyTuple.GetBorrowed(reduced, index) : null;
        return part == Py.None && index >= 2 ? null : part;
    }

    /// <summary>Writes an object by its reduction; the caller holds the tuple.</summary>
    private static Status SaveReduce(ThreadState* ts, PicklerObject* self, PyObject* reduced, PyObject* o)
    {
        if (PyTuple.Size(reduced) is < 2 or > 6)
            return PickleState.Fail(ts, "tuple returned by __reduce__ must contain 2 through 6 elements");
        PyObject* function = Part(reduced, 0);
        PyObject* arguments = Part(reduced, 1);
        PyObject* state = Part(reduced, 2);
        PyObject* listItems = Part(reduced, 3);
        PyObject* dictItems = Part(reduced, 4);
        PyObject* setter = Part(reduced, 5);
        if (!Obj.IsCallable(function))
            return WrongPart(ts, "first", "callable", function);
        if (!PyTuple.Check(arguments))
            return WrongPart(ts, "second", "a tuple", arguments);
        if (listItems != null && !Obj.IsIterator(listItems))
            return WrongPart(ts, "fourth", "an iterator", listItems);
        if (dictItems != null && !Obj.IsIterator(dictItems))
            return WrongPart(ts, "fifth", "an iterator", dictItems);
        if (setter != null && !Obj.IsCallable(setter))
            return WrongPart(ts, "sixth", "callable", setter);
        if (SaveConstruction(ts, self, function, arguments, o) != Status.Ok)
            return Status.Error;
        // Already in the memo, it is part of itself: what was made for it goes away.
        Status status = !IsWritten(self, o) ? Memoize(ts, self, o)
            : PickleOutput.Write(ts, self, PickleOpcode.POP) == Status.Ok ? WriteGet(ts, self, o) : Status.Error;
        if (status != Status.Ok || (listItems != null && BatchItems(ts, self, listItems, o) != Status.Ok) || (dictItems != null && BatchPairs(ts, self, dictItems, o) != Status.Ok))
            return Status.Error;
        if (state == null)
            return Status.Ok;
        return setter == null ? SaveState(ts, self, state, o) : SaveStateBySetter(ts, self, setter, state, o);
    }

    private static Status WrongPart(ThreadState* ts, string which, string kind, PyObject* part) =>
        PickleState.Fail(ts, $"{which} item of the tuple returned by __reduce__ must be {kind}, not {PyType.FullName(part->ob_type)}");

    private static Status SaveNoted(ThreadState* ts, PicklerObject* self, PyObject* part, PyObject* o, string note) =>
        Save(ts, self, part) == Status.Ok ? Status.Ok : PickleNotes.Add(ts, o, note);

    private static Status SaveState(ThreadState* ts, PicklerObject* self, PyObject* state, PyObject* o) =>
        SaveNoted(ts, self, state, o, "state") == Status.Ok ? PickleOutput.Write(ts, self, PickleOpcode.BUILD) : Status.Error;

    /// <summary>A call of the setter with the object and its state, whose result is dropped.</summary>
    private static Status SaveStateBySetter(ThreadState* ts, PicklerObject* self, PyObject* setter, PyObject* state, PyObject* o)
    {
        if (SaveNoted(ts, self, setter, o, "state setter") != Status.Ok || Save(ts, self, o) != Status.Ok || SaveNoted(ts, self, state, o, "state") != Status.Ok)
            return Status.Error;
        return PickleOutput.Write(ts, self, [PickleOpcode.TUPLE2, PickleOpcode.REDUCE, PickleOpcode.POP]);
    }

    private static Status SaveConstruction(ThreadState* ts, PicklerObject* self, PyObject* function, PyObject* arguments, PyObject* o)
    {
        if (self->proto >= 2)
        {
            PyObject* name;
            Lookup found = Obj.LookupAttr(ts, function, Id.__name__, &name);
            using Owned<PyObject> held = Own.Of(ts, name);
            if (found == Lookup.Error)
                return Status.Error;
            if (found == Lookup.Found && PyUnicode.Check(name))
            {
                if (PyUnicode.EqualToAscii(name, "__newobj_ex__"u8))
                    return SaveNewObjectEx(ts, self, arguments, o);
                if (PyUnicode.EqualToAscii(name, "__newobj__"u8))
                    return SaveNewObject(ts, self, arguments, o);
            }
        }
        return SaveNoted(ts, self, function, o, "reconstructor") == Status.Ok && SaveNoted(ts, self, arguments, o, "reconstructor arguments") == Status.Ok
            ? PickleOutput.Write(ts, self, PickleOpcode.REDUCE)
            : Status.Error;
    }

    private static Status SaveNewObject(ThreadState* ts, PicklerObject* self, PyObject* arguments, PyObject* o)
    {
        if (PyTuple.Size(arguments) < 1)
            return PickleState.Fail(ts, $"__newobj__ expected at least 1 argument, got {PyTuple.Size(arguments)}");
        PyObject* cls = PyTuple.GetBorrowed(arguments, 0);
        if (!PyType.Check(cls))
            return PickleState.Fail(ts, $"first argument to __newobj__() must be a class, not {PyType.FullName(cls->ob_type)}");
        if (CheckClass(ts, cls, o, "__newobj__") != Status.Ok)
            return Status.Error;
        using Owned<PyObject> rest = Own.Of(ts, PyTuple.GetSlice(ts, arguments, 1, PyTuple.Size(arguments)));
        if (rest.IsNull || SaveNoted(ts, self, cls, o, "class") != Status.Ok || SaveNoted(ts, self, rest.Pointer, o, "__new__ arguments") != Status.Ok)
            return Status.Error;
        return PickleOutput.Write(ts, self, PickleOpcode.NEWOBJ);
    }

    /// <summary>The class must be that of the object.</summary>
    private static Status CheckClass(ThreadState* ts, PyObject* cls, PyObject* o, string function)
    {
        using Owned<PyObject> own = Own.Of(ts, Obj.GetAttr(ts, o, Id.__class__));
        if (own.IsNull)
            return Status.Error;
        if (own.Pointer == cls)
            return Status.Ok;
        return PickleState.Fail(ts, $"first argument to {function}() must be {Obj.ReprText(ts, own.Pointer)}, not {Obj.ReprText(ts, cls)}");
    }

    private static Status SaveNewObjectEx(ThreadState* ts, PicklerObject* self, PyObject* arguments, PyObject* o)
    {
        if (PyTuple.Size(arguments) != 3)
            return PickleState.Fail(ts, $"__newobj_ex__ expected 3 arguments, got {PyTuple.Size(arguments)}");
        PyObject* cls = PyTuple.GetBorrowed(arguments, 0);
        PyObject* positional = PyTuple.GetBorrowed(arguments, 1);
        PyObject* named = PyTuple.GetBorrowed(arguments, 2);
        if (!PyType.Check(cls))
            return PickleState.Fail(ts, $"first argument to __newobj_ex__() must be a class, not {PyType.FullName(cls->ob_type)}");
        if (!PyTuple.Check(positional))
            return PickleState.Fail(ts, $"second argument to __newobj_ex__() must be a tuple, not {PyType.FullName(positional->ob_type)}");
        if (!PyDict.Check(named))
            return PickleState.Fail(ts, $"third argument to __newobj_ex__() must be a dict, not {PyType.FullName(named->ob_type)}");
        if (self->proto >= 4)
        {
            return SaveNoted(ts, self, cls, o, "class") == Status.Ok && SaveNoted(ts, self, positional, o, "__new__ arguments") == Status.Ok
                && SaveNoted(ts, self, named, o, "__new__ arguments") == Status.Ok ? PickleOutput.Write(ts, self, PickleOpcode.NEWOBJ_EX) : Status.Error;
        }
        using Owned<PyObject> call = Own.Of(ts, NewAsPartial(ts, cls, positional, named));
        if (call.IsNull || SaveNoted(ts, self, call.Pointer, o, "reconstructor") != Status.Ok || Save(ts, self, PyTuple.Empty()) != Status.Ok)
            return Status.Error;
        return PickleOutput.Write(ts, self, PickleOpcode.REDUCE);
    }

    /// <summary>functools.partial(cls.__new__, cls, *positional, **named): protocols before 4 cannot say named arguments otherwise.</summary>
    private static PyObject* NewAsPartial(ThreadState* ts, PyObject* cls, PyObject* positional, PyObject* named)
    {
        nint count = PyTuple.Size(positional);
        using Owned<PyObject> arguments = Own.Of(ts, PyTuple.New(ts, count + 2));
        if (arguments.IsNull)
            return null;
        for (nint i = 0; i < count + 2; i++)
            PyTuple.SetSteal(arguments.Pointer, i, Py.None);
        PyObject* make = Obj.GetAttr(ts, cls, Id.__new__);
        if (make == null)
            return null;
        PyTuple.SetSteal(arguments.Pointer, 0, make);
        PyTuple.SetSteal(arguments.Pointer, 1, Ref.New(cls));
        for (nint i = 0; i < count; i++)
            PyTuple.SetSteal(arguments.Pointer, i + 2, Ref.New(PyTuple.GetBorrowed(positional, i)));
        return Call.Object(ts, PickleState.Partial(ts), arguments.Pointer, named);
    }
}
