// The six iterator types of dicts, thin over DictIteration. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

[PyType("dict_keyiterator", Layout = typeof(dictiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class DictKeyIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, dictiterobject* self) => DictIteration.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DictIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, dictiterobject* self)
    {
        PyObject* key;
        PyObject* value;
        return DictIteration.Next(ts, self, &key, &value) ? Ref.New(key) : null;
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, dictiterobject* self) => DictIteration.LengthHint(self);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, dictiterobject* self) => DictIteration.Reduce(ts, self);
}

[PyType("dict_valueiterator", Layout = typeof(dictiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class DictValueIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, dictiterobject* self) => DictIteration.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DictIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, dictiterobject* self)
    {
        PyObject* key;
        PyObject* value;
        return DictIteration.Next(ts, self, &key, &value) ? Ref.New(value) : null;
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, dictiterobject* self) => DictIteration.LengthHint(self);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, dictiterobject* self) => DictIteration.Reduce(ts, self);
}

[PyType("dict_itemiterator", Layout = typeof(dictiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class DictItemIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, dictiterobject* self) => DictIteration.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DictIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, dictiterobject* self)
    {
        PyObject* key;
        PyObject* value;
        return DictIteration.Next(ts, self, &key, &value) ? DictIteration.Pair(ts, self, key, value) : null;
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, dictiterobject* self) => DictIteration.LengthHint(self);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, dictiterobject* self) => DictIteration.Reduce(ts, self);
}

[PyType("dict_reversekeyiterator", Layout = typeof(dictiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class DictReverseKeyIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, dictiterobject* self) => DictIteration.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DictIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, dictiterobject* self)
    {
        PyObject* key;
        PyObject* value;
        return DictIteration.NextReverse(ts, self, &key, &value) ? Ref.New(key) : null;
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, dictiterobject* self) => DictIteration.LengthHint(self);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, dictiterobject* self) => DictIteration.Reduce(ts, self);
}

[PyType("dict_reversevalueiterator", Layout = typeof(dictiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class DictReverseValueIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, dictiterobject* self) => DictIteration.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DictIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, dictiterobject* self)
    {
        PyObject* key;
        PyObject* value;
        return DictIteration.NextReverse(ts, self, &key, &value) ? Ref.New(value) : null;
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, dictiterobject* self) => DictIteration.LengthHint(self);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, dictiterobject* self) => DictIteration.Reduce(ts, self);
}

[PyType("dict_reverseitemiterator", Layout = typeof(dictiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class DictReverseItemIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, dictiterobject* self) => DictIteration.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DictIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, dictiterobject* self)
    {
        PyObject* key;
        PyObject* value;
        return DictIteration.NextReverse(ts, self, &key, &value) ? DictIteration.Pair(ts, self, key, value) : null;
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, dictiterobject* self) => DictIteration.LengthHint(self);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, dictiterobject* self) => DictIteration.Reduce(ts, self);
}
