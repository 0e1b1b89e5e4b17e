// The type of _symtable's entries: one scope with its names, made from the compiler's Scope when a program asks for symbol tables. Nothing refers back to the
// compiler. See docs/internals/symtable.md.
using Vivarium.Compiler.Binding;

namespace Vivarium.Stdlib.Symtable;

internal unsafe struct PySTEntryObject
{
    public PyObject ob_base;
    public PyObject* ste_id;
    public PyObject* ste_symbols;
    public PyObject* ste_name;
    public PyObject* ste_varnames;
    public PyObject* ste_children;
    public PyObject* ste_directives;
    public PyObject* ste_mangled_names;
    public int ste_type;
    public byte* ste_scope_info;
    public int ste_nested;
    public uint ste_flags;
    public int ste_comprehension;
    public uint ste_flags2;
    public int ste_comp_iter_expr;
    public int ste_lineno;
    public int ste_end_lineno;
    public int ste_col_offset;
    public int ste_end_col_offset;
    public PySTEntryObject* ste_annotation_block;
    public void* ste_table;
}

[PyType("symtable entry", Layout = typeof(PySTEntryObject), Flags = TypeFlags.DisallowInstantiation)]
[PyMember("id", "ste_id", MemberType.Object)]
[PyMember("name", "ste_name", MemberType.Object)]
[PyMember("symbols", "ste_symbols", MemberType.Object)]
[PyMember("varnames", "ste_varnames", MemberType.Object)]
[PyMember("children", "ste_children", MemberType.Object)]
[PyMember("nested", "ste_nested", MemberType.Int)]
[PyMember("type", "ste_type", MemberType.Int)]
[PyMember("lineno", "ste_lineno", MemberType.Int)]
internal static unsafe partial class SymtableEntryType
{
    /// <summary>The entry of a scope and, through its children, of all in it; owned.</summary>
    public static PyObject* New(ThreadState* ts, Scope scope)
    {
        if (!NativeStack.Enter(ts, " in symbol tables"))
            return null;
        PySTEntryObject* self = (PySTEntryObject*)ObjectAlloc.New(ts, Type);
        if (self == null)
            return null;
        PyObject head = self->ob_base;
        *self = default;
        self->ob_base = head;
        self->ste_type = (int)scope.Type;
        self->ste_nested = scope.IsNested ? 1 : 0;
        self->ste_comprehension = (int)scope.Comprehension;
        self->ste_lineno = scope.Location.Line;
        self->ste_end_lineno = scope.Location.EndLine;
        self->ste_col_offset = scope.Location.Col;
        self->ste_end_col_offset = scope.Location.EndCol;
        if ((self->ste_id = PyLong.FromInt64(ts, (nint)self)) != null && (self->ste_name = PyUnicode.InternFromString(ts, scope.Name)) != null
            && (self->ste_symbols = Symbols(ts, scope.Symbols)) != null && (self->ste_varnames = Names(ts, scope.VarNames)) != null
            && (self->ste_children = Children(ts, scope)) != null)
        {
            return (PyObject*)self;
        }
        Ref.Dec(ts, self);
        return null;
    }

    private static PyObject* Symbols(ThreadState* ts, SymbolMap symbols)
    {
        using Owned<PyObject> result = Own.Of(ts, PyDict.New(ts));
        for (int i = 0; i < symbols.Count; i++)
        {
            using Owned<PyObject> name = Own.Of(ts, result.IsNull ? null : PyUnicode.InternFromString(ts, symbols.NameAt(i)));
            using Owned<PyObject> flags = Own.Of(ts, name.IsNull ? null : PyLong.FromInt64(ts, (int)symbols.FlagsAt(i)));
            if (flags.IsNull || PyDict.Set(ts, result.Pointer, name.Pointer, flags.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    private static PyObject* Names(ThreadState* ts, List<string> names)
    {
        using Owned<PyObject> result = Own.Of(ts, PyList.New(ts, 0));
        foreach (string name in names)
        {
            using Owned<PyObject> text = Own.Of(ts, result.IsNull ? null : PyUnicode.InternFromString(ts, name));
            if (text.IsNull || PyList.Append(ts, result.Pointer, text.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    private static PyObject* Children(ThreadState* ts, Scope scope)
    {
        using Owned<PyObject> result = Own.Of(ts, PyList.New(ts, 0));
        foreach (Scope child in scope.Children)
        {
            using Owned<PyObject> entry = Own.Of(ts, result.IsNull ? null : New(ts, child));
            if (entry.IsNull || PyList.Append(ts, result.Pointer, entry.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PySTEntryObject* self) =>
        PyUnicode.FromString(ts, $"<symtable entry {PyUnicode.ToString(self->ste_name)}({(nint)self}), line {self->ste_lineno}>");

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PySTEntryObject* self)
    {
        Ref.Clear(ts, &self->ste_id);
        Ref.Clear(ts, &self->ste_symbols);
        Ref.Clear(ts, &self->ste_name);
        Ref.Clear(ts, &self->ste_varnames);
        Ref.Clear(ts, &self->ste_children);
        ObjectAlloc.Free(ts, self);
    }
}
