// What the pipeline keeps of one declaring class: its finished source text and what the lists of the assembly need. Compared by value.
namespace Vivarium.Generators.Declarations;

internal enum DeclarationKind
{
    Type,
    Module,
}

/// <param name="PythonName">Name of the type or module.</param>
/// <param name="ClassName">Fully qualified C# name of the attributed class.</param>
/// <param name="BaseClass">Fully qualified C# name of the class of the base type, or null.</param>
internal sealed record Declaration(
    DeclarationKind Kind, string PythonName, string ClassName, string? BaseClass, string? Source, EquatableArray<Problem> Problems);
