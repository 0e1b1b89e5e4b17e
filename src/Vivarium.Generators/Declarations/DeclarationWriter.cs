// Turns one attributed class into source text: the table entries of its methods, shared by types and modules.
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vivarium.Generators.Declarations;

internal abstract class DeclarationWriter
{
    private int _next;

    protected DeclarationWriter(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        Class = type;
        Attribute = attribute;
        Compilation = compilation;
        Wrappers = new WrapperWriter(Report);
    }

    protected INamedTypeSymbol Class { get; }
    protected AttributeData Attribute { get; }
    protected Compilation Compilation { get; }
    protected WrapperWriter Wrappers { get; }
    protected List<Problem> Found { get; } = [];
    protected StringBuilder Define { get; } = new();

    protected void Report(string id, ISymbol symbol, string message) => Found.Add(Problem.At(id, symbol, message));

    protected static object? Named(AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;
    protected static string? Text(AttributeData attribute, string name) => Named(attribute, name) as string;
    protected static bool Flag(AttributeData attribute, string name) => Named(attribute, name) is true;
    protected static string? First(AttributeData attribute) => attribute.ConstructorArguments.Length == 0 ? null : attribute.ConstructorArguments[0].Value as string;

    protected static AttributeData? Find(ISymbol symbol, params string[] names) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is not null && names.Contains(a.AttributeClass.Name));

