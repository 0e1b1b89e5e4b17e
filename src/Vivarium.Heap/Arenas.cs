// Arenas: which pools are free, and which arena gives the next one. The list of usable arenas is kept in ascending order of free pools, so
// that pools are taken from the fullest arena and the emptiest can be returned to the system. nfp2lasta[n] is the last arena of that list
// with n free pools, which makes every move in the list a constant-time step. An arena all of whose pools are free is returned at once,
// unless it is the last of the list: a program that keeps needing and dropping one pool must not map and unmap an arena each time.
// A heap that has grown maps arenas in pairs, for huge pages; the second of a pair waits as the spare one, charged, for the next request.
// See docs/internals/heap.md.
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

/// <summary>All that a heap knows of its arenas.</summary>
internal unsafe struct ArenaTable
{
    /// <summary>Descriptions, by arena index. It only moves when no description is linked to another.</summary>
    public ArenaObject* objects;
    public uint maxarenas;
    public ArenaObject* unused_arena_objects;
    public ArenaObject* usable_arenas;
    public fixed ulong nfp2lasta[HeapLayout.PoolsPerArena + 1];

    public nuint narenas_currently_allocated;
    public nuint ntimes_arena_allocated;
    public nuint narenas_highwater;

    /// <summary>An arena that is mapped and charged, but not in use; 0 for none.</summary>
    public nuint spare;

    /// <summary>Where the next arena goes.</summary>
    public nuint nextPlace;

    /// <summary>
    /// The numbers (address divided by size) of the arenas, hashed by their low bits with linear probing; 0 is a free place.
    /// </summary>
    public nuint* map;
    public nuint mapMask;
}

internal static unsafe class Arenas
{
    private const uint InitialArenaObjects = 16;

    /// <summary>From so many arenas on they are mapped in pairs: before, a pair would be too large a part of the heap.</summary>
    private const uint PairsFrom = 8;

    public static void Initialize(PyHeap* heap, ulong seed)
    {
        // Heaps start well apart, so that each one's arenas follow each other.
        ulong place = seed == 0 ? (ulong)Random.Shared.NextInt64() : seed * 0x9E3779B97F4A7C15;
        heap->arenas.nextPlace = (nuint)((place >> 8) % (ArenaSpace.Places >> 10)) << 10;
        heap->arenas.map = &heap->noArena;
    }

    /// <summary>An empty pool of the fullest arena that has one, or null. Its header is as its last user left it, or zero.</summary>
    public static PoolHeader* TakePool(PyHeap* heap)
    {
        ref ArenaTable table = ref heap->arenas;
        ArenaObject* arena = table.usable_arenas;
        if (arena == null)
        {
            arena = NewArena(heap);
            if (arena == null)
                return null;
            arena->nextarena = null;
            arena->prevarena = null;
            table.usable_arenas = arena;
            table.nfp2lasta[arena->nfreepools] = (ulong)arena;
        }

        // The first arena of the list has the fewest free pools, and one fewer now: it stays the first, and is alone with that number.
        uint free = arena->nfreepools;
        Debug.Assert(free > 0);
        if (table.nfp2lasta[free] == (ulong)arena)
            table.nfp2lasta[free] = 0;
        if (free > 1)
            table.nfp2lasta[free - 1] = (ulong)arena;
        arena->nfreepools = free - 1;

        PoolHeader* pool = arena->freepools;
        if (pool != null)
        {
            arena->freepools = pool->nextpool;
        }
        else
        {
            pool = (PoolHeader*)arena->pool_address;
            arena->pool_address += HeapLayout.PoolSize;
            pool->arenaindex = (uint)(arena - table.objects);
            pool->szidx = uint.MaxValue;
        }
        if (free == 1)
        {
            table.usable_arenas = arena->nextarena;
            if (arena->nextarena != null)
                arena->nextarena->prevarena = null;
        }
        return pool;
    }

