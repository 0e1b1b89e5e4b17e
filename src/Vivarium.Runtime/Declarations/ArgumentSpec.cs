// What the slow path of argument parsing knows about one function: its name, how many parameters of each kind, and their names as interned strings.
// Made once by the generated Define() of a type or module; lives in the immortal region.
using System.Text;

namespace Vivarium.Runtime.Declarations;

internal unsafe struct ArgumentSpec
{
    /// <summary>Name in messages, UTF-8.</summary>
    public byte* function;
    /// <summary>Number of places: all parameters except *args and **kwargs.</summary>
    public int length;
    public int positional_only;
    /// <summary>Required and possible positional arguments.</summary>
    public int min_positional;
    public int max_positional;
    /// <summary>Required keyword-only parameters; they come first among the keyword-only ones.</summary>
    public int min_keyword;
    public bool var_positional;
    /// <summary>First of the names, one for each place; null for positional-only parameters.</summary>
    public PyObject* names;

    /// <param name="function">Name in messages.</param>
    /// <param name="length">Number of places.</param>
    /// <param name="positionalOnly">Places that have no name.</param>
    /// <param name="minPositional">Required positional arguments.</param>
    /// <param name="maxPositional">Possible positional arguments.</param>
    /// <param name="minKeyword">Required keyword-only arguments.</param>
    /// <param name="varPositional">Whether more positional arguments go to *args.</param>
    /// <param name="names">The names, each ended by NUL; empty for positional-only parameters.</param>
    public static ArgumentSpec* Make(
        byte* function, int length, int positionalOnly, int minPositional, int maxPositional, int minKeyword, bool varPositional, ReadOnlySpan<byte> names)
    {
        ArgumentSpec* spec = (ArgumentSpec*)ImmortalRegion.Allocate((nuint)(sizeof(ArgumentSpec) + length * sizeof(PyObject*)));
        spec->function = function;
        spec->length = length;
        spec->positional_only = positionalOnly;
        spec->min_positional = minPositional;
        spec->max_positional = maxPositional;
        spec->min_keyword = minKeyword;
        spec->var_positional = varPositional;
        for (int i = 0; i < length; i++)
        {
            int end = names.IndexOf((byte)0);
            if (end > 0)
                (&spec->names)[i] = StaticStrings.Intern(Encoding.UTF8.GetString(names[..end]));
            names = names[(end + 1)..];
        }
        return spec;
    }
}
