// Life cycle of small objects whose struct begins with a number of object references: most types of this module. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Itertools;

internal static unsafe class ObjectFields
{
    private static PyObject** Of(PyObject* self) => (PyObject**)(self + 1);

    /// <summary>A new object with empty fields, to be given the iterator, which is released when there is no memory; null when it is null already.</summary>
    public static PyObject* NewAround(ThreadState* ts, PyTypeObject* type, PyObject* iterator)
    {
        if (iterator == null)
            return null;
        PyObject* self = TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            Ref.Dec(ts, iterator);
        return self;
    }

    public static void Dealloc(ThreadState* ts, PyObject* self, int count)
    {
        GcList.UntrackIfTracked(self);
        PyObject** fields = Of(self);
        for (int i = 0; i < count; i++)
            Ref.XDec(ts, fields[i]);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    public static int Traverse(PyObject* self, int count, visitproc visit, void* arg)
    {
        PyObject** fields = Of(self);
        for (int i = 0; i < count; i++)
        {
            int r = fields[i] == null ? 0 : visit(fields[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }
}
