// The constructor of struct sequences, type(sequence, dict), and the methods that all of them have: __reduce__ and __replace__.
using System.Text;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class StructSequence
{
    private static readonly PyMethodDef* Methods = MakeMethods();
    private static readonly ArgumentSpec* Arguments = ArgumentSpec.Make(DeclaredText.Pointer("structseq"u8), 2, 0, 1, 2, 0, false, "sequence\0dict\0"u8);

    private static PyMethodDef* MakeMethods()
    {
        PyMethodDef* methods = (PyMethodDef*)ImmortalRegion.Allocate((nuint)(3 * sizeof(PyMethodDef)));
        methods[0].ml_name = DeclaredText.Pointer("__reduce__"u8);
        methods[0].ml_meth = (delegate*<ThreadState*, PyObject*, PyObject*>)(&Reduce);
        methods[0].ml_flags = MethodFlags.NoArgs;
        methods[0].ml_doc = DeclaredText.Pointer("__reduce__($self, /)\n--\n\n"u8);
        methods[1].ml_name = DeclaredText.Pointer("__replace__"u8);
        methods[1].ml_meth = (delegate*<ThreadState*, PyObject*, PyObject**, nint, PyObject*, PyObject*>)(&Replace);
        methods[1].ml_flags = MethodFlags.FastCall | MethodFlags.Keywords;
        methods[1].ml_doc = DeclaredText.Pointer("__replace__($self, /, **changes)\n--\n\nMake a copy in which the given fields have new values."u8);
        return methods;
    }

    /// <summary>type(sequence, dict={}): items from the sequence, further fields from it or from the dict, None for the rest.</summary>
    public static PyObject* FromArguments(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyObject** values = stackalloc PyObject*[2];
        if (!ArgumentParsing.UnpackKeywordDict(ts, Arguments, PyTuple.Items(args), PyTuple.Size(args), kwargs, values, null, null))
            return null;
        return FromSequence(ts, type, values[0], values[1]);
    }

    private static PyObject* FromSequence(ThreadState* ts, PyTypeObject* type, PyObject* sequence, PyObject* dict)
    {
        StructSequenceType* info = (StructSequenceType*)type;
        using Owned<PyObject> items = Own.Of(ts, Obj.SequenceFast(ts, sequence, "constructor requires a sequence"));
        if (items.IsNull)
            return null;
        if (dict != null && !PyDict.Check(dict))
            return Err.Type(ts, $"{PyType.TpName(type)}() takes a dict as second arg, if any");
        bool isList = PyList.Check(items.Pointer);
        nint size = isList ? PyList.Size(items.Pointer) : PyTuple.Size(items.Pointer);
        if (!CheckSize(ts, info, size))
            return null;
        using Owned<PyObject> result = Own.Of(ts, New(ts, type));
        if (result.IsNull)
            return null;
        for (nint i = 0; i < size; i++)
        {
            PyObject* item = isList ? PyList.GetBorrowed(items.Pointer, i) : PyTuple.GetBorrowed(items.Pointer, i);
            PyTuple.SetSteal(result.Pointer, i, Ref.New(item));
        }
        nint used = 0;
        for (nint i = size; i < info->n_fields; i++)
        {
            PyObject* value = null;
            if (dict != null && info->names[i] != null)
            {
                Lookup there = PyDict.GetRef(ts, dict, info->names[i], &value);
                if (there == Lookup.Error)
                    return null;
                used += there == Lookup.Found ? 1 : 0;
            }
            PyTuple.SetSteal(result.Pointer, i, value == null ? Py.None : value);
        }
        if (dict != null && PyDict.Size(dict) > used)
            return Err.Type(ts, $"{PyType.TpName(type)}() got duplicate or unexpected field name(s)");
        GcList.Track(ts, result.Pointer);
        return result.Release();
    }

    private static bool CheckSize(ThreadState* ts, StructSequenceType* info, nint size)
    {
        nint least = info->n_sequence_fields;
        nint most = info->n_fields;
        if (size >= least && size <= most)
            return true;
        string wanted = least == most ? $"a {least}" : size < least ? $"an at least {least}" : $"an at most {most}";
        Err.Type(ts, $"{PyType.TpName(&info->type)}() takes {wanted}-sequence ({size}-sequence given)");
        return false;
    }

    /// <summary>Pickled as (type, (visible items, dict of hidden fields)).</summary>
    private static PyObject* Reduce(ThreadState* ts, PyObject* self)
    {
        StructSequenceType* info = (StructSequenceType*)self->ob_type;
        using Owned<PyObject> items = Own.Of(ts, PyTuple.FromArray(ts, PyTuple.Items(self), info->n_sequence_fields));
        using Owned<PyObject> dict = Own.Of(ts, items.IsNull ? null : PyDict.New(ts));
        if (dict.IsNull)
            return null;
        for (nint i = info->n_sequence_fields; i < info->n_fields; i++)
        {
            PyObject* value = PyTuple.GetBorrowed(self, i);
            if (info->names[i] != null && PyDict.Set(ts, dict.Pointer, info->names[i], value == null ? Py.None : value) != Status.Ok)
                return null;
        }
        using Owned<PyObject> arguments = Own.Of(ts, PyTuple.Pack(ts, items.Pointer, dict.Pointer));
        return arguments.IsNull ? null : PyTuple.Pack(ts, (PyObject*)self->ob_type, arguments.Pointer);
    }

    private static PyObject* Replace(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        StructSequenceType* info = (StructSequenceType*)self->ob_type;
        if (nargs > 0)
            return Err.Type(ts, "__replace__() takes no positional arguments");
        if (info->n_unnamed_fields > 0)
            return Err.Type(ts, $"__replace__() is not supported for {PyType.TpName(&info->type)} because it has unnamed field(s)");
        using Owned<PyObject> result = Own.Of(ts, New(ts, &info->type));
        if (result.IsNull)
            return null;
        nint used = 0;
        for (nint i = 0; i < info->n_fields; i++)
        {
            PyObject* value = ValueOf(args, kwnames, info->names[i]);
            used += value == null ? 0 : 1;
            if (value == null)
                value = PyTuple.GetBorrowed(self, i);
            PyTuple.SetSteal(result.Pointer, i, Ref.New(value == null ? Py.None : value));
        }
        if (kwnames != null && PyTuple.Size(kwnames) > used)
            return FailUnexpected(ts, info, kwnames);
        GcList.Track(ts, result.Pointer);
        return result.Release();
    }

    private static PyObject* ValueOf(PyObject** values, PyObject* names, PyObject* name)
    {
        for (nint i = 0; names != null && i < PyTuple.Size(names); i++)
        {
            if (PyUnicode.Equal(PyTuple.GetBorrowed(names, i), name))
                return values[i];
        }
        return null;
    }

    private static PyObject* FailUnexpected(ThreadState* ts, StructSequenceType* info, PyObject* kwnames)
    {
        var unknown = new StringBuilder();
        for (nint k = 0; k < PyTuple.Size(kwnames); k++)
        {
            PyObject* name = PyTuple.GetBorrowed(kwnames, k);
            bool known = false;
            for (nint i = 0; i < info->n_fields; i++)
                known |= PyUnicode.Equal(info->names[i], name);
            if (!known)
                unknown.Append(unknown.Length == 0 ? "" : ", ").Append(Obj.ReprText(ts, name));
        }
        return Err.Type(ts, $"Got unexpected field name(s): [{unknown}]");
    }
}
