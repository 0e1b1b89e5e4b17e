// The thread's data stack: frames of Python functions are carved from chunks of the interpreter's heap, one after the other, and given back in reverse.
// One empty chunk is kept, so that a loop which calls at a chunk's edge does not allocate at each turn. See docs/internals/frames.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class DataStack
{
    private const nuint ChunkSize = 16 * 1024;

    /// <summary>Room for a frame of that many words, or null with MemoryError.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static _PyInterpreterFrame* Push(ThreadState* ts, int words)
    {
        StackRef* top = ts->datastack_top;
        if (top + words <= ts->datastack_limit)
        {
            ts->datastack_top = top + words;
            return (_PyInterpreterFrame*)top;
        }
        return PushChunk(ts, words);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static _PyInterpreterFrame* PushChunk(ThreadState* ts, int words)
    {
        nuint needed = (nuint)sizeof(StackChunk) + ((nuint)words * (nuint)sizeof(StackRef)) + 64;
        nuint size = ChunkSize;
        while (size < needed)
            size *= 2;
        StackChunk* chunk = (StackChunk*)MemDomain.Malloc(ts->interp->heap, size);
        if (chunk == null)
        {
            Err.NoMemory(ts);
            return null;
        }
        StackChunk* old = ts->datastack_chunk;
        if (old != null)
            old->top = (nuint)(ts->datastack_top - First(old));
        chunk->previous = old;
        chunk->size = size;
        chunk->top = 0;
        ts->datastack_chunk = chunk;
        StackRef* first = First(chunk);
        ts->datastack_limit = (StackRef*)((byte*)chunk + size);
        ts->datastack_top = first + words;
        return (_PyInterpreterFrame*)first;
    }

    private static StackRef* First(StackChunk* chunk) => (StackRef*)(chunk + 1);

    /// <summary>Gives the topmost frame's room back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pop(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        ts->datastack_top = (StackRef*)frame;
        if ((StackRef*)frame == First(ts->datastack_chunk) && ts->datastack_chunk->previous != null)
            PopChunk(ts);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PopChunk(ThreadState* ts)
    {
        StackChunk* chunk = ts->datastack_chunk;
        StackChunk* previous = chunk->previous;
        ts->datastack_chunk = previous;
        ts->datastack_limit = (StackRef*)((byte*)previous + previous->size);
        ts->datastack_top = First(previous) + previous->top;
        MemDomain.Free(ts->interp->heap, chunk);
    }

    /// <summary>Releases all chunks (end of the thread).</summary>
    public static void Release(ThreadState* ts)
    {
        while (ts->datastack_chunk != null)
        {
            StackChunk* chunk = ts->datastack_chunk;
            ts->datastack_chunk = chunk->previous;
            MemDomain.Free(ts->interp->heap, chunk);
        }
        ts->datastack_top = null;
        ts->datastack_limit = null;
    }
}
