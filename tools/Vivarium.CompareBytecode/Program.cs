// Compares the bytecode of Vivarium's compiler with the reference's; started by tools/compare-bytecode.
using System.Globalization;
using Vivarium.CompareBytecode;

return args switch
{
    ["--write-pyc", var tree, var directory] => PycWriting.Run(tree, directory),
    ["--round-trip", var directory] => RoundTrip.Run(directory),
    ["--tree", var directory, var shown, var optimize] => TreeComparison.Run(directory, Number(shown), Number(optimize)),
    ["--flow", var recording] => FlowCheck.Run(recording, 4),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("usage: compare-bytecode TREE | --round-trip DIRECTORY-OF-PYC-FILES");
    return 2;
}
