// The collector's state (struct _gc_runtime_state in CPython): three generations, thresholds and statistics. See docs/internals/gc.md.
namespace Vivarium.Runtime.Gc;

internal struct GcGeneration
{
    public PyGC_Head head;
    public int threshold;
    /// <summary>Allocations minus deallocations (youngest), or collections of the next younger one since the last.</summary>
    public int count;
}

internal struct GcGenerationStats
{
    public nint collections;
    public nint collected;
    public nint uncollectable;
}

[InlineArray(GcState.GenerationCount)]
internal struct GcGenerations
{
    private GcGeneration _first;
}

[InlineArray(GcState.GenerationCount)]
internal struct GcGenerationStatistics
{
    private GcGenerationStats _first;
}

internal unsafe struct GcState
{
    public const int GenerationCount = 3;

    /// <summary>Head of the youngest generation's list.</summary>
    public PyGC_Head* generation0;
    /// <summary>A count of the youngest generation above this is looked at: its threshold, or less than any count under stress.</summary>
    public int young_limit;
    public GcGenerations generations;
    public GcGeneration permanent_generation;
    public GcGenerationStatistics generation_stats;
    public int enabled;
    public int debug;
    public int collecting;
    /// <summary>Collect at every Nth allocation of a container; 0 is off (a test switch).</summary>
    public int stress_interval;
    /// <summary>Allocations since the last collection that stress asked for.</summary>
    public int stress_count;
    public PyObject* garbage;
    public PyObject* callbacks;
    public nint long_lived_total;
    public nint long_lived_pending;
}
