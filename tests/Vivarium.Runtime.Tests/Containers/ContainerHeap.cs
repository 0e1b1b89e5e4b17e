// A heap and a bare thread state for tests of containers, which need no interpreter as long as keys are exact str or small ints.
// Containers come from the free lists, where released ones return.
using System.Runtime.InteropServices;
using Vivarium.Heap;
using Vivarium.Runtime.Layout;
using Vivarium.Runtime.Objects;
using Vivarium.Runtime.References;
using Vivarium.Runtime.Slots;
using Vivarium.Runtime.State;
using ThreadState = Vivarium.Runtime.State.ThreadState;

namespace Vivarium.Runtime.Tests.Containers;

internal sealed unsafe class ContainerHeap : IDisposable
{
    private readonly InterpreterState* _interp;
    private readonly PyGC_Head* _generation;

    static ContainerHeap()
    {
        // The types are made ready once for the process, as for interpreters: other tests run at the same time.
        Vivarium.Stdlib.Start.StdlibTypes.Register();
        ImmortalRegion.EnsureReady();
        TypeSlots.Of(StrType.Type)->tp_free = &FreeObject;
    }

    private static void FreeObject(ThreadState* ts, void* o) => ObjectDomain.Free(ts->interp->heap, o);

    public ContainerHeap()
    {
        _interp = (InterpreterState*)NativeMemory.AllocZeroed((nuint)sizeof(InterpreterState));
        State = (ThreadState*)NativeMemory.AllocZeroed((nuint)sizeof(ThreadState));
        _generation = (PyGC_Head*)NativeMemory.AllocZeroed((nuint)sizeof(PyGC_Head));
        _generation->_gc_next = _generation->_gc_prev = (nuint)_generation;
        _interp->heap = PyHeap.Create(default);
        _interp->gc.generation0 = _generation;
        State->interp = _interp;
        for (int i = 0; i < 4; i++)
            Add(&_interp->free_lists.dicts, (nuint)sizeof(PyDictObject), DictType.Type);
    }

    public ThreadState* State { get; }

    public long LiveBlocks => _interp->heap->LiveBlocks;

    private void Add(FreeList* list, nuint size, PyTypeObject* type) => FreeList.Push(list, NewContainer(size, type), 80);

    private PyObject* NewContainer(nuint size, PyTypeObject* type)
    {
        byte* block = (byte*)ObjectDomain.Calloc(_interp->heap, 1, size + (nuint)sizeof(PyGC_Head));
        PyObject* o = (PyObject*)(block + sizeof(PyGC_Head));
        o->ob_refcnt = 1;
        o->ob_type = type;
        return o;
    }

    public PySetObject* NewSet()
    {
        PySetObject* set = (PySetObject*)NewContainer((nuint)sizeof(PySetObject), SetType.Type);
        SetTable.InitEmpty(set);
        set->hash = -1;
        return set;
    }

    public void FreeSet(PySetObject* set)
    {
        SetTable.Clear(State, set);
        ObjectDomain.Free(_interp->heap, (byte*)set - sizeof(PyGC_Head));
    }

    /// <summary>"12" is an int, "k12" a str.</summary>
    public PyObject* NewKey(ReadOnlySpan<char> text)
    {
        if (text[0] != 'k')
            return PyLong.FromInt64(State, long.Parse(text));
        return PyUnicode.FromString(State, text.ToString());
    }

    public static string TextOf(PyObject* key) => PyLong.CheckExact(key) ? PyLong.AsInt64(null, key).ToString() : PyUnicode.ToString(key);

    public void Dispose()
    {
        PyHeap.Destroy(_interp->heap);
        NativeMemory.Free(_generation);
        NativeMemory.Free(State);
        NativeMemory.Free(_interp);
    }
}
