// Spares dispatch the way through the runtime's stubs. The address of a method is that of a stub, a jump to the method's present code, and dispatch makes that extra
// jump for every instruction. Once a handler has its final code, the table may name that itself. Final is code made by the JIT: code of an image, or behind a counter of
// calls, is still to be replaced, and the stub must see its calls. What is read is only machine code: the stub's first instruction, a jump through a cell. Anything
// else is left as it is, so where stubs look different nothing changes. Looked at again now and then for as long as programs run. See docs/internals/interpreter.md.
using System.Globalization;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class EntryPoints
{
    /// <summary>Ends of fuel between two looks: some tens of milliseconds.</summary>
    private const int LooksApart = 32;

    private static readonly State* s_state = (State*)ImmortalRegion.Allocate((nuint)sizeof(State));

    private struct State
    {
        public int countdown;
        public int busy;
        /// <summary>The handlers' stubs, in the order of the table; null until the first look.</summary>
        public void** stubs;
        /// <summary>Pairs of addresses: executable parts of files, with the code of images.</summary>
        public nuint* images;
        public int imageCount;
    }

    /// <summary>Called when fuel has run out.</summary>
    public static void Look()
    {
        State* state = s_state;
        if (--state->countdown > 0)
            return;
        state->countdown = LooksApart;
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !OperatingSystem.IsLinux() || Interlocked.Exchange(ref state->busy, 1) != 0)
            return;
        if (state->stubs == null)
            Prepare(state);
        void** table = Dispatch.Table;
        for (int i = 0; i < Handlers.TableSize && state->imageCount > 0; i++)
            table[i] = FinalCode(state, state->stubs[i]);
        Volatile.Write(ref state->busy, 0);
    }

    /// <summary>Where a stub leads when that is for good, or the stub.</summary>
    private static void* FinalCode(State* state, void* stub)
    {
        byte* at = (byte*)stub;
        // jmp [rip + offset]
        if (at[0] != 0xFF || at[1] != 0x25)
            return stub;
        nuint* cell = (nuint*)(at + 6 + *(int*)(at + 2));
        nuint target = Volatile.Read(ref *cell);
        // The rest of the stub itself: there is no code yet.
        if (target - (nuint)at < 64)
            return stub;
        for (int i = 0; i < state->imageCount; i++)
        {
            if (target - state->images[2 * i] < state->images[(2 * i) + 1] - state->images[2 * i])
                return stub;
        }
        // mov rax, [rip + offset]; dec word ptr [rax]: counts calls. The runtime may take that away in this moment, but the cell then leads elsewhere.
        byte* code = (byte*)target;
        bool counts = code[0] == 0x48 && code[1] == 0x8B && code[2] == 0x05 && code[7] == 0x66 && code[8] == 0xFF && code[9] == 0x08;
        return counts || Volatile.Read(ref *cell) != target ? stub : (void*)target;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Prepare(State* state)
    {
        List<nuint> images = [];
        try
        {
            foreach (string line in File.ReadLines("/proc/self/maps"))
            {
                string[] fields = line.Split(' ', 6, StringSplitOptions.TrimEntries);
                // The JIT's own memory is either anonymous or a file that only memory holds.
                if (fields.Length < 6 || !fields[1].Contains('x') || !fields[5].StartsWith('/') || fields[5].StartsWith("/memfd:", StringComparison.Ordinal))
                    continue;
                int dash = fields[0].IndexOf('-');
                images.Add(nuint.Parse(fields[0].AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                images.Add(nuint.Parse(fields[0].AsSpan(dash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without the list nothing counts as final.
            images.Clear();
        }
        state->images = (nuint*)ImmortalRegion.Allocate((nuint)(Math.Max(images.Count, 1) * sizeof(nuint)));
        for (int i = 0; i < images.Count; i++)
            state->images[i] = images[i];
        state->imageCount = images.Count / 2;
        void** stubs = (void**)ImmortalRegion.Allocate((nuint)(Handlers.TableSize * sizeof(void*)));
        Handlers.Fill(stubs);
        state->stubs = stubs;
    }
}
