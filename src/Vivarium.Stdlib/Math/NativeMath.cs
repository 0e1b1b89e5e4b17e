// Functions of the platform's C math library that .NET does not offer, bound once when first needed. See docs/internals/math.md.
namespace Vivarium.Stdlib.Mathematics;

internal static unsafe class NativeMath
{
    private static readonly nint s_library = Load();

    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> s_erf = Find("erf");
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> s_erfc = Find("erfc");
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> s_exp2 = Find("exp2");
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> s_expm1 = Find("expm1");
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> s_log1p = Find("log1p");

    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double, double> s_hypot =
        (delegate* unmanaged[SuppressGCTransition]<double, double, double>)NativeLibrary.GetExport(s_library, "hypot");

    public static double Erf(double x) => s_erf(x);

    public static double Erfc(double x) => s_erfc(x);

    public static double Hypot(double x, double y) => s_hypot(x, y);

    public static double Exp2(double x) => s_exp2(x);

    public static double Expm1(double x) => s_expm1(x);

    /// <summary>A zero keeps its sign, whatever the library does.</summary>
    public static double Log1p(double x) => x == 0.0 ? x : s_log1p(x);

    private static nint Load()
    {
        string[] names = OperatingSystem.IsWindows() ? ["ucrtbase.dll"]
            : OperatingSystem.IsMacOS() ? ["libSystem.dylib"]
            : ["libm.so.6", "libm.so", "libc.so"];
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
                return handle;
        }
        throw new DllNotFoundException(names[0]);
    }

    private static delegate* unmanaged[SuppressGCTransition]<double, double> Find(string name) =>
        (delegate* unmanaged[SuppressGCTransition]<double, double>)NativeLibrary.GetExport(s_library, name);
}
