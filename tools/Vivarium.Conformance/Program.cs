// ./conformance: runs the reference's own test modules, unmodified, and keeps the score. See docs/internals/conformance.md.
using System.Globalization;
using Vivarium.Conformance;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    return new Run(Options.Parse(args)).Execute();
}
catch (UsageException error)
{
    Console.Error.WriteLine($"conformance: {error.Message}");
    return 2;
}
