// The modules that CPython carries inside its executable: "frozen". Ours lie in the library as all others do, but are found by name alone and bear file names like "<frozen os>", as
// programs and tracebacks expect. Their code comes from the library's __pycache__, or from the source when that is newer. See docs/internals/imports.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Marshal;
using Vivarium.Compiler.Syntax;
using Vivarium.Runtime.Marshalling;
using Vivarium.Stdlib.Builtins;

namespace Vivarium.Stdlib.Imp;

/// <summary>A module in the list of frozen ones: its name, its file in the library without ".py", and the name it was frozen from.</summary>
internal sealed record FrozenModule(string Name, string Path, string? OrigName, bool IsPackage = false)
{
    public FrozenModule(string name)
        : this(name, name.Replace('.', '/'), name)
    {
    }

    /// <summary>Importing does not work without these, so nothing switches them off.</summary>
    public bool IsEssential => Name is "_frozen_importlib" or "_frozen_importlib_external" or "zipimport";
}

internal static unsafe class FrozenModules
{
    private static readonly FrozenModule[] s_all =
    [
        new("_frozen_importlib", "importlib/_bootstrap", "importlib._bootstrap"),
        new("_frozen_importlib_external", "importlib/_bootstrap_external", "importlib._bootstrap_external"),
        new("zipimport"), new("abc"), new("codecs"), new("io"), new("_collections_abc"), new("_sitebuiltins"), new("genericpath"), new("ntpath"), new("posixpath"), new("os"),
        new("site"), new("stat"), new("importlib.util"), new("importlib.machinery"), new("runpy"), new("__hello__"),
        new("__hello_alias__", "__hello__", "__hello__"),
        new("__phello_alias__", "__hello__", "__hello__", true),
        new("__phello_alias__.spam", "__hello__", "__hello__"),
        new("__phello__", "__phello__/__init__", "__phello__", true),
        new("__phello__.__init__", "__phello__/__init__", "<__phello__"),
        new("__phello__.ham", "__phello__/ham/__init__", "__phello__.ham", true),
        new("__phello__.ham.__init__", "__phello__/ham/__init__", "<__phello__.ham"),
        new("__phello__.ham.eggs"), new("__phello__.spam"),
        new("__hello_only__", "__hello__", null),
    ];

    public static ReadOnlySpan<FrozenModule> All => s_all;

    /// <summary>The module of that name, when frozen modules are in use and the library has it.</summary>
    public static FrozenModule? Find(ThreadState* ts, string name)
    {
        foreach (FrozenModule module in s_all)
        {
            if (module.Name != name)
                continue;
            RuntimeConfig config = PyInterpreter.Of(ts).Config;
            bool used = config.use_frozen_modules || module.IsEssential;
            return used && File.Exists(SourceOf(config, module)) ? module : null;
        }
        return null;
    }

    private static string SourceOf(RuntimeConfig config, FrozenModule module) => Path.Combine(config.stdlib_dir ?? "", module.Path + ".py");

    /// <summary>The module's code; owned, null with an exception.</summary>
    public static PyObject* Code(ThreadState* ts, FrozenModule module)
    {
        RuntimeConfig config = PyInterpreter.Of(ts).Config;
        string source = SourceOf(config, module);
        string filename = $"<frozen {module.OrigName ?? module.Name}>";
        byte[]? cached = ReadCache(config, source);
        if (cached is null)
            return FromSource(ts, source, filename);
        PyObject* code = MarshalLoader.Load(ts, cached.AsSpan(PycHeader.Size));
        if (code == null)
            return null;
        if (!PyCode.Check(code))
        {
            Ref.Dec(ts, code);
            return Err.Import(ts, $"Frozen object named '{module.Name}' is invalid");
        }
        PyObject* name = PyUnicode.InternFromString(ts, filename);
        if (name == null)
        {
            Ref.Dec(ts, code);
            return null;
        }
        CodeFilenames.Replace(ts, (PyCodeObject*)code, name);
        Ref.Dec(ts, name);
        return code;
    }

    /// <summary>The compiled file, if it belongs to the source.</summary>
    private static byte[]? ReadCache(RuntimeConfig config, string source)
    {
        string optimized = config.optimization_level > 0 ? $".opt-{config.optimization_level}" : "";
        string file = Path.Combine(Path.GetDirectoryName(source)!, "__pycache__", $"{Path.GetFileNameWithoutExtension(source)}.cpython-314{optimized}.pyc");
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        if (bytes.Length <= PycHeader.Size || !bytes.AsSpan().StartsWith(BytecodeMagic.Token))
            return null;
        var flags = (PycFlags)BitConverter.ToInt32(bytes, 4);
        if ((flags & PycFlags.HashBased) != 0)
            return (flags & PycFlags.CheckSource) == 0 ? bytes : null;
        var info = new FileInfo(source);
        long mtime = new DateTimeOffset(info.LastWriteTimeUtc).ToUnixTimeSeconds();
        return BitConverter.ToUInt32(bytes, 8) == (uint)mtime && BitConverter.ToUInt32(bytes, 12) == (uint)info.Length ? bytes : null;
    }

    private static PyObject* FromSource(ThreadState* ts, string source, string filename)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(source);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Err.Import(ts, $"cannot read the library's {source}: {e.Message}");
        }
        return SourceCompiler.FromBytes(ts, text, filename, ParseMode.Exec, 0, -1);
    }

    /// <summary>Imports a frozen module without any finder, as importing itself is started; a borrowed module in sys.modules, null with an exception.</summary>
    public static PyObject* ImportBorrowed(ThreadState* ts, FrozenModule frozen)
    {
        using Owned<PyObject> code = Own.Of(ts, Code(ts, frozen));
        using Owned<PyObject> module = Own.Of(ts, code.IsNull ? null : Modules.New(ts, frozen.Name));
        if (module.IsNull)
            return null;
        PyObject* dict = Modules.DictBorrowed(module.Pointer);
        if (PyDict.Set(ts, dict, Id.__builtins__, ts->interp->builtins) != Status.Ok || PyDict.SetString(ts, ts->interp->modules, frozen.Name, module.Pointer) != Status.Ok)
            return null;
        if (frozen.IsPackage)
        {
            using Owned<PyObject> path = Own.Of(ts, PyList.New(ts, 0));
            if (path.IsNull || PyDict.Set(ts, dict, Id.__path__, path.Pointer) != Status.Ok)
                return null;
        }
        PyObject* done = Runtime.Interpreter.Evaluator.RunCode(ts, code.Pointer, dict, dict);
        if (done == null)
            return null;
        Ref.Dec(ts, done);
        // FrozenImporter takes this away again when it fills in the rest.
        using Owned<PyObject> origin = Own.Of(ts, frozen.OrigName is null ? Py.None : PyUnicode.FromString(ts, frozen.OrigName));
        if (origin.IsNull || PyDict.Set(ts, dict, Id.__origname__, origin.Pointer) != Status.Ok)
            return null;
        return PyDict.GetStringBorrowed(ts, ts->interp->modules, frozen.Name);
    }
}
