// The sort asks for the same comparisons in the same order as the reference, and gives the same (stable) order: tests/golden/containers/sort.txt.
using Vivarium.Runtime.Errors;
using Vivarium.Runtime.Layout;
using Vivarium.Runtime.Objects;
using ThreadState = Vivarium.Runtime.State.ThreadState;

namespace Vivarium.Runtime.Tests.Containers;

public unsafe class SortTests
{
    /// <summary>Keys are numbers in disguise: value × 4096 + position, compared by value; each comparison goes into the checksum.</summary>
    private readonly struct LoggedOrder : ISortOrder
    {
        [ThreadStatic]
        public static uint Checksum;

        public static int Less(ThreadState* ts, SortState* state, PyObject* a, PyObject* b)
        {
            nint x = (nint)a;
            nint y = (nint)b;
            Checksum = unchecked(Checksum * 31 + (uint)(x % 4096) * 1009 + (uint)(y % 4096));
            return x / 4096 < y / 4096 ? 1 : 0;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Comparisons_and_order_are_the_references(bool withValues)
    {
        using var heap = new ContainerHeap();
        SortState* state = stackalloc SortState[1];
        foreach (string line in File.ReadLines(Repository.PathOf("tests/golden/containers/sort.txt")).Where(l => l[0] != '#'))
        {
            string[] parts = line.Split('\t');
            nint[] keys = [.. parts[0].Split(' ').Select((v, i) => (nint)(long.Parse(v) * 4096 + i))];
            nint[] values = [.. keys];
            LoggedOrder.Checksum = 0;
            fixed (nint* k = keys)
            fixed (nint* v = values)
            {
                state->keys = (PyObject**)k;
                state->values = withValues ? (PyObject**)v : null;
                state->length = keys.Length;
                state->pendingCount = 0;
                state->minGallop = Timsort.MinGallop;
                state->tempSize = SortState.SmallTemp / 2;
                state->temp = (PyObject**)state->smallTemp;
                state->tempValues = state->temp + SortState.SmallTemp / 2;
                Assert.Equal(Status.Ok, Timsort.Run<LoggedOrder>(heap.State, state));
                if (state->temp != (PyObject**)state->smallTemp)
                    Vivarium.Heap.MemDomain.Free(heap.State->interp->heap, state->temp);
            }
            Assert.Equal(parts[2], string.Join(' ', keys.Select(key => key % 4096)));
            Assert.Equal(uint.Parse(parts[1]), LoggedOrder.Checksum);
            if (withValues)
                Assert.Equal(keys, values);
        }
        Assert.Equal(0, heap.LiveBlocks - 4);
    }
}
