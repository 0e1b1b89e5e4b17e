// Reads the dict that describes a scope to assemble_code_object. See docs/internals/testinternals.md.
using Vivarium.Compiler.Flow;

namespace Vivarium.Stdlib.TestInternals;

internal unsafe readonly struct MetadataReading(ThreadState* ts, PyObject* metadata)
{
    private readonly ThreadState* _ts = ts;
    private readonly PyObject* _metadata = metadata;

    /// <summary>Null with an exception when something is missing or of another type.</summary>
    public UnitMetadata? Read()
    {
        string? name = Text("name"), qualname = name == null ? null : Text("qualname");
        if (qualname == null || Number("argcount") is not { } arguments || Number("posonlyargcount") is not { } positional || Number("kwonlyargcount") is not { } keyword
            || Number("firstlineno") is not { } line)
            return null;
        PyObject* cells = Dict("cellvars");
        if (cells == null)
            return null;
        var unit = new UnitMetadata
        {
            Name = name!,
            Qualname = qualname,
            ArgCount = arguments,
            PosOnlyArgCount = positional,
            KwOnlyArgCount = keyword,
            FirstLineNo = line,
            FreeVars = new NameTable((int)PyDict.Size(cells)),
        };
        return Names("names", unit.Names) && Names("varnames", unit.VarNames) && Names("cellvars", unit.CellVars) && Names("freevars", unit.FreeVars) && Hidden(unit) && Constants(unit)
            ? unit
            : null;
    }

    private PyObject* Value(string key)
    {
        PyObject* value = PyDict.GetStringBorrowed(_ts, _metadata, key);
        if (value == null && !Err.Occurred(_ts))
            Err.Value(_ts, $"metadata has no '{key}'");
        return value;
    }

    private string? Text(string key)
    {
        PyObject* value = Value(key);
        if (value == null || PyUnicode.Check(value))
            return value == null ? null : PyUnicode.ToString(value);
        Err.Type(_ts, $"metadata: '{key}' must be a str");
        return null;
    }

    private int? Number(string key)
    {
        PyObject* value = Value(key);
        if (value == null)
            return null;
        using Owned<PyObject> index = Own.Of(_ts, Num.Index(_ts, value));
        if (index.IsNull)
            return null;
        int number = PyLong.AsInt32(_ts, index.Pointer);
        if (number == -1 && Err.Occurred(_ts))
            return null;
        if (number >= 0)
            return number;
        Err.Value(_ts, $"metadata: '{key}' is negative");
        return null;
    }

    private PyObject* Dict(string key)
    {
        PyObject* value = Value(key);
        return value == null || PyDict.Check(value) ? value : Err.Type(_ts, $"metadata: '{key}' must be a dict");
    }

    private bool Names(string key, NameTable table)
    {
        PyObject* dict = Dict(key);
        if (dict == null)
            return false;
        nint position = 0;
        PyObject* name;
        PyObject* value;
        while (PyDict.Next(dict, &position, &name, &value))
        {
            if (!PyUnicode.Check(name))
            {
                Err.Type(_ts, $"metadata: names in '{key}' must be str");
                return false;
            }
            table.Add(PyUnicode.ToString(name));
        }
        return true;
    }

    private bool Hidden(UnitMetadata unit)
    {
        var names = new NameTable();
        if (!Names("fasthidden", names))
            return false;
        foreach (string name in names.Names)
            unit.FastHidden[name] = false;
        return true;
    }

    private bool Constants(UnitMetadata unit)
    {
        PyObject* value = Value("consts");
        if (value == null)
            return false;
        using Owned<PyObject> items = Own.Of(_ts, PyTuple.FromSequence(_ts, value));
        for (nint i = 0; !items.IsNull && i < PyTuple.Size(items.Pointer); i++)
        {
            if (CodeLoader.ToConstant(_ts, PyTuple.GetBorrowed(items.Pointer, i)) is not { } constant)
            {
                if (!Err.Occurred(_ts))
                    Err.Type(_ts, "metadata: 'consts' holds what is no constant");
                return false;
            }
            unit.Consts.Add(constant);
        }
        return !items.IsNull;
    }
}
