// Calls of functools.partial: stored and given arguments side by side on the stack, without a tuple or dict between. See docs/internals/functools.md.
namespace Vivarium.Stdlib.Functools;

internal static unsafe partial class PartialType
{
    private const int StackArguments = 16;

    private static PyObject* MissingPlaces(ThreadState* ts, partialobject* self, nint given) =>
        Err.Type(ts, $"missing positional arguments in 'partial' call; expected at least {self->phcount}, got {given}");

    private static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        partialobject* self = (partialobject*)callable;
        nint given = Call.ArgumentCount(nargsf);
        nint named = kwnames == null ? 0 : PyTuple.Size(kwnames);
        if (given < self->phcount)
            return MissingPlaces(ts, self, given);
        // __setstate__ may run meanwhile.
        PyObject* function = Ref.New(self->fn);
        PyObject* stored = Ref.New(self->args);
        PyObject* result = PyDict.Size(self->kw) != 0
            ? WithStoredKeywords(ts, self, function, stored, args, given, kwnames, named)
            : given + named == 0
                ? Call.Vectorcall(ts, function, PyTuple.Items(stored), (nuint)PyTuple.Size(stored), null)
                : Positional(ts, self->phcount, function, stored, args, given, kwnames, named);
        Ref.Dec(ts, stored);
        Ref.Dec(ts, function);
        return result;
    }

    /// <summary>Stored arguments with the places filled, then what is left of those given; the number of positional arguments.</summary>
    private static nint Lay(PyObject** to, PyObject* stored, nint places, PyObject** args, nint given)
    {
        nint count = PyTuple.Size(stored);
        nint next = 0;
        for (nint i = 0; i < count; i++)
        {
            PyObject* item = PyTuple.GetBorrowed(stored, i);
            to[i] = places != 0 && item == Placeholder.Value ? args[next++] : item;
        }
        for (; next < given; next++)
            to[count++] = args[next];
        return count;
    }

    private static PyObject* Positional(ThreadState* ts, nint places, PyObject* function, PyObject* stored, PyObject** args, nint given, PyObject* kwnames, nint named)
    {
        PyObject** small = stackalloc PyObject*[StackArguments + 1];
        using ArgumentArray array = new(ts, small, StackArguments, PyTuple.Size(stored) + given + named);
        if (array.Items == null)
            return null;
        nint count = Lay(array.Items, stored, places, args, given);
        for (nint i = 0; i < named; i++)
            array.Items[count + i] = args[given + i];
        return Call.Vectorcall(ts, function, array.Items, (nuint)count | Call.ArgumentsOffset, kwnames);
    }

    /// <summary>Stored keywords come first, in their order, with the values that the call gives for them; then the call's own.</summary>
    private static PyObject* WithStoredKeywords(ThreadState* ts, partialobject* self, PyObject* function, PyObject* stored, PyObject** args, nint given, PyObject* kwnames, nint named)
    {
        nint storedNamed = PyDict.Size(self->kw);
        PyObject** small = stackalloc PyObject*[StackArguments + 1];
        using ArgumentArray array = new(ts, small, StackArguments, PyTuple.Size(stored) + given + storedNamed + named);
        if (array.Items == null)
            return null;
        nint count = Lay(array.Items, stored, self->phcount, args, given);
        PyObject** values = array.Items + count;
        nint extra = 0;
        for (nint i = 0; i < named; i++)
        {
            Lookup known = PyDict.Contains(ts, self->kw, PyTuple.GetBorrowed(kwnames, i));
            if (known == Lookup.Error)
                return null;
            extra += known == Lookup.Missing ? 1 : 0;
        }
        using Owned<PyObject> names = Own.Of(ts, PyTuple.New(ts, storedNamed + extra));
        if (names.IsNull)
            return null;
        nint position = 0;
        nint n = 0;
        PyObject* key;
        PyObject* value;
        while (n < storedNamed && PyDict.Next(self->kw, &position, &key, &value))
        {
            if (!PyUnicode.Check(key))
            {
                Release(ts, values, n);
                return Err.Type(ts, "keywords must be strings");
            }
            nint at = IndexOfName(kwnames, named, key);
            PyTuple.SetSteal(names.Pointer, n, Ref.New(key));
            values[n++] = Ref.New(at < 0 ? value : args[given + at]);
        }
        for (nint i = 0; i < named && n < storedNamed + extra; i++)
        {
            PyObject* name = PyTuple.GetBorrowed(kwnames, i);
            if (IndexOfName(names.Pointer, storedNamed, name) >= 0)
                continue;
            PyTuple.SetSteal(names.Pointer, n, Ref.New(name));
            values[n++] = Ref.New(args[given + i]);
        }
        PyObject* result = Call.Vectorcall(ts, function, array.Items, (nuint)count | Call.ArgumentsOffset, names.Pointer);
        Release(ts, values, n);
        return result;
    }

    private static void Release(ThreadState* ts, PyObject** values, nint count)
    {
        for (nint i = 0; i < count; i++)
            Ref.Dec(ts, values[i]);
    }

    private static nint IndexOfName(PyObject* names, nint count, PyObject* name)
    {
        for (nint i = 0; i < count; i++)
        {
            if (PyTuple.GetBorrowed(names, i) == name)
                return i;
        }
        for (nint i = 0; i < count; i++)
        {
            if (PyUnicode.Equal(PyTuple.GetBorrowed(names, i), name))
                return i;
        }
        return -1;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* callable, PyObject* args, PyObject* kwargs)
    {
        partialobject* self = (partialobject*)callable;
        nint given = PyTuple.Size(args);
        if (kwargs == null || PyDict.Size(kwargs) == 0)
            return Vectorcall(ts, callable, PyTuple.Items(args), (nuint)given, null);
        if (given < self->phcount)
            return MissingPlaces(ts, self, given);
        using Owned<PyObject> function = Own.Of(ts, Ref.New(self->fn));
        using Owned<PyObject> all = Own.Of(ts, Joined(ts, self, args));
        using Owned<PyObject> keywords = Own.Of(ts, all.IsNull ? null : MergedKeywords(ts, self->kw, kwargs));
        return keywords.IsNull ? null : Call.Object(ts, function.Pointer, all.Pointer, keywords.Pointer);
    }
}