    /// <summary>Gives an empty pool back to its arena, and the arena to the system if that makes it empty.</summary>
    public static void ReturnPool(PyHeap* heap, PoolHeader* pool)
    {
        ref ArenaTable table = ref heap->arenas;
        ArenaObject* arena = &table.objects[pool->arenaindex];
        pool->nextpool = arena->freepools;
        arena->freepools = pool;

        uint before = arena->nfreepools;
        uint free = before + 1;
        arena->nfreepools = free;
        ArenaObject* lastEqual = (ArenaObject*)table.nfp2lasta[before];
        if (lastEqual == arena)
        {
            ArenaObject* previous = arena->prevarena;
            table.nfp2lasta[before] = previous != null && previous->nfreepools == before ? (ulong)previous : 0;
        }

        if (free == arena->ntotalpools && arena->nextarena != null)
        {
            Unlink(ref table, arena);
            ReturnArena(heap, arena);
            return;
        }
        if (before == 0)
        {
            // It was full, hence in no list; now it is the fullest of the usable ones.
            arena->prevarena = null;
            arena->nextarena = table.usable_arenas;
            if (arena->nextarena != null)
                arena->nextarena->prevarena = arena;
            table.usable_arenas = arena;
            if (table.nfp2lasta[1] == 0)
                table.nfp2lasta[1] = (ulong)arena;
            return;
        }
        if (table.nfp2lasta[free] == 0)
            table.nfp2lasta[free] = (ulong)arena;
        if (lastEqual == arena)
            return;
        // Move behind the last one with as many free pools as this had.
        Unlink(ref table, arena);
        arena->prevarena = lastEqual;
        arena->nextarena = lastEqual->nextarena;
        if (arena->nextarena != null)
            arena->nextarena->prevarena = arena;
        lastEqual->nextarena = arena;
    }

    /// <summary>Returns the spare arena and the empty one that is kept; says whether there was any.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Trim(PyHeap* heap)
    {
        bool spare = ReturnSpare(heap);
        return ReturnKept(heap) || spare;
    }

    private static bool ReturnKept(PyHeap* heap)
    {
        ref ArenaTable table = ref heap->arenas;
        ArenaObject* arena = (ArenaObject*)table.nfp2lasta[HeapLayout.PoolsPerArena];
        if (arena == null)
            return false;
        // There is never a second one.
        Debug.Assert(arena->nextarena == null && (arena->prevarena == null || arena->prevarena->nfreepools < HeapLayout.PoolsPerArena));
        table.nfp2lasta[HeapLayout.PoolsPerArena] = 0;
        Unlink(ref table, arena);
        ReturnArena(heap, arena);
        return true;
    }

    public static void ReleaseAll(PyHeap* heap)
    {
        ref ArenaTable table = ref heap->arenas;
        for (uint i = 0; i < table.maxarenas; i++)
        {
            if (table.objects[i].address != 0)
                ArenaSpace.Unmap((void*)table.objects[i].address);
        }
        if (table.spare != 0)
            ArenaSpace.Unmap((void*)table.spare);
        PlatformMemory.Shared.Free(table.objects, table.maxarenas * (nuint)sizeof(ArenaObject));
        if (table.map != &heap->noArena)
            PlatformMemory.Shared.Free(table.map, (table.mapMask + 1) * (nuint)sizeof(nuint));
    }

    private static void Unlink(ref ArenaTable table, ArenaObject* arena)
    {
        if (arena->prevarena == null)
            table.usable_arenas = arena->nextarena;
        else
            arena->prevarena->nextarena = arena->nextarena;
        if (arena->nextarena != null)
            arena->nextarena->prevarena = arena->prevarena;
    }

    private static ArenaObject* NewArena(PyHeap* heap)
    {
        ref ArenaTable table = ref heap->arenas;
        if (table.unused_arena_objects == null && !Grow(heap))
            return null;
        ArenaObject* arena = table.unused_arena_objects;
        void* address = MapCharged(heap, arena->pool_address);
        if (address == null)
            return null;
        heap->RecordOwnedPeak();
        table.unused_arena_objects = arena->nextarena;
        arena->address = (nuint)address;
        arena->pool_address = (byte*)address;
        arena->freepools = null;
        arena->nfreepools = arena->ntotalpools = HeapLayout.PoolsPerArena;
        Enter(ref table, arena->address >> HeapLayout.ArenaShift);
        table.ntimes_arena_allocated++;
        if (++table.narenas_currently_allocated > table.narenas_highwater)
            table.narenas_highwater = table.narenas_currently_allocated;
        return arena;
    }

