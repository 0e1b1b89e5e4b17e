// A heap and a bare thread state for tests of numbers, which need no interpreter. AssertEmpty ends a test.
using Vivarium.Heap;
using Vivarium.Runtime.Layout;
using Vivarium.Runtime.Objects;
using Vivarium.Runtime.References;
using Vivarium.Runtime.Slots;
using Vivarium.Runtime.State;
using ThreadState = Vivarium.Runtime.State.ThreadState;

namespace Vivarium.Runtime.Tests.Numbers;

internal sealed unsafe class NumberHeap : IDisposable
{
    private readonly InterpreterState* _interp;

    static NumberHeap()
    {
        // The types are made ready once for the process, as for interpreters: other tests run at the same time.
        Vivarium.Stdlib.Start.StdlibTypes.Register();
        ImmortalRegion.EnsureReady();
        // Strings that formatting makes and drops; nothing is made ready here.
        TypeSlots.Of(StrType.Type)->tp_dealloc = &PyUnicode.Dealloc;
        TypeSlots.Of(StrType.Type)->tp_free = &FreeBlock;
    }

    private static void FreeBlock(ThreadState* ts, void* o) => ObjectDomain.Free(ts->interp->heap, o);

    public NumberHeap()
    {
        _interp = (InterpreterState*)System.Runtime.InteropServices.NativeMemory.AllocZeroed((nuint)sizeof(InterpreterState));
        State = (ThreadState*)System.Runtime.InteropServices.NativeMemory.AllocZeroed((nuint)sizeof(ThreadState));
        _interp->heap = PyHeap.Create(default);
        State->interp = _interp;
    }

    public ThreadState* State { get; }

    public void Release(PyObject* o)
    {
        if (o->ob_refcnt == 1 && PyLong.CheckExact(o))
            PyLong.Dealloc(State, o);
        else if (o->ob_refcnt == 1 && PyFloat.CheckExact(o))
            PyFloat.Dealloc(State, o);
        else if (o->ob_refcnt == 1)
            ObjectDomain.Free(_interp->heap, o);
        else
            Ref.Dec(State, o);
    }

    /// <summary>To be called at the end of a test.</summary>
    public void AssertEmpty()
    {
        Drain(&_interp->free_lists.ints);
        Drain(&_interp->free_lists.floats);
        Assert.Equal(0, _interp->heap->LiveBlocks);
    }

    public void Dispose()
    {
        PyHeap.Destroy(_interp->heap);
        System.Runtime.InteropServices.NativeMemory.Free(State);
        System.Runtime.InteropServices.NativeMemory.Free(_interp);
    }

    private void Drain(FreeList* list)
    {
        void* entry;
        while ((entry = FreeList.Pop(list)) != null)
            ObjectDomain.Free(_interp->heap, entry);
    }
}
