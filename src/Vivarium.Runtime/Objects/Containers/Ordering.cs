// What a rich comparison comes down to when everything before was equal.
namespace Vivarium.Runtime.Objects;

internal static class Ordering
{
    /// <summary>The operation (0 &lt;, 1 &lt;=, 2 ==, 3 !=, 4 &gt;, 5 &gt;=) applied to two lengths.</summary>
    public static bool OfSizes(nint left, nint right, int op) => op switch
    {
        0 => left < right,
        1 => left <= right,
        2 => left == right,
        3 => left != right,
        4 => left > right,
        _ => left >= right,
    };
}
