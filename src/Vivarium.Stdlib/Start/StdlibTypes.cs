// Brings the types of the native modules into the immortal region: to be called before the first interpreter is made.
namespace Vivarium.Stdlib.Start;

internal static unsafe class StdlibTypes
{
    private static readonly Lock s_lock = new();
    private static bool s_registered;

    public static void Register()
    {
        lock (s_lock)
        {
            if (s_registered)
                return;
            s_registered = true;
            ImmortalRegion.AddTypes(&Define);
            ImmortalRegion.AddTypes(&StructSequences.Define);
            ImmortalRegion.AddConstants(&Contextvars.TokenType.AddConstants);
            ImmortalRegion.AddConstants(&InterpolationType.AddConstants);
            ImmortalRegion.AddConstants(&Ast.AstType.AddConstants);
            ImmortalRegion.AddConstants(&Hashes.Blake2Module.AddConstants);
        }
    }

    private static int Define(PyTypeObject*** all)
    {
        GeneratedTypes.DefineAll();
        *all = GeneratedTypes.All;
        return GeneratedTypes.Count;
    }
}
