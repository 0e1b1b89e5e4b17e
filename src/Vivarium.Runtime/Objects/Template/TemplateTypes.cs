// The types of string.templatelib: Template, its iterator, and Interpolation. See docs/internals/templates.md.
namespace Vivarium.Runtime.Objects;

[PyType("string.templatelib.Template", Layout = typeof(TemplateObject), Flags = TypeFlags.HaveGc, Doc = "A template string: its literal parts and what was interpolated.")]
[PyMember("strings", "strings", MemberType.Object, Doc = "the literal parts, one more than interpolations")]
[PyMember("interpolations", "interpolations", MemberType.Object, Doc = "the interpolations in order")]
internal static unsafe partial class TemplateType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "Template.__new__ only accepts *args arguments");
        return Templates.FromParts(ts, PyTuple.Items(args), PyTuple.Size(args));
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, TemplateObject* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, TemplateObject* self)
    {
        Ref.Clear(ts, &self->strings);
        Ref.Clear(ts, &self->interpolations);
    }

    [Slot]
    private static int tp_traverse(TemplateObject* self, visitproc visit, void* arg)
    {
        int r = self->strings == null ? 0 : visit(self->strings, arg);
        return r == 0 && self->interpolations != null ? visit(self->interpolations, arg) : r;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, TemplateObject* self)
    {
        using Owned<PyObject> strings = Own.Of(ts, Obj.Repr(ts, self->strings));
        using Owned<PyObject> interpolations = Own.Of(ts, strings.IsNull ? null : Obj.Repr(ts, self->interpolations));
        return interpolations.IsNull ? null
            : PyUnicode.FromString(ts, $"Template(strings={PyUnicode.ToString(strings.Pointer)}, interpolations={PyUnicode.ToString(interpolations.Pointer)})");
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, TemplateObject* self) => TemplateIterType.New(ts, self);

    [Slot]
    private static PyObject* sq_concat(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (self->ob_type == Type && other->ob_type == Type)
            return Templates.Concat(ts, (TemplateObject*)self, (TemplateObject*)other);
        return Err.Type(ts, $"can only concatenate string.templatelib.Template (not \"{PyType.NameOf(other)}\") to string.templatelib.Template");
    }

    [PyGetSet("values", Doc = "the values of the interpolations")]
    private static PyObject* GetValues(ThreadState* ts, TemplateObject* self)
    {
        nint n = PyTuple.Size(self->interpolations);
        PyObject* values = PyTuple.New(ts, n);
        if (values == null)
            return null;
        for (nint i = 0; i < n; i++)
            PyTuple.SetSteal(values, i, Ref.New(((InterpolationObject*)PyTuple.GetBorrowed(self->interpolations, i))->value));
        PyTuple.Track(ts, values);
        return values;
    }

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, TemplateObject* self)
    {
        using Owned<PyObject> module = Own.Of(ts, Imports.ImportModule(ts, "string.templatelib"));
        using Owned<PyObject> function = Own.Of(ts, module.IsNull ? null : Obj.GetAttr(ts, module.Pointer, "_template_unpickle"));
        using Owned<PyObject> args = Own.Of(ts, function.IsNull ? null : PyTuple.Pack(ts, self->strings, self->interpolations));
        return args.IsNull ? null : PyTuple.Pack(ts, function.Pointer, args.Pointer);
    }

    [PyClassMethod("($type, object, /)", HideSignature = true, Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);
}

