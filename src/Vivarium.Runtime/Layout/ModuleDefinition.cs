// A native module's definition, filled by the generator (PyModuleDef in CPython, reduced to what managed modules need).
namespace Vivarium.Runtime.Layout;

internal unsafe struct ModuleDef
{
    /// <summary>UTF-8, NUL-terminated, like the doc.</summary>
    public byte* m_name;
    public byte* m_doc;
    /// <summary>Ends with an entry whose name is null.</summary>
    public PyMethodDef* m_methods;
    /// <summary>Types that are members under their own names; <see cref="m_type_count"/> of them.</summary>
    public PyTypeObject** m_types;
    public int m_type_count;
    /// <summary>Runs at import, or null.</summary>
    public delegate*<ThreadState*, PyObject*, Status> m_exec;
}
