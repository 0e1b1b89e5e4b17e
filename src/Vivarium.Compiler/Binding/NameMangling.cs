// Private names: __spam inside class Ham is _Ham__spam. See docs/internals/symtable.md.
namespace Vivarium.Compiler.Binding;

internal static class NameMangling
{
    /// <summary>The name as the scope stores it: some scopes mangle only the type parameters of their class.</summary>
    public static string MaybeMangle(string? className, Scope scope, string name) =>
        scope.MangledNames is not null && !scope.MangledNames.Contains(name) ? name : Mangle(className, name);

    /// <summary>
    /// Names with two leading underscores get the class's name in front, without its leading underscores; dunder names and
    /// dotted names (of imports) do not, nor anything in a class whose name is all underscores.
    /// </summary>
    public static string Mangle(string? className, string name)
    {
        if (className is null || name.Length < 2 || name[0] != '_' || name[1] != '_')
            return name;
        if (name.EndsWith("__", StringComparison.Ordinal) || name.Contains('.'))
            return name;
        int start = 0;
        while (start < className.Length && className[start] == '_')
            start++;
        return start == className.Length ? name : string.Concat("_", className.AsSpan(start), name);
    }
}
