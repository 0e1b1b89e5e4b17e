// Template strings (PEP 750): the objects behind t"…". See docs/internals/templates.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct TemplateObject
{
    public PyObject ob_base;
    public PyObject* strings;
    public PyObject* interpolations;
}

internal unsafe struct InterpolationObject
{
    public PyObject ob_base;
    public PyObject* value;
    public PyObject* expression;
    public PyObject* conversion;
    public PyObject* format_spec;
}

internal unsafe struct TemplateIterObject
{
    public PyObject ob_base;
    public PyObject* strings;
    public PyObject* interpolations;
    /// <summary>The next part: even numbers are strings.</summary>
    public nint position;
}

internal static unsafe class Templates
{
    /// <summary>Of a tuple of n + 1 strings and one of n interpolations.</summary>
    public static PyObject* Build(ThreadState* ts, PyObject* strings, PyObject* interpolations)
    {
        TemplateObject* self = (TemplateObject*)ObjectAlloc.GcNew(ts, TemplateType.Type);
        if (self == null)
            return null;
        self->strings = Ref.New(strings);
        self->interpolations = Ref.New(interpolations);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    /// <summary>The conversion is 0 for none, else the number of CONVERT_VALUE.</summary>
    public static PyObject* BuildInterpolation(ThreadState* ts, PyObject* value, PyObject* expression, int conversion, PyObject* formatSpec)
    {
        PyObject* letter = conversion switch
        {
            1 => PyUnicode.Latin1Char('s'),
            2 => PyUnicode.Latin1Char('r'),
            3 => PyUnicode.Latin1Char('a'),
            _ => Py.None,
        };
        return NewInterpolation(ts, value, expression, letter, formatSpec == null ? PyUnicode.Empty : formatSpec);
    }

    public static PyObject* NewInterpolation(ThreadState* ts, PyObject* value, PyObject* expression, PyObject* conversion, PyObject* formatSpec)
    {
        InterpolationObject* self = (InterpolationObject*)ObjectAlloc.GcNew(ts, InterpolationType.Type);
        if (self == null)
            return null;
        self->value = Ref.New(value);
        self->expression = Ref.New(expression);
        self->conversion = Ref.New(conversion);
        self->format_spec = Ref.New(formatSpec);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    /// <summary>From strings and interpolations in any order: neighbouring strings are joined, missing ones are empty.</summary>
    public static PyObject* FromParts(ThreadState* ts, PyObject** parts, nint count)
    {
        using Owned<PyObject> strings = Own.Of(ts, PyList.New(ts, 0));
        using Owned<PyObject> interpolations = Own.Of(ts, strings.IsNull ? null : PyList.New(ts, 0));
        if (interpolations.IsNull)
            return null;
        bool lastIsString = false;
        for (nint i = 0; i < count; i++)
        {
            PyObject* part = parts[i];
            if (PyUnicode.Check(part))
            {
                if (!AddString(ts, strings.Pointer, part, lastIsString))
                    return null;
                lastIsString = true;
                continue;
            }
            if (part->ob_type != InterpolationType.Type)
                return Err.Type(ts, $"Template.__new__ *args need to be of type 'str' or 'Interpolation', got {PyType.NameOf(part)}");
            if ((!lastIsString && PyList.Append(ts, strings.Pointer, PyUnicode.Empty) != Status.Ok) || PyList.Append(ts, interpolations.Pointer, part) != Status.Ok)
                return null;
            lastIsString = false;
        }
        if (!lastIsString && PyList.Append(ts, strings.Pointer, PyUnicode.Empty) != Status.Ok)
            return null;
        using Owned<PyObject> stringTuple = Own.Of(ts, PyList.AsTuple(ts, strings.Pointer));
        using Owned<PyObject> interpolationTuple = Own.Of(ts, stringTuple.IsNull ? null : PyList.AsTuple(ts, interpolations.Pointer));
        return interpolationTuple.IsNull ? null : Build(ts, stringTuple.Pointer, interpolationTuple.Pointer);
    }

    private static bool AddString(ThreadState* ts, PyObject* strings, PyObject* part, bool join)
    {
        if (!join)
            return PyList.Append(ts, strings, part) == Status.Ok;
        nint last = PyList.Size(strings) - 1;
        PyObject* joined = PyUnicode.Concat(ts, PyList.GetBorrowed(strings, last), part);
        if (joined == null)
            return false;
        Ref.SetSteal(ts, PyList.Items(strings) + last, joined);
        return true;
    }

    /// <summary>The last string of the first meets the first of the second.</summary>
    public static PyObject* Concat(ThreadState* ts, TemplateObject* a, TemplateObject* b)
    {
        using Owned<PyObject> strings = Own.Of(ts, PyList.FromSequence(ts, a->strings));
        if (strings.IsNull || !AddString(ts, strings.Pointer, PyTuple.GetBorrowed(b->strings, 0), true))
            return null;
        for (nint i = 1; i < PyTuple.Size(b->strings); i++)
        {
            if (PyList.Append(ts, strings.Pointer, PyTuple.GetBorrowed(b->strings, i)) != Status.Ok)
                return null;
        }
        using Owned<PyObject> tuple = Own.Of(ts, PyList.AsTuple(ts, strings.Pointer));
        using Owned<PyObject> interpolations = Own.Of(ts, tuple.IsNull ? null : Seq.Concat(ts, a->interpolations, b->interpolations));
        return interpolations.IsNull ? null : Build(ts, tuple.Pointer, interpolations.Pointer);
    }
}
