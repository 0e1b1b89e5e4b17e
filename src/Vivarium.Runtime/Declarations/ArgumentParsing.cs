// The cold half of argument parsing: keywords, counts and their messages, which are CPython's. Generated wrappers (docs/internals/declarations.md)
// handle the plain positional call themselves and come here for the rest.
namespace Vivarium.Runtime.Declarations;

internal static unsafe partial class ArgumentParsing
{
    /// <summary>"pop expected at most 1 argument, got 2": for functions that take no keywords.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool CheckPositional(ThreadState* ts, string function, nint nargs, nint min, nint max)
    {
        if (nargs >= min && nargs <= max)
            return true;
        nint bound = nargs < min ? min : max;
        string how = min == max ? "" : nargs < min ? "at least " : "at most ";
        Err.Type(ts, $"{function} expected {how}{bound} argument{Plural(bound)}, got {nargs}");
        return false;
    }

    /// <summary>"list() takes no keyword arguments", for tp_new and tp_init.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool NoKeywords(ThreadState* ts, string function, PyObject* kwargs)
    {
        if (kwargs == null || PyDict.Size(kwargs) == 0)
            return true;
        Err.Type(ts, $"{function}() takes no keyword arguments");
        return false;
    }

    /// <summary>"f() argument 1 must be str, not int"; null for "return".</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* BadArgument(ThreadState* ts, string function, string display, string expected, PyObject* given)
    {
        string name = given == Py.None ? "None" : DeclaredText.ToString(given->ob_type->tp_name);
        return Err.Type(ts, $"{function}() {display} must be {expected}, not {name}");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInstance(PyObject* o, PyTypeObject* type) => o->ob_type == type || PyType.IsSubtype(o->ob_type, type);

    /// <summary>
    /// Fills <paramref name="values"/> (one place for each parameter, null when absent; all borrowed) from a vectorcall with keyword names.
    /// *rest is the tuple of further positional arguments, *more the dict of further keywords or null when there are none; both owned.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool UnpackKeywords(
        ThreadState* ts, ArgumentSpec* spec, PyObject** args, nint nargs, PyObject* kwnames, PyObject** values, PyObject** rest, PyObject** more)
    {
        nint count = kwnames == null ? 0 : PyTuple.Size(kwnames);
        PyObject** names = count == 0 ? null : PyTuple.Items(kwnames);
        return Unpack(ts, spec, args, nargs, names, args + nargs, count, values, rest, more);
    }

