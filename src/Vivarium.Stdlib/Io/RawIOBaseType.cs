// _RawIOBase: raw streams, whose read() and readall() rest on readinto(). See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io._RawIOBase", Layout = typeof(iobase), Base = typeof(IOBaseType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "The base class of raw binary streams.")]
internal static unsafe partial class RawIOBaseType
{
    [PyMethod("($self, size=-1, /)")]
    private static PyObject* read(ThreadState* ts, PyObject* self, nint size = -1)
    {
        if (size < 0)
            return Call.Method(ts, self, Id.readall);
        using Owned<PyObject> buffer = Own.Of(ts, PyByteArray.New(ts, size));
        if (buffer.IsNull)
            return null;
        if (size > 0)
            PyByteArray.AsSpan(buffer.Pointer).Clear();
        using Owned<PyObject> result = Own.Of(ts, Call.Method(ts, self, Id.readinto, buffer.Pointer));
        if (result.IsNull || result.Pointer == Py.None)
            return result.Release();
        nint count = Num.AsSsize(ts, result.Pointer, Exc.ValueError);
        if (count == -1 && Err.Occurred(ts))
            return null;
        nint length = PyByteArray.Length(buffer.Pointer);
        if (count < 0 || count > length)
            return Err.Value(ts, $"readinto returned {count} outside buffer size {length}");
        return PyBytes.FromSpan(ts, PyByteArray.AsSpan(buffer.Pointer)[..(int)count]);
    }

    [PyMethod("($self, /)", Doc = "Read to the end by as many calls of read() as it takes.")]
    private static PyObject* readall(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> size = Own.Of(ts, PyLong.FromNInt(ts, IoModule.DefaultBufferSize));
        if (size.IsNull)
            return null;
        BytesWriter all = new(ts);
        bool any = false;
        while (true)
        {
            using Owned<PyObject> piece = Own.Of(ts, Call.Method(ts, self, Id.read, size.Pointer));
            if (piece.IsNull)
            {
                if (IoErrors.ClearInterrupted(ts))
                    continue;
                all.Dispose();
                return null;
            }
            if (piece.Pointer == Py.None)
            {
                if (any)
                    break;
                all.Dispose();
                return Py.None;
            }
            if (!PyBytes.Check(piece.Pointer))
            {
                all.Dispose();
                return Err.Type(ts, "read() should return bytes");
            }
            if (PyBytes.Length(piece.Pointer) == 0)
                break;
            any = true;
            if (!all.Write(PyBytes.AsSpan(piece.Pointer)))
            {
                all.Dispose();
                return null;
            }
        }
        return all.Finish();
    }

    [PyMethod(NoKeywords = true)]
    private static PyObject* readinto(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => Err.SetNone(ts, Exc.NotImplementedError);

    [PyMethod(NoKeywords = true)]
    private static PyObject* write(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => Err.SetNone(ts, Exc.NotImplementedError);
}
