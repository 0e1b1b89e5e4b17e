// The module _io: the types of streams, open() (IoModule.Open.cs), and the exception UnsupportedOperation, which each interpreter has of its own. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyModule("_io", Doc = "Streams: files, buffers and text.\n\nIOBase is the root. RawIOBase reads and writes bytes of the system, FileIO files; BufferedIOBase puts buffers\n"
    + "in front (BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair) or keeps bytes in memory\n(BytesIO); TextIOBase makes text of bytes (TextIOWrapper) or keeps it in memory (StringIO).\n"
    + "Only the arguments of open() are meant to be given by name.\n\nDEFAULT_BUFFER_SIZE is the size that buffers have by default.\n",
    Types = [typeof(IOBaseType), typeof(RawIOBaseType), typeof(BufferedIOBaseType), typeof(TextIOBaseType), typeof(FileIOType), typeof(BufferedReaderType), typeof(BufferedWriterType),
        typeof(BufferedRandomType), typeof(BufferedRWPairType), typeof(BytesIOType), typeof(BytesIOBufferType), typeof(StringIOType), typeof(TextIOWrapperType),
        typeof(IncrementalNewlineDecoderType)])]
internal static unsafe partial class IoModule
{
    public const nint DefaultBufferSize = 128 * 1024;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        PyObject* dict = Modules.DictBorrowed(module);
        using Owned<PyObject> size = Own.Of(ts, PyLong.FromNInt(ts, DefaultBufferSize));
        using Owned<PyObject> unsupported = Own.Of(ts, NewUnsupportedOperation(ts));
        if (size.IsNull || unsupported.IsNull)
            return Status.Error;
        return PyDict.SetString(ts, dict, "DEFAULT_BUFFER_SIZE", size.Pointer) == Status.Ok
            && PyDict.Set(ts, dict, Id.UnsupportedOperation, unsupported.Pointer) == Status.Ok
            && PyDict.SetString(ts, dict, "BlockingIOError", (PyObject*)Exc.BlockingIOError) == Status.Ok ? Status.Ok : Status.Error;
    }

    /// <summary>type("UnsupportedOperation", (OSError, ValueError), {"__module__": "io"})</summary>
    private static PyObject* NewUnsupportedOperation(ThreadState* ts)
    {
        using Owned<PyObject> bases = Own.Of(ts, PyTuple.Pack(ts, (PyObject*)Exc.OSError, (PyObject*)Exc.ValueError));
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (bases.IsNull || dict.IsNull || PyDict.Set(ts, dict.Pointer, Id.__module__, Id.io) == Status.Error)
            return null;
        return Call.ThreeArgs(ts, (PyObject*)TypeType.Type, Id.UnsupportedOperation, bases.Pointer, dict.Pointer);
    }

    /// <summary>A member of this interpreter's module _io; null when the module is gone.</summary>
    public static PyObject* MemberBorrowed(ThreadState* ts, PyObject* name)
    {
        PyObject* modules = ts->interp->modules;
        PyObject* module = modules == null ? null : PyDict.GetBorrowed(ts, modules, Id._io);
        return module == null || !Modules.Check(module) ? null : PyDict.GetBorrowed(ts, Modules.DictBorrowed(module), name);
    }
}
