// The module sys._jit: whether bytecode is compiled to machine code. See docs/internals/sys.md.
namespace Vivarium.Stdlib.Sys;

[PyModule("sys._jit", Doc = "Questions about the compilation of bytecode to machine code.")]
internal static unsafe partial class JitModule
{
    [PyFunction("($module, /)", Doc = "Tell whether this interpreter has a compiler of bytecode to machine code.")]
    private static bool is_available(ThreadState* ts, PyObject* module) => false;

    [PyFunction("($module, /)", Doc = "Tell whether that compiler is on.")]
    private static bool is_enabled(ThreadState* ts, PyObject* module) => false;

    [PyFunction("($module, /)", Doc = "Tell whether the calling code runs as machine code.")]
    private static bool is_active(ThreadState* ts, PyObject* module) => false;
}
