// The module _types: names of built-in types that are not builtins, for the module types. See docs/internals/types.md.
namespace Vivarium.Stdlib.Types;

[PyModule("_types", Doc = "Names of built-in types.")]
internal static unsafe partial class TypesModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        ReadOnlySpan<nint> types =
        [
            (nint)AsyncGeneratorType.Type, (nint)BuiltinFunctionType.Type, (nint)BuiltinFunctionType.Type, (nint)CapsuleType.Type, (nint)CellType.Type,
            (nint)ClassMethodDescriptorType.Type, (nint)CodeType.Type, (nint)CoroutineType.Type, (nint)EllipsisType.Type, (nint)FrameType.Type,
            (nint)FunctionType.Type, (nint)GeneratorType.Type, (nint)GenericAliasType.Type, (nint)GetSetDescriptorType.Type, (nint)FunctionType.Type,
            (nint)MappingProxyType.Type, (nint)MemberDescriptorType.Type, (nint)MethodDescriptorType.Type, (nint)MethodType.Type,
            (nint)MethodWrapperType.Type, (nint)ModuleType.Type, (nint)NoneType.Type, (nint)NotImplementedType.Type,
            (nint)SimpleNamespaceType.Type, (nint)TracebackType.Type, (nint)UnionType.Type, (nint)WrapperDescriptorType.Type,
        ];
        for (int i = 0; i < types.Length; i++)
        {
            if (Modules.AddObject(ts, module, s_names[i], (PyObject*)types[i]) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static readonly string[] s_names =
    [
        "AsyncGeneratorType", "BuiltinFunctionType", "BuiltinMethodType", "CapsuleType", "CellType",
        "ClassMethodDescriptorType", "CodeType", "CoroutineType", "EllipsisType", "FrameType",
        "FunctionType", "GeneratorType", "GenericAlias", "GetSetDescriptorType", "LambdaType",
        "MappingProxyType", "MemberDescriptorType", "MethodDescriptorType", "MethodType",
        "MethodWrapperType", "ModuleType", "NoneType", "NotImplementedType",
        "SimpleNamespace", "TracebackType", "UnionType", "WrapperDescriptorType",
    ];
}