    protected IEnumerable<IMethodSymbol> Methods => Class.GetMembers().OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary);

    protected bool CheckClass()
    {
        bool partial = Class.DeclaringSyntaxReferences.All(
            r => r.GetSyntax() is ClassDeclarationSyntax c && c.Modifiers.Any(SyntaxKind.PartialKeyword));
        if (Class.IsStatic && partial && Class.ContainingType is null)
            return true;
        Report(Problems.ClassShape, Class, $"{Class.Name} must be a top-level static partial class");
        return false;
    }

    protected static bool IsThreadState(IMethodSymbol method) =>
        method.Parameters.Length > 0 && method.Parameters[0].Type is IPointerTypeSymbol { PointedAtType.Name: "ThreadState" };

    private static bool IsRaw(IMethodSymbol method, bool hasSelf)
    {
        int args = hasSelf ? 2 : 1;
        return method.Parameters.Length >= args + 2 && method.Parameters[args].Type is IPointerTypeSymbol { PointedAtType: IPointerTypeSymbol };
    }

    protected Callable NewCallable(IMethodSymbol method, Signature signature, string function, bool hasSelf) =>
        new(method, signature, function, _next++) { SelfType = hasSelf ? Names.Full(method.Parameters[1].Type) : null };

    /// <summary>Writes the method table and its wrappers; returns the name of the table or "null".</summary>
    protected string WriteMethods(string[] attributes)
    {
        var entries = new List<string>();
        var seen = new HashSet<string>();
        foreach (IMethodSymbol method in Methods)
        {
            AttributeData? attribute = Find(method, attributes);
            if (attribute is null)
                continue;
            string name = Text(attribute, "Name") ?? method.Name;
            if (!seen.Add(name))
                Report(Problems.Duplicate, method, $"{name} is declared twice");
            string? entry = Entry(method, attribute, name);
            if (entry is not null)
                entries.Add(entry);
        }
        if (entries.Count == 0)
            return "null";
        Define.Append($"        PyMethodDef* methods = (PyMethodDef*)ImmortalRegion.Allocate((nuint)({entries.Count + 1} * sizeof(PyMethodDef)));\n");
        for (int i = 0; i < entries.Count; i++)
            Define.Append($"        methods[{i}] = {entries[i]};\n");
        return "methods";
    }

    private string? Entry(IMethodSymbol method, AttributeData attribute, string name)
    {
        string kind = attribute.AttributeClass!.Name;
        bool hasSelf = kind != "PyStaticMethodAttribute";
        if (!method.IsStatic || !IsThreadState(method) || (hasSelf && (method.Parameters.Length < 2 || method.Parameters[1].Type is not IPointerTypeSymbol)))
        {
            Report(Problems.MethodShape, method, $"{method.Name} must be static and begin with (ThreadState*{(hasSelf ? ", self" : "")})");
            return null;
        }
        string extra = kind switch
        {
            "PyClassMethodAttribute" => " | MethodFlags.Class",
            "PyStaticMethodAttribute" => " | MethodFlags.Static",
            _ => "",
        };
        if (Flag(attribute, "Coexist"))
            extra += " | MethodFlags.Coexist";
        string? signatureText = First(attribute);
        (string Function, string Flags)? made = IsRaw(method, hasSelf)
            ? Raw(method, attribute, hasSelf)
            : Parsed(method, signatureText, name, hasSelf);
        if (made is null)
            return null;
        string? doc = Text(attribute, "Doc");
        if (signatureText is not null && !Flag(attribute, "HideSignature"))
            doc = $"{name}{Signature.Wrap(name, signatureText)}\n--\n\n{doc}";
        return $"new PyMethodDef {{ ml_name = {Names.Utf8Pointer(name)}, ml_meth = {made.Value.Function}, ml_flags = {made.Value.Flags}{extra}, ml_doc = {Names.Utf8Pointer(doc)} }}";
    }

    private (string, string)? Parsed(IMethodSymbol method, string? text, string name, bool hasSelf)
    {
        if (text is null)
        {
            Report(Problems.Signature, method, $"{method.Name} needs a signature, or the raw form");
            return null;
        }
        Signature signature = Signature.Parse(text);
        if (signature.Error is not null)
        {
            Report(Problems.Signature, method, $"{method.Name}: {signature.Error}");
            return null;
        }
        return Wrappers.Method(NewCallable(method, signature, name, hasSelf));
    }

    private (string, string)? Raw(IMethodSymbol method, AttributeData attribute, bool hasSelf)
    {
        bool keywords = !Flag(attribute, "NoKeywords");
        int start = hasSelf ? 2 : 1;
        bool named = method.Parameters.Length == start + 3;
        bool fits = method.ReturnType is IPointerTypeSymbol && method.Parameters[start + 1].Type.SpecialType == SpecialType.System_IntPtr
            && (named || (!keywords && method.Parameters.Length == start + 2));
        if (!fits)
        {
            Report(Problems.MethodShape, method, $"{method.Name} must have the raw form (ThreadState*, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)");
            return null;
        }
        string flags = keywords ? "MethodFlags.FastCall | MethodFlags.Keywords" : "MethodFlags.FastCall";
        if (hasSelf && named)
        {
            string self = Names.Full(method.Parameters[1].Type);
            return ($"(delegate*<ThreadState*, {self}, PyObject**, nint, PyObject*, {Names.Full(method.ReturnType)}>)&@{method.Name}", flags);
        }
        string id = $"Raw_{_next++}_{method.Name}";
        string selfArgument = hasSelf ? $", ({Names.Full(method.Parameters[1].Type)})self" : "";
        Wrappers.Members.Append($"    private static PyObject* {id}(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) =>\n");
        Wrappers.Members.Append($"        (PyObject*)@{method.Name}(ts{selfArgument}, args, nargs{(named ? ", kwnames" : "")});\n\n");
        return ($"(delegate*<ThreadState*, PyObject*, PyObject**, nint, PyObject*, PyObject*>)&{id}", flags);
    }

    /// <summary>The file around the members.</summary>
    protected string File(string members)
    {
        var text = new StringBuilder();
        text.Append("// <auto-generated>Made from the attributes of the class.</auto-generated>\n#nullable disable\n#pragma warning disable\n");
        text.Append("using Vivarium.Runtime.Abstract;\nusing Vivarium.Runtime.Declarations;\nusing Vivarium.Runtime.Errors;\nusing Vivarium.Runtime.Layout;\n");
        text.Append("using Vivarium.Runtime.Objects;\nusing Vivarium.Runtime.References;\nusing Vivarium.Runtime.Slots;\nusing Vivarium.Runtime.State;\n");
        text.Append("using System;\nusing System.Runtime.CompilerServices;\n\n");
        text.Append($"namespace {Class.ContainingNamespace.ToDisplayString()};\n\n");
        text.Append($"static unsafe partial class {Class.Name}\n{{\n").Append(members).Append("}\n");
        return text.ToString();
    }
}