[PyType("string.templatelib.TemplateIter", Layout = typeof(TemplateIterObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, Doc = "Iterates over the parts of a template, without empty strings.")]
internal static unsafe partial class TemplateIterType
{
    public static PyObject* New(ThreadState* ts, TemplateObject* template)
    {
        TemplateIterObject* self = (TemplateIterObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->strings = Ref.New(template->strings);
        self->interpolations = Ref.New(template->interpolations);
        self->position = 0;
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, TemplateIterObject* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, TemplateIterObject* self)
    {
        Ref.Clear(ts, &self->strings);
        Ref.Clear(ts, &self->interpolations);
    }

    [Slot]
    private static int tp_traverse(TemplateIterObject* self, visitproc visit, void* arg)
    {
        int r = self->strings == null ? 0 : visit(self->strings, arg);
        return r == 0 && self->interpolations != null ? visit(self->interpolations, arg) : r;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, TemplateIterObject* self)
    {
        if (self->strings == null)
            return null;
        nint parts = PyTuple.Size(self->strings) + PyTuple.Size(self->interpolations);
        while (self->position < parts)
        {
            nint at = self->position++;
            if ((at & 1) != 0)
                return Ref.New(PyTuple.GetBorrowed(self->interpolations, at >> 1));
            PyObject* text = PyTuple.GetBorrowed(self->strings, at >> 1);
            if (PyUnicode.Length(text) > 0)
                return Ref.New(text);
        }
        return null;
    }
}

[PyType("string.templatelib.Interpolation", Layout = typeof(InterpolationObject), Flags = TypeFlags.HaveGc, Doc = "One replacement field of a template: the value and how it was written.")]
[PyMember("value", "value", MemberType.Object, Doc = "the value")]
[PyMember("expression", "expression", MemberType.Object, Doc = "the text of the expression")]
[PyMember("conversion", "conversion", MemberType.Object, Doc = "'r', 's', 'a' or None")]
[PyMember("format_spec", "format_spec", MemberType.Object, Doc = "the format specification, replaced fields included")]
internal static unsafe partial class InterpolationType
{
    public static Status AddConstants(ThreadState* ts)
    {
        PyObject** fields = stackalloc PyObject*[] { Id.value, Id.expression, Id.conversion, Id.format_spec };
        using Owned<PyObject> names = Own.Of(ts, PyTuple.FromArray(ts, fields, 4));
        return names.IsNull ? Status.Error : PyDict.Set(ts, Type->tp_dict, Id.__match_args__, names.Pointer);
    }

    [Slot("(value, expression='', conversion=None, format_spec='')")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* value, PyASCIIObject* expression = null, PyObject* conversion = null, PyASCIIObject* format_spec = null)
    {
        if (conversion == null)
            conversion = Py.None;
        if (conversion != Py.None)
        {
            if (!PyUnicode.Check(conversion))
                return Err.Type(ts, $"Interpolation() argument 'conversion' must be str, not {PyType.NameOf(conversion)}");
            if (PyUnicode.ToString(conversion) is not ("s" or "r" or "a"))
                return Err.Value(ts, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
        }
        return Templates.NewInterpolation(ts, value, expression == null ? PyUnicode.Empty : (PyObject*)expression, conversion, format_spec == null ? PyUnicode.Empty : (PyObject*)format_spec);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, InterpolationObject* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, InterpolationObject* self)
    {
        Ref.Clear(ts, &self->value);
        Ref.Clear(ts, &self->expression);
        Ref.Clear(ts, &self->conversion);
        Ref.Clear(ts, &self->format_spec);
    }

    [Slot]
    private static int tp_traverse(InterpolationObject* self, visitproc visit, void* arg)
    {
        int r = self->value == null ? 0 : visit(self->value, arg);
        if (r == 0 && self->expression != null)
            r = visit(self->expression, arg);
        if (r == 0 && self->conversion != null)
            r = visit(self->conversion, arg);
        return r == 0 && self->format_spec != null ? visit(self->format_spec, arg) : r;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, InterpolationObject* self) =>
        PyUnicode.FromString(ts, $"Interpolation({Obj.ReprText(ts, self->value)}, {Obj.ReprText(ts, self->expression)}, {Obj.ReprText(ts, self->conversion)}, {Obj.ReprText(ts, self->format_spec)})");

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, InterpolationObject* self)
    {
        using Owned<PyObject> args = Own.Of(ts, PyTuple.FromArray(ts, &self->value, 4));
        return args.IsNull ? null : PyTuple.Pack(ts, (PyObject*)Type, args.Pointer);
    }

    [PyClassMethod("($type, object, /)", HideSignature = true, Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);
}
