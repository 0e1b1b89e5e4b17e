// Layouts of the objects of the module: patterns, matches, scanners and templates; their sizes are part of what sys.getsizeof tells.
// See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

internal unsafe struct PatternObject
{
    public PyVarObject ob_base;
    public nint groups;
    /// <summary>Dict of names to group numbers; read-only once here.</summary>
    public PyObject* groupindex;
    /// <summary>Tuple of group numbers to names.</summary>
    public PyObject* indexgroup;
    /// <summary>The source: str, bytes-like or None.</summary>
    public PyObject* pattern;
    public int flags;
    public PyObject* weakreflist;
    /// <summary>1 for patterns of bytes, 0 of str, -1 when there is no source: any text.</summary>
    public int isbytes;
    public nint codesize;
    /// <summary>First word of the validated code.</summary>
    public uint code;
}

internal unsafe struct MatchObject
{
    public PyVarObject ob_base;
    public PyObject* text;
    /// <summary>Tuple of all spans, made when first asked for.</summary>
    public PyObject* regs;
    public PatternObject* pattern;
    public nint pos;
    public nint endpos;
    public nint lastindex;
    /// <summary>The groups with the whole match, which is 0.</summary>
    public nint groups;
    /// <summary>First of two positions for each group, -1 when it took no part.</summary>
    public nint mark;
}

internal unsafe struct ScannerObject
{
    public PyObject ob_base;
    public PatternObject* pattern;
    public int executing;
    public SreState state;
}

internal unsafe struct TemplateItem
{
    public nint index;
    /// <summary>What stands after the group; null for nothing.</summary>
    public PyObject* literal;
}

internal unsafe struct TemplateObject
{
    public PyVarObject ob_base;
    public nint chunks;
    /// <summary>What stands before the first group.</summary>
    public PyObject* literal;
}
