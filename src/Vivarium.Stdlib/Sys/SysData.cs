// The members of sys that are data: limits of the types, the version, and what the configuration says. They are entered in the order that dir() of CPython's dict has.
namespace Vivarium.Stdlib.Sys;

internal static unsafe class SysData
{
    private const string Copyright = "Copyright (c) The Vivarium developers.\nAll Rights Reserved.\n\n"
        + "The standard library:\nCopyright (c) 2001 Python Software Foundation.\nAll Rights Reserved.";

    public static bool Fill(ThreadState* ts, PyObject* module)
    {
        RuntimeConfig config = PyInterpreter.Of(ts).Config;
        var members = new MemberList(ts, module);
        if (ts->interp->modules != null)
            members.Add("modules", Ref.New(ts->interp->modules));
        members.Copy("__displayhook__", "displayhook");
        members.Copy("__excepthook__", "excepthook");
        members.Copy("__breakpointhook__", "breakpointhook");
        members.Copy("__unraisablehook__", "unraisablehook");
        Version(ts, ref members);
        Limits(ts, ref members);
        members.Add("builtin_module_names", BuiltinNames(ts));
        members.Add("stdlib_module_names", StdlibNames(ts));
        members.Add("byteorder", Text(ts, "little"));
        members.Add("abiflags", Text(ts, ""));
        PyObject* version = VersionInfo(ts);
        members.Add("version_info", version == null ? null : Ref.New(version));
        members.Add("implementation", Implementation(ts, version));
        Ref.XDec(ts, version);
        members.Add("flags", Flags(ts, config));
        members.Add("float_repr_style", Text(ts, "short"));
        members.Add("thread_info", ThreadInfo(ts));
        members.Add("meta_path", PyList.New(ts, 0));
        members.Add("path_importer_cache", PyDict.New(ts));
        members.Add("path_hooks", PyList.New(ts, 0));
        members.Add("monitoring", Submodule(ts, MonitoringModule.Definition));
        members.Add("_jit", Submodule(ts, JitModule.Definition));
        FromConfig(ts, ref members, config);
        return !members.Failed;
    }

    private static void Version(ThreadState* ts, ref MemberList members)
    {
        members.Add("version", Text(ts, LanguageVersion.Full));
        members.Add("hexversion", PyLong.FromInt64(ts, LanguageVersion.Hex));
        members.Add("_git", TextTuple(ts, ["Vivarium", "", ""]));
        members.Add("_framework", Text(ts, ""));
        members.Add("api_version", PyLong.FromInt64(ts, LanguageVersion.Api));
        members.Add("copyright", Text(ts, Copyright));
        members.Add("platform", Text(ts, "linux"));
    }

    private static void Limits(ThreadState* ts, ref MemberList members)
    {
        members.Add("maxsize", PyLong.FromInt64(ts, nint.MaxValue));
        var floats = new StructSequenceBuilder(ts, SysInfoTypes.FloatInfo);
        floats.AddDouble(double.MaxValue);
        floats.AddInt(1024);
        floats.AddInt(308);
        floats.AddDouble(BitConverter.UInt64BitsToDouble(0x0010_0000_0000_0000));
        floats.AddInt(-1021);
        floats.AddInt(-307);
        floats.AddInt(15);
        floats.AddInt(53);
        floats.AddDouble(Math.BitIncrement(1.0) - 1.0);
        floats.AddInt(2);
        floats.AddInt(1);
        members.Add("float_info", floats.Finish());
        var ints = new StructSequenceBuilder(ts, SysInfoTypes.IntInfo);
        ints.AddInt(30);
        ints.AddInt(4);
        ints.AddInt(4300);
        ints.AddInt(SysModule.LeastMaxStrDigits);
        members.Add("int_info", ints.Finish());
        var hashes = new StructSequenceBuilder(ts, SysInfoTypes.HashInfo);
        hashes.AddInt(64);
        hashes.AddInt((1L << 61) - 1);
        hashes.AddInt(314159);
        hashes.AddInt(0);
        hashes.AddInt(1000003);
        hashes.AddText("siphash13");
        hashes.AddInt(64);
        hashes.AddInt(128);
        hashes.AddInt(0);
        members.Add("hash_info", hashes.Finish());
        members.Add("maxunicode", PyLong.FromInt64(ts, 0x10FFFF));
    }

