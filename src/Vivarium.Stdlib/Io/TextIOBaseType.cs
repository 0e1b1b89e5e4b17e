// _TextIOBase: streams of text. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io._TextIOBase", Layout = typeof(iobase), Base = typeof(IOBaseType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc,
    Doc = "The base class of streams of text.\n\nThey are read and written in str, by characters and lines; there is no readinto().")]
internal static unsafe partial class TextIOBaseType
{
    [PyMethod("($self, /)", Doc = "Part from the buffer below and return it.\n\nThe text stream can not be used any more.")]
    private static PyObject* detach(ThreadState* ts, PyObject* self) => IoErrors.Unsupported(ts, "detach");

    [PyMethod("($self, size=-1, /)", Doc = "Read and return up to size characters, without a size everything up to the end.")]
    private static PyObject* read(ThreadState* ts, PyObject* self, nint size = -1) => IoErrors.Unsupported(ts, "read");

    [PyMethod("($self, size=-1, /)", Doc = "Read up to the end of the line or of the file.\n\nAn empty str means the end of the file.")]
    private static PyObject* readline(ThreadState* ts, PyObject* self, nint size = -1) => IoErrors.Unsupported(ts, "readline");

    [PyMethod("($self, s, /)", Doc = "Write the text and return its length in characters.")]
    private static PyObject* write(ThreadState* ts, PyObject* self, PyASCIIObject* s) => IoErrors.Unsupported(ts, "write");

    [PyGetSet("encoding", Doc = "The encoding of the stream; subclasses say which.")]
    private static PyObject* GetEncoding(ThreadState* ts, PyObject* self) => Py.None;

    [PyGetSet("newlines", Doc = "The line ends met so far; subclasses say which.")]
    private static PyObject* GetNewlines(ThreadState* ts, PyObject* self) => Py.None;

    [PyGetSet("errors", Doc = "How errors of coding are dealt with; subclasses say how.")]
    private static PyObject* GetErrors(ThreadState* ts, PyObject* self) => Py.None;
}
