// The debug mode: every block gets guard bytes, a serial number and the caller's tag, is filled on allocation and on release, and is kept
// in quarantine for a while after its release. What is found wrong is reported when a block is released or resized, when it leaves the
// quarantine, and by PyHeap.Check. Only reached by slow paths: with the hooks on, the inline paths are closed.
// See docs/internals/heap.md.
using System.Runtime.InteropServices;

namespace Vivarium.Heap;

internal static unsafe class DebugHooks
{
    public static void* Allocate(PyHeap* heap, nuint size, HeapDomain domain, bool zero)
    {
        if (size > HeapLayout.MaxRequest - DebugBlock.Overhead)
            return null;
        void* block = SlowPaths.Allocate(heap, size + DebugBlock.Overhead, domain, zero: false);
        if (block == null)
        {
            // Blocks in quarantine must not be what stands in the way.
            if (!Flush(heap, domain))
                return null;
            block = SlowPaths.Allocate(heap, size + DebugBlock.Overhead, domain, zero: false);
            if (block == null)
                return null;
        }
        ulong serial = (ulong)Interlocked.Increment(ref heap->serial);
        return DebugBlock.Initialize((DebugBlock*)block, size, domain, heap->Origin, serial, zero);
    }

    public static void Free(PyHeap* heap, void* p, HeapDomain domain)
    {
        DebugBlock* block = DebugBlock.Of(p);
        HeapCorruption? wrong = InspectForUse(heap, block, domain, out nuint room);
        if (room != 0)
            Bury(heap, block);
        if (wrong is { } corruption)
            Report(heap, corruption);
    }

    /// <summary>
    /// Always moves the block, so that a pointer kept to the old one is found out; unless it shrinks and there is no memory.
    /// </summary>
    public static void* Reallocate(PyHeap* heap, void* p, nuint size, HeapDomain domain)
    {
        DebugBlock* block = DebugBlock.Of(p);
        HeapCorruption? wrong = InspectForUse(heap, block, domain, out nuint room);
        if (wrong is { } corruption)
            Report(heap, corruption);
        if (room == 0)
            return null;
        nuint old = block->size;
        void* moved = Allocate(heap, size, domain, zero: false);
        if (moved != null)
        {
            NativeMemory.Copy(p, moved, Math.Min(old, size));
            Bury(heap, block);
            return moved;
        }
        if (size > old)
            return null;
        block->size = size;
        NativeMemory.Fill((byte*)p + size, old - size + DebugBlock.TailSize, DebugBlock.ForbiddenByte);
        return p;
    }

    /// <summary>Inspects every live block and all in quarantine, and reports what is wrong; returns how many.</summary>
    public static int Check(PyHeap* heap)
    {
        Checker checker = new() { Found = [] };
        BlockWalker.Walk(heap, ref checker);
        foreach (HeapCorruption corruption in checker.Found)
            Report(heap, corruption);
        return checker.Found.Count;
    }

    public static void Report(PyHeap* heap, HeapCorruption corruption)
    {
        if (heap->corruptionHandler == 0)
            throw new HeapCorruptionException(corruption);
        ((HeapCorruptionHandler)GCHandle.FromIntPtr(heap->corruptionHandler).Target!)(corruption);
    }

    /// <summary>Releases the blocks in quarantine; false when there was none.</summary>
    public static bool Flush(PyHeap* heap, HeapDomain domain)
    {
        bool any = false;
        while (EvictOldest(heap, raw: true, always: true))
            any = true;
        while (domain != HeapDomain.Raw && EvictOldest(heap, raw: false, always: true))
            any = true;
        return any;
    }

    /// <summary>What is wrong with a block that is about to be released or resized. A room of 0: it must not be touched.</summary>
    private static HeapCorruption? InspectForUse(PyHeap* heap, DebugBlock* block, HeapDomain used, out nuint room)
    {
        if (!BlockWalker.IsBlock(heap, block, out room))
        {
            room = 0;
            return DebugBlock.Describe(block, HeapCorruptionKind.BadPointer) with { Domain = used, UsedDomain = used };
        }
        HeapDomain domain = SlowPaths.DomainOf(heap, block);
        byte letter = DebugBlock.Released(DebugBlock.LetterOf(domain));
        if ((block->state == letter || block->state == DebugBlock.Gone(letter)) && block->size <= room - DebugBlock.Overhead)
        {
            room = 0;
            return DebugBlock.Describe(block, HeapCorruptionKind.DoubleFree) with { UsedDomain = used };
        }
        HeapCorruption? wrong = DebugBlock.Inspect(block, room, domain);
        if (wrong is { Kind: HeapCorruptionKind.BadPointer })
            room = 0;
        else if (wrong is null && domain != used)
            wrong = DebugBlock.Describe(block, HeapCorruptionKind.WrongDomain);
        return wrong is { } corruption ? corruption with { Domain = domain, UsedDomain = used } : null;
    }

    private static void Bury(PyHeap* heap, DebugBlock* block)
    {
        HeapDomain domain = SlowPaths.DomainOf(heap, block);
        bool raw = domain == HeapDomain.Raw;
        DebugBlock.Bury(block, domain, heap->Origin);
        if (raw)
            LargeBlocks.Lock(heap);
        ref Quarantine quarantine = ref raw ? ref heap->rawQuarantine : ref heap->ownedQuarantine;
        bool kept = quarantine.Add(block, block->size + DebugBlock.Overhead);
        if (kept)
            heap->CountLive(domain, -1);
        if (raw)
            LargeBlocks.Unlock(heap);
        if (!kept)
        {
            block->state = DebugBlock.Gone(block->state);
            SlowPaths.Release(heap, block);
        }
        while (EvictOldest(heap, raw, always: false))
            continue;
    }

    /// <summary>
    /// Releases the block that is longest in quarantine, if it keeps too many or always; false when nothing was to be done.
    /// </summary>
    private static bool EvictOldest(PyHeap* heap, bool raw, bool always)
    {
        if (raw)
            LargeBlocks.Lock(heap);
        ref Quarantine quarantine = ref raw ? ref heap->rawQuarantine : ref heap->ownedQuarantine;
        DebugBlock* block = always || quarantine.IsOver ? (DebugBlock*)quarantine.Oldest : null;
        HeapDomain domain = default;
        if (block != null)
        {
            domain = SlowPaths.DomainOf(heap, block);
            quarantine.RemoveOldest();
            // To the allocator below it has been alive until now.
            heap->CountLive(domain, 1);
        }
        if (raw)
            LargeBlocks.Unlock(heap);
        if (block == null)
            return false;
        HeapCorruption? wrong = DebugBlock.Inspect(block, RoomOf(heap, block), domain);
        block->state = DebugBlock.Gone(block->state);
        SlowPaths.Release(heap, block);
        if (wrong is { } corruption)
            Report(heap, corruption with { Domain = domain, UsedDomain = domain });
        return true;
    }

    private static nuint RoomOf(PyHeap* heap, void* block) =>
        heap->InArenaSpace(block) ? HeapLayout.SizeOfClass(Pools.PoolOf(block)->szidx) : LargeBlocks.HeaderOf(block)->size;

    private struct Checker : IBlockVisitor
    {
        public List<HeapCorruption> Found;

        public readonly void Visit(HeapDomain domain, void* block, nuint size, bool isLarge)
        {
            HeapCorruption? wrong = DebugBlock.Inspect((DebugBlock*)block, size, domain);
            if (wrong is { } corruption)
                Found.Add(corruption with { Domain = domain, UsedDomain = domain });
        }
    }
}
