// A heap for one test, destroyed at its end, with the calls of the three domains by number.
namespace Vivarium.Heap.Tests;

internal sealed unsafe class TestHeap : IDisposable
{
    private PyHeap* heap;

    public TestHeap(in HeapOptions options = default) => heap = PyHeap.Create(options);

    public PyHeap* Heap => heap;

    public void* Malloc(HeapDomain domain, nuint size) => domain switch
    {
        HeapDomain.Raw => RawDomain.Malloc(heap, size),
        HeapDomain.Mem => MemDomain.Malloc(heap, size),
        _ => ObjectDomain.Malloc(heap, size),
    };

    public void* Calloc(HeapDomain domain, nuint count, nuint size) => domain switch
    {
        HeapDomain.Raw => RawDomain.Calloc(heap, count, size),
        HeapDomain.Mem => MemDomain.Calloc(heap, count, size),
        _ => ObjectDomain.Calloc(heap, count, size),
    };

    public void* Realloc(HeapDomain domain, void* p, nuint size) => domain switch
    {
        HeapDomain.Raw => RawDomain.Realloc(heap, p, size),
        HeapDomain.Mem => MemDomain.Realloc(heap, p, size),
        _ => ObjectDomain.Realloc(heap, p, size),
    };

    public void Free(HeapDomain domain, void* p)
    {
        switch (domain)
        {
            case HeapDomain.Raw:
                RawDomain.Free(heap, p);
                break;
            case HeapDomain.Mem:
                MemDomain.Free(heap, p);
                break;
            default:
                ObjectDomain.Free(heap, p);
                break;
        }
    }

    public void Dispose()
    {
        PyHeap.Destroy(heap);
        heap = null;
    }
}
