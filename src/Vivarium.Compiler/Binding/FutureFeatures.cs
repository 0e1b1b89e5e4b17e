// Finds the future statements at the head of a module and reports the ones that are wrong; see docs/internals/symtable.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

/// <summary>The features that a module's future statements turn on, and where the last of them stands.</summary>
internal sealed class FutureFeatures
{
    public const string LateImport = "from __future__ imports must occur at the beginning of the file";

    public CodeFlags Features { get; set; }
    public Location Location { get; private set; } = Location.None;

    public static FutureFeatures FromTree(Mod mod, string fileName)
    {
        var result = new FutureFeatures();
        Stmt[]? body = mod switch
        {
            Module module => module.Body,
            Interactive interactive => interactive.Body,
            _ => null,
        };
        if (body is null || body.Length == 0)
            return result;
        // Statements must come first, after at most a docstring; one that comes later is reported by the code generator.
        int first = body[0] is ExprStmt { Value: ConstantExpr { Value: StrConstant } } ? 1 : 0;
        bool done = false;
        int previousLine = 0;
        for (int i = first; i < body.Length; i++)
        {
            // Another statement ends the head of the module, at the latest with its line.
            if (done && body[i].Lineno > previousLine)
                break;
            previousLine = body[i].Lineno;
            if (body[i] is not ImportFrom { Module: "__future__", Level: 0 } statement)
            {
                done = true;
                continue;
            }
            if (done)
                throw CompileErrors.Binding(fileName, LateImport, statement.Loc());
            result.Read(statement, fileName);
        }
        return result;
    }

    private void Read(ImportFrom statement, string fileName)
    {
        foreach (Alias alias in statement.Names)
        {
            switch (alias.Name)
            {
                case "nested_scopes" or "generators" or "division" or "absolute_import" or "with_statement" or "print_function"
                    or "unicode_literals" or "generator_stop":
                    break;
                case "barry_as_FLUFL":
                    Features |= CodeFlags.CO_FUTURE_BARRY_AS_BDFL;
                    break;
                case "annotations":
                    Features |= CodeFlags.CO_FUTURE_ANNOTATIONS;
                    break;
                case "braces":
                    throw CompileErrors.Binding(fileName, "not a chance", alias.Loc());
                default:
                    throw CompileErrors.Binding(fileName, $"future feature {Truncate(alias.Name)} is not defined", alias.Loc());
            }
        }
        Location = statement.Loc();
    }

    private static string Truncate(string name) => name.Length > 100 ? name[..100] : name;
}