    private static PyObject* VersionInfo(ThreadState* ts)
    {
        var version = new StructSequenceBuilder(ts, SysInfoTypes.VersionInfo);
        version.AddInt(LanguageVersion.Major);
        version.AddInt(LanguageVersion.Minor);
        version.AddInt(LanguageVersion.Micro);
        version.AddText("final");
        version.AddInt(0);
        return version.Finish();
    }

    /// <summary>The name and cache tag are those that the library and programs look for: the bytecode is CPython's, and so are the names of .pyc files.</summary>
    private static PyObject* Implementation(ThreadState* ts, PyObject* version)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull)
            return null;
        var members = new MemberList(ts, dict.Pointer, isDict: true);
        members.Add("name", Text(ts, "cpython"));
        members.Add("cache_tag", Text(ts, "cpython-314"));
        members.Add("version", version == null ? null : Ref.New(version));
        members.Add("hexversion", PyLong.FromInt64(ts, LanguageVersion.Hex));
        members.Add("_multiarch", Text(ts, "x86_64-linux-gnu"));
        members.Add("supports_isolated_interpreters", Py.True);
        return members.Failed ? null : SimpleNamespace.New(ts, dict.Pointer);
    }

    private static PyObject* Flags(ThreadState* ts, RuntimeConfig config)
    {
        var flags = new StructSequenceBuilder(ts, SysInfoTypes.Flags);
        flags.AddInt(config.parser_debug);
        flags.AddInt(config.inspect);
        flags.AddInt(config.interactive);
        flags.AddInt(config.optimization_level);
        flags.AddInt(config.write_bytecode ? 0 : 1);
        flags.AddInt(config.user_site_directory ? 0 : 1);
        flags.AddInt(config.site_import ? 0 : 1);
        flags.AddInt(config.use_environment ? 0 : 1);
        flags.AddInt(config.verbose);
        flags.AddInt(config.bytes_warning);
        flags.AddInt(config.quiet);
        flags.AddInt(config.hash_randomization ? 1 : 0);
        flags.AddInt(config.isolated ? 1 : 0);
        flags.AddSteal(Py.Bool(config.dev_mode));
        flags.AddInt(config.utf8_mode ?? ProcessLocale.IsPosix ? 1 : 0);
        flags.AddInt(config.warn_default_encoding ? 1 : 0);
        flags.AddSteal(Py.Bool(config.safe_path));
        flags.AddInt(ts->interp->int_max_str_digits);
        flags.AddInt(1);
        flags.AddInt(config.thread_inherit_context ? 1 : 0);
        flags.AddInt(config.context_aware_warnings ? 1 : 0);
        return flags.Finish();
    }

    private static PyObject* ThreadInfo(ThreadState* ts)
    {
        var info = new StructSequenceBuilder(ts, SysInfoTypes.ThreadInfo);
        info.AddText("pthread");
        info.AddText("semaphore");
        string? library = SysPlatform.ThreadLibrary();
        if (library is null)
            info.AddNone();
        else
            info.AddText(library);
        return info.Finish();
    }

    private static void FromConfig(ThreadState* ts, ref MemberList members, RuntimeConfig config)
    {
        members.Add("executable", Text(ts, config.executable));
        members.Add("_base_executable", Text(ts, config.executable));
        members.Add("prefix", Text(ts, config.prefix ?? ""));
        members.Add("base_prefix", Text(ts, config.prefix ?? ""));
        members.Add("exec_prefix", Text(ts, config.exec_prefix ?? ""));
        members.Add("base_exec_prefix", Text(ts, config.exec_prefix ?? ""));
        members.Add("platlibdir", Text(ts, config.platlibdir));
        members.Add("pycache_prefix", TextOrNone(ts, config.pycache_prefix));
        members.Add("argv", List(ts, config.argv.Count == 0 ? [""] : config.argv));
        members.Add("orig_argv", List(ts, config.orig_argv));
        members.Add("warnoptions", List(ts, config.warnoptions));
        members.Add("_xoptions", Options(ts, config.xoptions));
        members.Add("_stdlib_dir", TextOrNone(ts, config.stdlib_dir));
        members.Add("dont_write_bytecode", Py.Bool(!config.write_bytecode));
    }

    private static PyObject* Options(ThreadState* ts, List<KeyValuePair<string, string?>> options)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull)
            return null;
        var members = new MemberList(ts, dict.Pointer, isDict: true);
        foreach ((string name, string? value) in options)
            members.Add(name, value is null ? Py.True : Text(ts, value));
        return members.Failed ? null : dict.Release();
    }

    private static PyObject* BuiltinNames(ThreadState* ts)
    {
        List<string> names = [];
        foreach (string name in GeneratedModules.Names)
        {
            if (!name.Contains('.', StringComparison.Ordinal))
                names.Add(name);
        }
        names.Sort(StringComparer.Ordinal);
        return TextTuple(ts, [.. names]);
    }

    private static PyObject* StdlibNames(ThreadState* ts)
    {
        using Owned<PyObject> list = Own.Of(ts, List(ts, StdlibModuleNames.All));
        return list.IsNull ? null : PySet.NewFrozen(ts, list.Pointer);
    }

    private static PyObject* Submodule(ThreadState* ts, ModuleDef* definition)
    {
        using Owned<PyObject> module = Own.Of(ts, Modules.FromDefinition(ts, definition));
        return module.IsNull || Modules.Exec(ts, module.Pointer) != Status.Ok ? null : module.Release();
    }

    private static PyObject* Text(ThreadState* ts, string text) => PyUnicode.FromString(ts, text);

    private static PyObject* TextOrNone(ThreadState* ts, string? text) => text is null ? Py.None : PyUnicode.FromString(ts, text);

    private static PyObject* TextTuple(ThreadState* ts, string[] texts)
    {
        using Owned<PyObject> list = Own.Of(ts, List(ts, texts));
        return list.IsNull ? null : PyList.AsTuple(ts, list.Pointer);
    }

    /// <summary>A list of str; owned.</summary>
    public static PyObject* List(ThreadState* ts, IReadOnlyList<string> texts)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        if (list.IsNull)
            return null;
        foreach (string text in texts)
        {
            using Owned<PyObject> o = Own.Of(ts, PyUnicode.FromString(ts, text));
            if (o.IsNull || PyList.Append(ts, list.Pointer, o.Pointer) != Status.Ok)
                return null;
        }
        return list.Release();
    }
}

/// <summary>Enters members into a module or dict one after the other; a failure sticks, and values are always taken over.</summary>
internal unsafe struct MemberList(ThreadState* ts, PyObject* target, bool isDict = false)
{
    private readonly ThreadState* _ts = ts;
    private readonly PyObject* _dict = isDict ? target : Modules.DictBorrowed(target);

    public bool Failed { get; private set; }

    public void Add(string name, PyObject* value)
    {
        if (!Failed && value != null)
        {
            using Owned<PyObject> key = Own.Of(_ts, PyUnicode.InternFromString(_ts, name));
            Failed = key.IsNull || PyDict.Set(_ts, _dict, key.Pointer, value) != Status.Ok;
        }
        else
        {
            Failed = true;
        }
        Ref.XDec(_ts, value);
    }

    public void Copy(string name, string from)
    {
        PyObject* value = PyDict.GetStringBorrowed(_ts, _dict, from);
        Add(name, value == null ? null : Ref.New(value));
    }
}
