// Source text for a [PyModule] class: its definition record, made when the module is first asked for.
using System.Text;
using Microsoft.CodeAnalysis;

namespace Vivarium.Generators.Declarations;

internal sealed class ModuleWriter : DeclarationWriter
{
    private static readonly string[] s_methodAttributes = ["PyFunctionAttribute"];

    private ModuleWriter(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
        : base(type, attribute, compilation)
    {
    }

    private string PythonName => First(Attribute) ?? "";

    public static Declaration Write(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        var writer = new ModuleWriter(type, attribute, compilation);
        string? source = writer.CheckClass() ? writer.Source() : null;
        return new Declaration(DeclarationKind.Module, writer.PythonName, Names.Full(type), null, source, new(writer.Found));
    }

    private string Source()
    {
        string methods = WriteMethods(s_methodAttributes);
        string exec = Exec();
        var types = new List<INamedTypeSymbol>();
        TypedConstant listed = Attribute.NamedArguments.FirstOrDefault(a => a.Key == "Types").Value;
        if (listed.Kind == TypedConstantKind.Array)
            types.AddRange(listed.Values.Select(v => v.Value).OfType<INamedTypeSymbol>());
        var text = new StringBuilder();
        text.Append("    /// <summary>The module's definition.</summary>\n    public static ModuleDef* Definition => DefinitionHolder.Value;\n\n");
        text.Append("    private static class DefinitionHolder\n    {\n        internal static readonly ModuleDef* Value = Define();\n\n");
        text.Append("        static DefinitionHolder()\n        {\n        }\n    }\n\n");
        text.Append("    private static ModuleDef* Define()\n    {\n        ModuleDef* module = (ModuleDef*)ImmortalRegion.Allocate((nuint)sizeof(ModuleDef));\n");
        text.Append(Define).Append(Wrappers.Setup);
        text.Append($"        module->m_name = {Names.Utf8Pointer(PythonName)};\n        module->m_doc = {Names.Utf8Pointer(Text(Attribute, "Doc"))};\n");
        text.Append($"        module->m_methods = {methods};\n        module->m_exec = {exec};\n");
        if (types.Count > 0)
        {
            text.Append($"        module->m_type_count = {types.Count};\n");
            text.Append($"        module->m_types = (PyTypeObject**)ImmortalRegion.Allocate((nuint)({types.Count} * sizeof(PyTypeObject*)));\n");
            for (int i = 0; i < types.Count; i++)
                text.Append($"        module->m_types[{i}] = {Names.Full(types[i])}.Type;\n");
        }
        text.Append("        return module;\n    }\n\n").Append(Wrappers.Members);
        return File(text.ToString());
    }

    private string Exec()
    {
        List<IMethodSymbol> all = [.. Methods.Where(m => Find(m, "ModuleExecAttribute") is not null)];
        if (all.Count == 0)
            return "null";
        IMethodSymbol exec = all[0];
        bool fits = all.Count == 1 && IsThreadState(exec) && exec.Parameters.Length == 2 && exec.ReturnType.Name == "Status";
        if (!fits)
            Report(Problems.MethodShape, exec, $"{exec.Name} must be the one static Status (ThreadState*, PyObject* module)");
        return fits ? "&@" + exec.Name : "null";
    }
}
