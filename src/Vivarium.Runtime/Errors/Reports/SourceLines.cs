// The lines of source files for one report, found as the library's linecache finds them: its own cache if it is imported, the file (decoded by its coding line), the
// module's loader, an archive on sys.path, a relative name on sys.path. Whatever fails gives no lines, never an exception. See docs/internals/reports.md.
using System.Text;
using Vivarium.Compiler.Text;

namespace Vivarium.Runtime.Errors.Reports;

internal sealed unsafe class SourceLines(ThreadState* ts)
{
    private static readonly List<string> s_none = [];

    private readonly Dictionary<string, List<string>> _files = [];

    /// <summary>A line (from 1) without white space at its end; empty if there is none.</summary>
    public string Line(PyCodeObject* code, PyObject* globals, int line)
    {
        string text = Line(PyUnicode.ToString(code->co_filename), globals, line);
        if (text.Length != 0 || !PyUnicode.ToString(code->co_filename).StartsWith('<'))
            return text;
        List<string>? lines = PyInterpreter.Of(ts).InteractiveSources.Find(code) ?? FromLinecache(code);
        return lines == null ? "" : At(lines, line);
    }

    public string Line(string file, PyObject* globals, int line) => At(Lines(file, globals), line);

    private static string At(List<string> lines, int line) => line >= 1 && line <= lines.Count ? TextLines.TrimEnd(lines[line - 1]) : "";

    public List<string> Lines(string file, PyObject* globals)
    {
        if (_files.TryGetValue(file, out List<string>? known))
            return known;
        PyObject* pending = Err.Fetch(ts);
        List<string> lines = Find(file, globals) ?? s_none;
        Err.Clear(ts);
        Err.Restore(ts, pending);
        _files[file] = lines;
        return lines;
    }

    private List<string>? Find(string file, PyObject* globals)
    {
        List<string>? cached = FromLinecache(file);
        if (cached != null)
            return cached;
        if (file.Length == 0 || (file[0] == '<' && file[^1] == '>'))
            return null;
        if (File.Exists(file))
            return ReadFile(file);
        if (FromLoader(file, globals, out List<string>? lines))
            return lines;
        return FromArchive(file) ?? (Path.IsPathRooted(file) ? null : FromPath(file));
    }

    // ---- Files ----

    /// <summary>A line of a file with its line end, as errors of the compiler show it; null if there is none.</summary>
    public static string? ProgramText(ThreadState* ts, string file, int line)
    {
        if (line < 1 || file.Length == 0 || file[0] == '<' || !File.Exists(file))
            return null;
        List<string>? lines = new SourceLines(ts).ReadFile(file);
        if (lines == null || line > lines.Count)
            return null;
        string text = lines[line - 1];
        int zero = text.IndexOf('\0', StringComparison.Ordinal);
        if (zero >= 0)
            return text[..zero];
        bool last = line == lines.Count;
        return last ? (text.Length == 0 ? null : text) : text + "\n";
    }

    private List<string>? ReadFile(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
        string? text = Decode(bytes);
        return text == null ? null : [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n')];
    }

    private string? Decode(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (bytes.StartsWith(mark))
            bytes = bytes[mark.Length..];
        string? encoding = SourceDecoder.FindCookie(bytes, out _, out _);
        if (encoding is null or "utf-8")
            return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.Decode(ts, bytes, encoding, null));
        Err.Clear(ts);
        return text.IsNull ? null : PyUnicode.ToString(text.Pointer);
    }

    private List<string>? FromPath(string file)
    {
        using Owned<PyObject> path = Own.Of(ts, ReportStream.SysObject(ts, "path"));
        if (path.IsNull || !PyList.Check(path.Pointer))
            return null;
        for (nint i = 0; i < PyList.Size(path.Pointer); i++)
        {
            PyObject* folder = PyList.GetBorrowed(path.Pointer, i);
            if (!PyUnicode.Check(folder))
                continue;
            string candidate = Path.Combine(PyUnicode.ToString(folder), file);
            if (File.Exists(candidate))
                return ReadFile(candidate);
        }
        return null;
    }

    // ---- Loaders ----

    /// <summary>Whether the module's loader answered: with lines, or that it has none (null).</summary>
    private bool FromLoader(string file, PyObject* globals, out List<string>? lines)
    {
        lines = null;
        if (globals == null || (file[0] == '<' && file[^1] == '>'))
            return false;
        PyObject* name = PyDict.GetBorrowed(ts, globals, Id.__name__);
        if (name == null)
            return false;
        using Owned<PyObject> spec = Own.Of(ts, Ref.XNew(PyDict.GetBorrowed(ts, globals, Id.__spec__)));
        using Owned<PyObject> specName = Own.Of(ts, Attribute(spec.Pointer, "name"));
        using Owned<PyObject> specLoader = Own.Of(ts, Attribute(spec.Pointer, "loader"));
        using Owned<PyObject> moduleName = Own.Of(ts, Ref.New(specName.IsNull || specName.Pointer == Py.None ? name : specName.Pointer));
        bool given = !specLoader.IsNull && specLoader.Pointer != Py.None;
        using Owned<PyObject> loader = Own.Of(ts, Ref.XNew(given ? specLoader.Pointer : PyDict.GetBorrowed(ts, globals, Id.__loader__)));
        using Owned<PyObject> getSource = Own.Of(ts, Attribute(loader.Pointer, "get_source"));
        if (getSource.IsNull || getSource.Pointer == Py.None)
            return false;
        using Owned<PyObject> source = Own.Of(ts, Call.OneArg(ts, getSource.Pointer, moduleName.Pointer));
        if (source.IsNull)
        {
            Err.Clear(ts);
            return false;
        }
        if (PyUnicode.Check(source.Pointer))
            lines = TextLines.Split(PyUnicode.ToString(source.Pointer));
        return true;
    }

