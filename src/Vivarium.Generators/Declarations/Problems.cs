// The build errors of declarations (VIV1xx, listed on docs/internals/declarations.md), and their carriers, which compare by value.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Vivarium.Generators.Declarations;

internal static class Problems
{
    public const string ClassShape = "VIV101";
    public const string UnknownSlot = "VIV102";
    public const string SlotShape = "VIV103";
    public const string Signature = "VIV104";
    public const string ParameterCount = "VIV105";
    public const string ParameterType = "VIV106";
    public const string ResultType = "VIV107";
    public const string Default = "VIV108";
    public const string AccessorShape = "VIV109";
    public const string Duplicate = "VIV110";
    public const string BaseType = "VIV111";
    public const string MethodShape = "VIV112";
    public const string HiddenSlot = "VIV113";
    public const string Identifiers = "VIV114";

    private static readonly Dictionary<string, DiagnosticDescriptor> s_descriptors = new[]
    {
        (ClassShape, "Declaring class has the wrong shape"), (UnknownSlot, "No such slot"), (SlotShape, "Slot method has the wrong shape"),
        (Signature, "Signature cannot be read"), (ParameterCount, "Parameters do not match the signature"), (ParameterType, "Parameter cannot be converted"),
        (ResultType, "Result cannot be converted"), (Default, "Default cannot be expressed"), (AccessorShape, "Accessor has the wrong shape"),
        (Duplicate, "Declared twice"), (BaseType, "Base type is not a declared type"), (MethodShape, "Method has the wrong shape"),
        (HiddenSlot, "Slot cannot be hidden"), (Identifiers, "Identifier table is malformed"),
    }.ToDictionary(p => p.Item1, p => new DiagnosticDescriptor(p.Item1, p.Item2, "{0}", "Vivarium", DiagnosticSeverity.Error, isEnabledByDefault: true));

    public static DiagnosticDescriptor Descriptor(string id) => s_descriptors[id];
}

/// <summary>A diagnostic without references to syntax.</summary>
internal sealed record Problem(string Id, string Message, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Problem At(string id, ISymbol symbol, string message)
    {
        Location location = symbol.Locations.FirstOrDefault() ?? Location.None;
        return location.SourceTree is null
            ? new Problem(id, message, "", default, default)
            : new Problem(id, message, location.SourceTree.FilePath, location.SourceSpan, location.GetLineSpan().Span);
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Problems.Descriptor(Id), Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines), Message);
}