    /// <summary>The same from a tuple's items and a dict (or null), for tp_new and tp_init.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool UnpackKeywordDict(
        ThreadState* ts, ArgumentSpec* spec, PyObject** args, nint nargs, PyObject* kwargs, PyObject** values, PyObject** rest, PyObject** more)
    {
        nint count = kwargs == null ? 0 : PyDict.Size(kwargs);
        if (count == 0)
            return Unpack(ts, spec, args, nargs, null, null, 0, values, rest, more);
        const int OnStack = 16;
        PyObject** pairs = stackalloc PyObject*[OnStack * 2];
        PyObject** names = pairs;
        if (count > OnStack)
        {
            names = (PyObject**)Vivarium.Heap.MemDomain.Malloc(ts->interp->heap, (nuint)(count * 2 * sizeof(PyObject*)));
            if (names == null)
            {
                Err.NoMemory(ts);
                return false;
            }
        }
        PyObject** keywordValues = names + count;
        nint position = 0;
        for (nint i = 0; i < count && PyDict.Next(kwargs, &position, names + i, keywordValues + i); i++)
        {
        }
        bool result = Unpack(ts, spec, args, nargs, names, keywordValues, count, values, rest, more);
        if (names != pairs)
            Vivarium.Heap.MemDomain.Free(ts->interp->heap, names);
        return result;
    }

    private static bool Unpack(
        ThreadState* ts, ArgumentSpec* spec, PyObject** args, nint nargs, PyObject** names, PyObject** keywordValues, nint keywords,
        PyObject** values, PyObject** rest, PyObject** more)
    {
        nint extra = nargs > spec->max_positional ? nargs - spec->max_positional : 0;
        if (!CheckCounts(ts, spec, nargs, keywords, more != null))
            return false;
        nint given = nargs - extra;
        for (nint i = 0; i < spec->length; i++)
            values[i] = i < given ? args[i] : null;
        nint used = TakeKeywords(spec, given, names, keywordValues, keywords, values);
        if (!CheckRequired(ts, spec, given, values))
            return false;
        if (used < keywords && !CheckLeftOver(ts, spec, given, names, keywords, more != null))
            return false;
        if (rest != null && (*rest = PyTuple.FromArray(ts, args + given, extra)) == null)
            return false;
        if (more == null || used == keywords || CollectMore(ts, spec, names, keywordValues, keywords, more))
            return true;
        if (rest != null)
            Ref.Clear(ts, rest);
        return false;
    }

    private static bool CheckCounts(ThreadState* ts, ArgumentSpec* spec, nint nargs, nint keywords, bool anyKeyword)
    {
        if (!spec->var_positional && !anyKeyword && nargs + keywords > spec->length)
            return FailTooMany(ts, spec, nargs, keywords);
        if (!spec->var_positional && nargs > spec->max_positional)
            return FailPositional(ts, spec, nargs);
        int min = Math.Min(spec->positional_only, spec->min_positional);
        if (nargs >= min)
            return true;
        string how = spec->var_positional || min < spec->max_positional ? "at least" : "exactly";
        Err.Type(ts, $"{NameOf(spec)} takes {how} {min} positional argument{Plural(min)} ({nargs} given)");
        return false;
    }

    private static bool FailTooMany(ThreadState* ts, ArgumentSpec* spec, nint nargs, nint keywords)
    {
        string kind = nargs == 0 ? "keyword " : "";
        Err.Type(ts, $"{NameOf(spec)} takes at most {spec->length} {kind}argument{Plural(spec->length)} ({nargs + keywords} given)");
        return false;
    }

    private static bool FailPositional(ThreadState* ts, ArgumentSpec* spec, nint nargs)
    {
        int max = spec->max_positional;
        string how = spec->min_positional < max ? "at most" : "exactly";
        Err.Type(ts, max == 0
            ? $"{NameOf(spec)} takes no positional arguments"
            : $"{NameOf(spec)} takes {how} {max} positional argument{Plural(max)} ({nargs} given)");
        return false;
    }

    /// <summary>Puts keyword arguments into empty places; returns how many found one.</summary>
    private static nint TakeKeywords(ArgumentSpec* spec, nint given, PyObject** names, PyObject** keywordValues, nint keywords, PyObject** values)
    {
        nint used = 0;
        for (nint k = 0; k < keywords; k++)
        {
            nint place = PlaceOf(spec, names[k]);
            if (place >= given && values[place] == null)
            {
                values[place] = keywordValues[k];
                used++;
            }
        }
        return used;
    }

    /// <summary>Place of the parameter with that name, or -1.</summary>
    private static nint PlaceOf(ArgumentSpec* spec, PyObject* name)
    {
        PyObject** names = &spec->names;
        for (nint i = spec->positional_only; i < spec->length; i++)
        {
            if (names[i] == name)
                return i;
        }
        if (!PyUnicode.Check(name))
            return -1;
        for (nint i = spec->positional_only; i < spec->length; i++)
        {
            if (PyUnicode.Equal(names[i], name))
                return i;
        }
        return -1;
    }

    private static bool CheckRequired(ThreadState* ts, ArgumentSpec* spec, nint given, PyObject** values)
    {
        int limit = spec->min_keyword > 0 ? spec->max_positional + spec->min_keyword : spec->min_positional;
        for (nint i = Math.Max(given, spec->positional_only); i < limit; i++)
        {
            if (values[i] != null || (i >= spec->min_positional && i < spec->max_positional))
                continue;
            Err.Type(ts, $"{NameOf(spec)} missing required argument '{PyUnicode.ToString((&spec->names)[i])}' (pos {i + 1})");
            return false;
        }
        return true;
    }

    /// <summary>Some keywords found no place: given twice, or unknown.</summary>
    private static bool CheckLeftOver(ThreadState* ts, ArgumentSpec* spec, nint given, PyObject** names, nint keywords, bool anyKeyword)
    {
        for (nint i = spec->positional_only; i < given; i++)
        {
            for (nint k = 0; k < keywords; k++)
            {
                if (PlaceOf(spec, names[k]) != i)
                    continue;
                Err.Type(ts, $"argument for {NameOf(spec)} given by name ('{PyUnicode.ToString((&spec->names)[i])}') and position ({i + 1})");
                return false;
            }
        }
        for (nint k = 0; k < keywords; k++)
        {
            if (!PyUnicode.Check(names[k]))
            {
                Err.Type(ts, "keywords must be strings");
                return false;
            }
            if (anyKeyword || PlaceOf(spec, names[k]) >= 0)
                continue;
            FailUnknown(ts, spec, names[k]);
            return false;
        }
        if (anyKeyword)
            return true;
        Err.Type(ts, $"invalid keyword argument for {NameOf(spec)}");
        return false;
    }

    private static void FailUnknown(ThreadState* ts, ArgumentSpec* spec, PyObject* name)
    {
        string wrong = PyUnicode.ToString(name);
        var candidates = new List<string>();
        for (nint i = spec->positional_only; i < spec->length; i++)
            candidates.Add(PyUnicode.ToString((&spec->names)[i]));
        string? suggestion = Suggestions.Find(wrong, candidates);
        string hint = suggestion is null ? "" : $". Did you mean '{suggestion}'?";
        Err.Type(ts, $"{(*spec->function == 0 ? "this function" : NameOf(spec))} got an unexpected keyword argument '{wrong}'{hint}");
    }

    private static bool CollectMore(ThreadState* ts, ArgumentSpec* spec, PyObject** names, PyObject** keywordValues, nint keywords, PyObject** more)
    {
        PyObject* dict = PyDict.New(ts);
        for (nint k = 0; dict != null && k < keywords; k++)
        {
            if (PlaceOf(spec, names[k]) >= 0 || PyDict.Set(ts, dict, names[k], keywordValues[k]) == Status.Ok)
                continue;
            Ref.Dec(ts, dict);
            dict = null;
        }
        *more = dict;
        return dict != null;
    }

    /// <summary>"pop()", or "function" when there is no name.</summary>
    private static string NameOf(ArgumentSpec* spec) => *spec->function == 0 ? "function" : $"{DeclaredText.ToString(spec->function)}()";

    private static string Plural(nint n) => n == 1 ? "" : "s";
}
