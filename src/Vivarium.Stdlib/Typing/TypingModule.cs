// The module _typing: type parameters and what else the module typing takes from the runtime. The types are in Runtime/Objects/TypeParams.
// See docs/internals/generics.md.
namespace Vivarium.Stdlib.Typing;

[PyModule("_typing", Doc = "What the module typing takes from the runtime.\n",
    Types = [typeof(GenericType), typeof(ParamSpecType), typeof(ParamSpecArgsType), typeof(ParamSpecKwargsType), typeof(TypeAliasType), typeof(TypeVarType), typeof(TypeVarTupleType), typeof(UnionType)])]
internal static unsafe partial class TypingModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => Modules.AddObject(ts, module, "NoDefault", TypeParams.NoDefault);

    [PyFunction("($module, x, /)")]
    private static PyObject* _idfunc(ThreadState* ts, PyObject* module, PyObject* x) => Ref.New(x);
}
