// open(): the mode decides which streams are put upon each other. open_code() and text_encoding() too.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class IoModule
{
    private const string OpenDoc = "Open a file and return a stream.\n\nfile is a name, or the number of a descriptor that is open already (and is closed with the\nstream, unless closefd is False).\n\n"
        + "mode says what for: 'r' to read (the default), 'w' to write after emptying the file, 'x' to\nwrite a file that must not exist, 'a' to append. 't' (the default) makes a stream of text, 'b'\n"
        + "one of bytes; '+' adds the other direction.\n\nbuffering is the size of the buffer; 0 means none (bytes only), 1 flushes after each line (text\nonly), "
        + "-1 lets the device decide.\n\nencoding, errors and newline are for text only: see TextIOWrapper.\n\nclosefd=False keeps the descriptor open when the stream is closed.\n\n"
        + "opener is called as opener(file, flags) and returns the descriptor to use.";

    private ref struct OpenMode
    {
        public bool Creating;
        public bool Reading;
        public bool Writing;
        public bool Appending;
        public bool Updating;
        public bool Text;
        public bool Binary;
        public string RawMode;
    }

    [PyFunction("($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", Doc = OpenDoc)]
    private static PyObject* open(ThreadState* ts, PyObject* module, PyObject* file, PyASCIIObject* mode = null, int buffering = -1, PyASCIIObject* encoding = null,
        PyASCIIObject* errors = null, PyASCIIObject* newline = null, bool closefd = true, PyObject* opener = null) =>
        Open(ts, file, mode == null ? "r" : PyUnicode.ToString((PyObject*)mode), buffering, (PyObject*)encoding, (PyObject*)errors, (PyObject*)newline, closefd,
            opener == null ? Py.None : opener);

    /// <summary>What open() does; encoding, errors and newline may be null.</summary>
    public static PyObject* Open(ThreadState* ts, PyObject* file, string mode, int buffering, PyObject* encoding, PyObject* errors, PyObject* newline, bool closefd, PyObject* opener)
    {
        using Owned<PyObject> path = Own.Of(ts, PyLong.Check(file) || Num.HasIndex(file) ? Ref.New(file) : FilePaths.Path(ts, file));
        if (path.IsNull)
            return null;
        OpenMode parsed = default;
        if (!ReadMode(ts, mode, ref parsed) || !CheckCombination(ts, parsed, encoding, errors, newline))
            return null;
        if (parsed.Binary && buffering == 1
            && Err.Warn(ts, Exc.RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1) == Status.Error)
            return null;
        using Owned<PyObject> rawMode = Own.Of(ts, PyUnicode.FromString(ts, parsed.RawMode));
        if (rawMode.IsNull)
            return null;
        PyObject** args = stackalloc PyObject*[] { null, path.Pointer, rawMode.Pointer, Py.Bool(closefd), opener };
        PyObject* raw = Call.Vectorcall(ts, (PyObject*)FileIOType.Type, args + 1, 4 | Call.ArgumentsOffset, null);
        if (raw == null)
            return null;
        PyObject* stream = PutUpon(ts, raw, parsed, mode, buffering, encoding, errors, newline);
        if (stream == null)
            CloseAfterError(ts, raw);
        Ref.Dec(ts, raw);
        return stream;
    }

    /// <summary>The exception that made open() fail stays; one of close() keeps it as its context.</summary>
    private static void CloseAfterError(ThreadState* ts, PyObject* stream)
    {
        PyObject* error = Err.Fetch(ts);
        Ref.XDec(ts, Call.Method(ts, stream, Id.close));
        Err.ChainRestore(ts, error);
    }

    private static bool ReadMode(ThreadState* ts, string mode, ref OpenMode parsed)
    {
        for (int i = 0; i < mode.Length; i++)
        {
            char c = mode[i];
            switch (c)
            {
                case 'x': parsed.Creating = true; break;
                case 'r': parsed.Reading = true; break;
                case 'w': parsed.Writing = true; break;
                case 'a': parsed.Appending = true; break;
                case '+': parsed.Updating = true; break;
                case 't': parsed.Text = true; break;
                case 'b': parsed.Binary = true; break;
                default: return InvalidMode(ts, mode);
            }
            if (mode.IndexOf(c, i + 1) >= 0)
                return InvalidMode(ts, mode);
        }
        parsed.RawMode = (parsed.Creating ? "x" : "") + (parsed.Reading ? "r" : "") + (parsed.Writing ? "w" : "") + (parsed.Appending ? "a" : "") + (parsed.Updating ? "+" : "");
        return true;
    }

    private static bool InvalidMode(ThreadState* ts, string mode)
    {
        Err.Value(ts, $"invalid mode: '{mode}'");
        return false;
    }

    private static bool CheckCombination(ThreadState* ts, in OpenMode parsed, PyObject* encoding, PyObject* errors, PyObject* newline)
    {
        int kinds = (parsed.Creating ? 1 : 0) + (parsed.Reading ? 1 : 0) + (parsed.Writing ? 1 : 0) + (parsed.Appending ? 1 : 0);
        string? problem = null;
        if (parsed.Text && parsed.Binary)
            problem = "can't have text and binary mode at once";
        else if (kinds > 1)
            problem = "must have exactly one of create/read/write/append mode";
        else if (parsed.Binary && encoding != null)
            problem = "binary mode doesn't take an encoding argument";
        else if (parsed.Binary && errors != null)
            problem = "binary mode doesn't take an errors argument";
        else if (parsed.Binary && newline != null)
            problem = "binary mode doesn't take a newline argument";
        if (problem == null)
            return true;
        Err.Value(ts, problem);
        return false;
    }

    /// <summary>The buffer and the text stream, as far as they are wanted; owned. A new owner of the raw stream closes it when it fails later.</summary>
    private static PyObject* PutUpon(ThreadState* ts, PyObject* raw, in OpenMode parsed, string mode, int buffering, PyObject* encoding, PyObject* errors, PyObject* newline)
    {
        bool terminal = false;
        if (buffering < 0)
        {
            // Only terminals are buffered by lines; files that cannot be one are not asked.
            Truth interactive = IoErrors.TruthSteal(ts, Call.Method(ts, raw, Id._isatty_open_only));
            if (interactive == Truth.Error)
                return null;
            terminal = interactive == Truth.True;
        }
        bool lineBuffering = buffering == 1 || terminal;
        nint size = buffering < 0 || lineBuffering ? FileIOType.BlockSize((fileio*)raw) : buffering;
        if (size == 0)
            return parsed.Binary ? Ref.New(raw) : Err.Value(ts, "can't have unbuffered text I/O");
        PyTypeObject* type = parsed.Updating ? BufferedRandomType.Type : parsed.Reading ? BufferedReaderType.Type : BufferedWriterType.Type;
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromNInt(ts, size));
        using Owned<PyObject> buffer = Own.Of(ts, number.IsNull ? null : Call.TwoArgs(ts, (PyObject*)type, raw, number.Pointer));
        if (buffer.IsNull || parsed.Binary)
            return buffer.Release();
        PyObject** args = stackalloc PyObject*[] { null, buffer.Pointer, OrNone(encoding), OrNone(errors), OrNone(newline), Py.Bool(lineBuffering) };
        using Owned<PyObject> text = Own.Of(ts, Call.Vectorcall(ts, (PyObject*)TextIOWrapperType.Type, args + 1, 5 | Call.ArgumentsOffset, null));
        if (text.IsNull)
        {
            CloseAfterError(ts, buffer.Pointer);
            return null;
        }
        using Owned<PyObject> modeText = Own.Of(ts, PyUnicode.FromString(ts, mode));
        if (modeText.IsNull || Obj.SetAttr(ts, text.Pointer, Id.mode, modeText.Pointer) == Status.Error)
        {
            CloseAfterError(ts, text.Pointer);
            return null;
        }
        return text.Release();
    }

    private static PyObject* OrNone(PyObject* o) => o == null ? Py.None : o;

    [PyFunction("($module, /, path)", Doc = "Open a file of code for reading bytes.\n\npath is an absolute path as str. The same as open(path, 'rb'), unless a hook of the host sees to it.")]
    private static PyObject* open_code(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* path) =>
        Open(ts, path, "rb", -1, null, null, null, true, Py.None);

    [PyFunction("($module, encoding, stacklevel=2, /)", Doc = "Return the encoding to use for an argument of that name.\n\nNone becomes 'locale', or 'utf-8' in UTF-8 mode, with an EncodingWarning if -X warn_default_encoding is given;\n"
        + "the stack level says which caller is warned. Others are returned as they are.")]
    private static PyObject* text_encoding(ThreadState* ts, PyObject* module, PyObject* encoding, int stacklevel = 2)
    {
        if (encoding != Py.None)
            return Ref.New(encoding);
        RuntimeConfig config = PyInterpreter.Of(ts).Config;
        if (config.warn_default_encoding && Err.Warn(ts, Exc.EncodingWarning, "'encoding' argument not specified", stacklevel) == Status.Error)
            return null;
        return config.utf8_mode == true ? PyUnicode.FromAscii(ts, "utf-8"u8) : Ref.New(Id.locale);
    }
}
