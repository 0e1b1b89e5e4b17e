// The module _ast: the node classes and the flags of compile() that concern trees. See docs/internals/ast.md.
using Vivarium.Bytecode;

namespace Vivarium.Stdlib.Ast;

[PyModule("_ast")]
internal static unsafe partial class AstModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        AstState state = AstState.Of(ts);
        if (state.IsNull || Modules.AddObject(ts, module, "AST", (PyObject*)AstType.Type) != Status.Ok
            || Modules.AddIntConstant(ts, module, "PyCF_ALLOW_TOP_LEVEL_AWAIT", (long)CompileFlags.PyCF_ALLOW_TOP_LEVEL_AWAIT) != Status.Ok
            || Modules.AddIntConstant(ts, module, "PyCF_ONLY_AST", (long)CompileFlags.PyCF_ONLY_AST) != Status.Ok
            || Modules.AddIntConstant(ts, module, "PyCF_TYPE_COMMENTS", (long)CompileFlags.PyCF_TYPE_COMMENTS) != Status.Ok
            || Modules.AddIntConstant(ts, module, "PyCF_OPTIMIZED_AST", (long)CompileFlags.PyCF_OPTIMIZED_AST) != Status.Ok)
            return Status.Error;
        foreach (NodeClass one in Grammar.Classes)
        {
            if (Modules.AddObject(ts, module, one.Name, (PyObject*)state.TypeOf(one)) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }
}
