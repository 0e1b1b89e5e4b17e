// _BufferedIOBase: binary streams that read and write all they are asked to. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io._BufferedIOBase", Layout = typeof(iobase), Base = typeof(IOBaseType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc,
    Doc = "The base class of buffered binary streams.\n\nUnlike those of raw streams, read() without a size and readinto() take as many\ncalls of the system as they need, and write() takes everything or raises "
        + "BlockingIOError;\nread() never returns None.")]
internal static unsafe partial class BufferedIOBaseType
{
    [PyMethod("($self, /)", Doc = "Part from the raw stream below and return it.\n\nThe buffer can not be used any more.")]
    private static PyObject* detach(ThreadState* ts, PyObject* self) => IoErrors.Unsupported(ts, "detach");

    [PyMethod("($self, size=-1, /)", Doc = "Read and return up to size bytes.\n\nWithout a size, or with a negative one or None, everything up to the end. With a size, the raw\n"
        + "stream may be read several times to get that much, unless it is interactive. b'' means the end.")]
    private static PyObject* read(ThreadState* ts, PyObject* self, nint size = -1) => IoErrors.Unsupported(ts, "read");

    [PyMethod("($self, size=-1, /)", Doc = "Read and return up to size bytes with at most one read of the raw stream.\n\nb'' means the end.")]
    private static PyObject* read1(ThreadState* ts, PyObject* self, nint size = -1) => IoErrors.Unsupported(ts, "read1");

    [PyMethod("($self, buffer, /)")]
    private static PyObject* readinto(ThreadState* ts, PyObject* self, PyObject* buffer) => ReadInto(ts, self, buffer, "readinto", Id.read);

    [PyMethod("($self, buffer, /)")]
    private static PyObject* readinto1(ThreadState* ts, PyObject* self, PyObject* buffer) => ReadInto(ts, self, buffer, "readinto1", Id.read1);

    /// <summary>By way of read() or read1().</summary>
    private static PyObject* ReadInto(ThreadState* ts, PyObject* self, PyObject* buffer, string name, PyObject* method)
    {
        Py_buffer view;
        if (IoErrors.GetWritable(ts, buffer, $"{name}() argument", &view) == Status.Error)
            return null;
        PyObject* result = Fill(ts, self, &view, method);
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return result;
    }

    private static PyObject* Fill(ThreadState* ts, PyObject* self, Py_buffer* view, PyObject* method)
    {
        using Owned<PyObject> size = Own.Of(ts, PyLong.FromNInt(ts, view->len));
        using Owned<PyObject> data = Own.Of(ts, size.IsNull ? null : Call.Method(ts, self, method, size.Pointer));
        if (data.IsNull)
            return null;
        if (!PyBytes.Check(data.Pointer))
            return Err.Type(ts, "read() should return bytes");
        nint length = PyBytes.Length(data.Pointer);
        if (length > view->len)
            return Err.Value(ts, $"read() returned too much data: {view->len} bytes requested, {length} returned");
        NativeMemory.Copy(PyBytes.Data(data.Pointer), view->buf, (nuint)length);
        return PyLong.FromNInt(ts, length);
    }

    [PyMethod("($self, b, /)", Doc = "Write the bytes and return their number, which is always that of b.\n\nBlockingIOError is raised when the buffer is full and the raw stream would wait.")]
    private static PyObject* write(ThreadState* ts, PyObject* self, PyObject* b) => IoErrors.Unsupported(ts, "write");
}