    /// <summary>A file in an archive: a path entry finder of one of the folders above it that has get_data.</summary>
    private List<string>? FromArchive(string file)
    {
        using Owned<PyObject> importers = Own.Of(ts, ReportStream.SysObject(ts, "path_importer_cache"));
        if (importers.IsNull || !PyDict.Check(importers.Pointer))
            return null;
        for (string? parent = Path.GetDirectoryName(file); !string.IsNullOrEmpty(parent); parent = Path.GetDirectoryName(parent))
        {
            using Owned<PyObject> importer = Own.Of(ts, Ref.XNew(PyDict.GetStringBorrowed(ts, importers.Pointer, parent)));
            using Owned<PyObject> getData = Own.Of(ts, Attribute(importer.Pointer, "get_data"));
            using Owned<PyObject> path = Own.Of(ts, getData.IsNull ? null : PyUnicode.FromString(ts, file));
            using Owned<PyObject> data = Own.Of(ts, path.IsNull ? null : Call.OneArg(ts, getData.Pointer, path.Pointer));
            Err.Clear(ts);
            if (data.IsNull || !PyBytes.Check(data.Pointer))
                continue;
            string? text = Decode(PyBytes.AsSpan(data.Pointer));
            return text == null ? null : TextLines.Split(text);
        }
        return null;
    }

    /// <summary>An attribute, owned; null without an exception when there is none.</summary>
    private PyObject* Attribute(PyObject* o, string name)
    {
        if (o == null || o == Py.None)
            return null;
        PyObject* value = Obj.GetAttr(ts, o, name);
        if (value == null)
            Err.Clear(ts);
        return value;
    }

    // ---- The library's cache ----

    private List<string>? FromLinecache(string file)
    {
        using Owned<PyObject> cache = Own.Of(ts, LinecacheDict("cache"));
        if (cache.IsNull)
            return null;
        using Owned<PyObject> entry = Own.Of(ts, Ref.XNew(PyDict.GetStringBorrowed(ts, cache.Pointer, file)));
        if (entry.IsNull || !PyTuple.Check(entry.Pointer) || PyTuple.Size(entry.Pointer) != 4)
            return null;
        // An entry with a time stands for a file, which may have changed since: that is read again.
        return PyTuple.GetBorrowed(entry.Pointer, 1) == Py.None ? ToLines(PyTuple.GetBorrowed(entry.Pointer, 2)) : null;
    }

    private List<string>? FromLinecache(PyCodeObject* code)
    {
        using Owned<PyObject> cache = Own.Of(ts, LinecacheDict("_interactive_cache"));
        using Owned<PyObject> line = Own.Of(ts, cache.IsNull ? null : PyLong.FromInt64(ts, code->co_firstlineno));
        using Owned<PyObject> key = Own.Of(ts, line.IsNull ? null : PyTuple.Pack(ts, code->co_filename, code->co_qualname, line.Pointer));
        using Owned<PyObject> entry = Own.Of(ts, key.IsNull ? null : Ref.XNew(PyDict.GetBorrowed(ts, cache.Pointer, key.Pointer)));
        Err.Clear(ts);
        return entry.IsNull || !PyTuple.Check(entry.Pointer) || PyTuple.Size(entry.Pointer) != 4 ? null : ToLines(PyTuple.GetBorrowed(entry.Pointer, 2));
    }

    private PyObject* LinecacheDict(string name)
    {
        PyObject* modules = ts->interp->modules;
        PyObject* linecache = modules == null ? null : PyDict.GetStringBorrowed(ts, modules, "linecache");
        using Owned<PyObject> value = Own.Of(ts, Attribute(linecache, name));
        return !value.IsNull && PyDict.Check(value.Pointer) ? value.Release() : null;
    }

    private static List<string>? ToLines(PyObject* list)
    {
        if (!PyList.Check(list))
            return null;
        var lines = new List<string>((int)PyList.Size(list));
        for (nint i = 0; i < PyList.Size(list); i++)
        {
            PyObject* line = PyList.GetBorrowed(list, i);
            lines.Add(PyUnicode.Check(line) ? PyUnicode.ToString(line) : "");
        }
        return lines;
    }
}
