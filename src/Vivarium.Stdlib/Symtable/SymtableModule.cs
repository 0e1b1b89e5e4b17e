// The module _symtable: the compiler's symbol tables for the library's symtable. See docs/internals/symtable.md.
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Syntax;
using Vivarium.Stdlib.Builtins;

namespace Vivarium.Stdlib.Symtable;

[PyModule("_symtable")]
internal static unsafe partial class SymtableModule
{
    [PyFunction("($module, source, filename, startstr, /)", Doc = "The symbol tables that the compiler makes of a program: the entry of its outermost scope.")]
    private static PyObject* symtable(ThreadState* ts, PyObject* module, PyObject* source, PyObject* filename, PyASCIIObject* startstr)
    {
        using Owned<PyObject> path = Own.Of(ts, BuiltinsModule.FsPath(ts, filename));
        if (path.IsNull)
            return null;
        ParseMode mode;
        switch (PyUnicode.ToString((PyObject*)startstr))
        {
            case "exec":
                mode = ParseMode.Exec;
                break;
            case "eval":
                mode = ParseMode.Eval;
                break;
            case "single":
                mode = ParseMode.Single;
                break;
            default:
                return Err.Value(ts, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
        }
        SymbolTable? table = SourceCompiler.Symbols(ts, source, PyUnicode.ToString(path.Pointer), mode);
        return table == null ? null : SymtableEntryType.New(ts, table.Top);
    }

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        foreach ((string name, int value) in s_constants)
        {
            if (Modules.AddIntConstant(ts, module, name, value) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static readonly (string Name, int Value)[] s_constants =
    [
        ("USE", (int)SymbolFlags.USE),
        ("DEF_GLOBAL", (int)SymbolFlags.DEF_GLOBAL),
        ("DEF_NONLOCAL", (int)SymbolFlags.DEF_NONLOCAL),
        ("DEF_LOCAL", (int)SymbolFlags.DEF_LOCAL),
        ("DEF_PARAM", (int)SymbolFlags.DEF_PARAM),
        ("DEF_TYPE_PARAM", (int)SymbolFlags.DEF_TYPE_PARAM),
        ("DEF_FREE_CLASS", (int)SymbolFlags.DEF_FREE_CLASS),
        ("DEF_IMPORT", (int)SymbolFlags.DEF_IMPORT),
        ("DEF_BOUND", (int)SymbolFlags.DEF_BOUND),
        ("DEF_ANNOT", (int)SymbolFlags.DEF_ANNOT),
        ("DEF_COMP_ITER", (int)SymbolFlags.DEF_COMP_ITER),
        ("DEF_COMP_CELL", (int)SymbolFlags.DEF_COMP_CELL),
        ("TYPE_FUNCTION", (int)BlockType.FunctionBlock),
        ("TYPE_CLASS", (int)BlockType.ClassBlock),
        ("TYPE_MODULE", (int)BlockType.ModuleBlock),
        ("TYPE_ANNOTATION", (int)BlockType.AnnotationBlock),
        ("TYPE_TYPE_ALIAS", (int)BlockType.TypeAliasBlock),
        ("TYPE_TYPE_PARAMETERS", (int)BlockType.TypeParametersBlock),
        ("TYPE_TYPE_VARIABLE", (int)BlockType.TypeVariableBlock),
        ("LOCAL", (int)SymbolScope.LOCAL),
        ("GLOBAL_EXPLICIT", (int)SymbolScope.GLOBAL_EXPLICIT),
        ("GLOBAL_IMPLICIT", (int)SymbolScope.GLOBAL_IMPLICIT),
        ("FREE", (int)SymbolScope.FREE),
        ("CELL", (int)SymbolScope.CELL),
        ("SCOPE_OFF", SymbolFlagsExtensions.ScopeOffset),
        ("SCOPE_MASK", 15),
    ];
}