    /// <summary>Memory for an arena, charged; or null.</summary>
    private static void* MapCharged(PyHeap* heap, void* preferred)
    {
        ref ArenaTable table = ref heap->arenas;
        if (table.spare != 0)
        {
            void* spare = (void*)table.spare;
            table.spare = 0;
            return spare;
        }
        if (table.narenas_currently_allocated >= PairsFrom && heap->TryChargeOwned(2 * HeapLayout.ArenaSize))
        {
            byte* pair = (byte*)ArenaSpace.MapPair(preferred, ref table.nextPlace);
            if (pair != null)
            {
                table.spare = (nuint)(pair + HeapLayout.ArenaSize);
                return pair;
            }
            heap->UnchargeOwned(2 * HeapLayout.ArenaSize);
        }
        if (!heap->TryChargeOwned(HeapLayout.ArenaSize))
            return null;
        void* address = ArenaSpace.Map(preferred, ref table.nextPlace);
        if (address == null)
            heap->UnchargeOwned(HeapLayout.ArenaSize);
        return address;
    }

    private static bool ReturnSpare(PyHeap* heap)
    {
        ref ArenaTable table = ref heap->arenas;
        if (table.spare == 0)
            return false;
        ArenaSpace.Unmap((void*)table.spare);
        table.spare = 0;
        heap->UnchargeOwned(HeapLayout.ArenaSize);
        return true;
    }

    private static void ReturnArena(PyHeap* heap, ArenaObject* arena)
    {
        ref ArenaTable table = ref heap->arenas;
        Leave(ref table, arena->address >> HeapLayout.ArenaShift);
        ArenaSpace.Unmap((void*)arena->address);
        arena->pool_address = (byte*)arena->address;
        arena->address = 0;
        arena->nextarena = table.unused_arena_objects;
        table.unused_arena_objects = arena;
        table.narenas_currently_allocated--;
        heap->UnchargeOwned(HeapLayout.ArenaSize);
        // A heap that shrinks has no use for a spare one.
        _ = ReturnSpare(heap);
    }

    /// <summary>Doubles the tables. No arena is usable and no description unused now, so nothing points into them.</summary>
    private static bool Grow(PyHeap* heap)
    {
        ref ArenaTable table = ref heap->arenas;
        Debug.Assert(table.usable_arenas == null && table.unused_arena_objects == null);
        uint old = table.maxarenas;
        uint length = old == 0 ? InitialArenaObjects : old * 2;
        nuint* map = (nuint*)PlatformMemory.Shared.Calloc(4 * length * (nuint)sizeof(nuint));
        if (map == null)
            return false;
        ArenaObject* moved = (ArenaObject*)PlatformMemory.Shared.Realloc(table.objects, length * (nuint)sizeof(ArenaObject));
        if (moved == null)
        {
            PlatformMemory.Shared.Free(map, 0);
            return false;
        }
        if (table.map != &heap->noArena)
            PlatformMemory.Shared.Free(table.map, (table.mapMask + 1) * (nuint)sizeof(nuint));
        table.map = map;
        table.mapMask = (4 * length) - 1;
        for (uint i = 0; i < old; i++)
            Enter(ref table, moved[i].address >> HeapLayout.ArenaShift);
        for (uint i = old; i < length; i++)
            moved[i] = new ArenaObject { nextarena = i + 1 < length ? &moved[i + 1] : null };
        table.objects = moved;
        table.maxarenas = length;
        table.unused_arena_objects = &moved[old];
        return true;
    }

    private static void Enter(ref ArenaTable table, nuint number)
    {
        nuint at = number & table.mapMask;
        while (table.map[at] != 0)
            at = (at + 1) & table.mapMask;
        table.map[at] = number;
    }

    private static void Leave(ref ArenaTable table, nuint number)
    {
        nuint mask = table.mapMask;
        nuint at = number & mask;
        while (table.map[at] != number)
            at = (at + 1) & mask;
        // Close the gap: whatever follows and was pushed past it moves up.
        nuint gap = at;
        while (true)
        {
            at = (at + 1) & mask;
            nuint entry = table.map[at];
            if (entry == 0)
                break;
            if (((at - entry) & mask) < ((at - gap) & mask))
                continue;
            table.map[gap] = entry;
            gap = at;
        }
        table.map[gap] = 0;
    }
}
