// The module _contextvars: contexts, context variables and tokens. See docs/internals/contextvars.md.
namespace Vivarium.Stdlib.Contextvars;

[PyModule("_contextvars", Doc = "Context Variables", Types = [typeof(ContextType), typeof(ContextVarType), typeof(TokenType)])]
internal static unsafe partial class ContextvarsModule
{
    [PyFunction("($module, /)")]
    private static PyObject* copy_context(ThreadState* ts, PyObject* module)
    {
        PyContext* current = Contexts.CurrentBorrowed(ts);
        return current == null ? null : Contexts.New(ts, current->ctx_vars);
    }
}
