// The module _heapq: heap queues in lists, with the smallest or the largest item first. See docs/internals/small_modules.md.
namespace Vivarium.Stdlib.Heapq;

[PyModule("_heapq", Doc = "Priority queues in plain lists.\n\nheap[0] is always the smallest item (the largest one with the functions ending in _max), and\nheap[k] is never after heap[2*k+1] and heap[2*k+2].")]
internal static unsafe partial class HeapqModule
{
    private const string About = "A heap is a list seen as a binary tree: the children of item k are the items 2*k+1 and 2*k+2,\n"
        + "and no item precedes its parent. So the first item is the first in order, adding one and taking\n"
        + "the first one away cost as many steps as the tree is deep, and sorting the list keeps it a heap.\n";

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => Modules.AddStringConstant(ts, module, "__about__", About);

    [PyFunction("($module, heap, item, /)", Doc = "Adds an item to a heap.")]
    private static Status heappush(ThreadState* ts, PyObject* module, PyListObject* heap, PyObject* item) => HeapOrder<MinFirst>.Push(ts, (PyObject*)heap, item);

    [PyFunction("($module, heap, /)", Doc = "Takes the smallest item off a heap.")]
    private static PyObject* heappop(ThreadState* ts, PyObject* module, PyListObject* heap) => HeapOrder<MinFirst>.Pop(ts, (PyObject*)heap);

    [PyFunction("($module, heap, item, /)", Doc = "Takes the smallest item off a heap and adds another one, in one step.\n\nThe result may be larger than item; IndexError when the heap is empty.")]
    private static PyObject* heapreplace(ThreadState* ts, PyObject* module, PyListObject* heap, PyObject* item) => HeapOrder<MinFirst>.Replace(ts, (PyObject*)heap, item);

    [PyFunction("($module, heap, item, /)", Doc = "Adds an item to a heap, then takes the smallest one off, in one step.")]
    private static PyObject* heappushpop(ThreadState* ts, PyObject* module, PyListObject* heap, PyObject* item) => HeapOrder<MinFirst>.PushPop(ts, (PyObject*)heap, item);

    [PyFunction("($module, heap, /)", Doc = "Makes a list a heap, in place, in linear time.")]
    private static Status heapify(ThreadState* ts, PyObject* module, PyListObject* heap) => HeapOrder<MinFirst>.Heapify(ts, (PyObject*)heap);

    [PyFunction("($module, heap, item, /)", Doc = "Adds an item to a heap that has its largest item first.")]
    private static Status heappush_max(ThreadState* ts, PyObject* module, PyListObject* heap, PyObject* item) => HeapOrder<MaxFirst>.Push(ts, (PyObject*)heap, item);

    [PyFunction("($module, heap, /)", Doc = "Takes the largest item off a heap that has it first.")]
    private static PyObject* heappop_max(ThreadState* ts, PyObject* module, PyListObject* heap) => HeapOrder<MaxFirst>.Pop(ts, (PyObject*)heap);

    [PyFunction("($module, heap, item, /)", Doc = "Takes the largest item off a heap that has it first and adds another one, in one step.")]
    private static PyObject* heapreplace_max(ThreadState* ts, PyObject* module, PyListObject* heap, PyObject* item) => HeapOrder<MaxFirst>.Replace(ts, (PyObject*)heap, item);

    [PyFunction("($module, heap, item, /)", Doc = "Adds an item to a heap that has its largest item first, then takes the largest one off, in one step.")]
    private static PyObject* heappushpop_max(ThreadState* ts, PyObject* module, PyListObject* heap, PyObject* item) => HeapOrder<MaxFirst>.PushPop(ts, (PyObject*)heap, item);

    [PyFunction("($module, heap, /)", Doc = "Makes a list a heap with the largest item first, in place, in linear time.")]
    private static Status heapify_max(ThreadState* ts, PyObject* module, PyListObject* heap) => HeapOrder<MaxFirst>.Heapify(ts, (PyObject*)heap);
}
