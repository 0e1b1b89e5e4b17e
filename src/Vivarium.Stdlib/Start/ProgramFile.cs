// A program in a file: source text, or compiled code. See docs/internals/startup.md.
using Call = Vivarium.Runtime.Abstract.Call;
using System.Text;
using Vivarium.Bytecode;
using Vivarium.Bytecode.Marshal;
using Vivarium.Compiler.Syntax;
using Vivarium.Runtime.Marshalling;
using Vivarium.Stdlib.Builtins;

namespace Vivarium.Stdlib.Start;

internal static unsafe class ProgramFile
{
    private const int CannotOpenExitCode = 2;

    public static Status Run(ThreadState* ts, RuntimeConfig config, ProgramOutcome outcome)
    {
        string path = config.run_filename!;
        if (Directory.Exists(path))
        {
            PythonProgram.WriteError($"{config.program_name}: '{path}' is a directory, cannot continue\n");
            outcome.ExitCode = 1;
            return Status.Ok;
        }
        if (Read(path, out int errno) is not { } bytes)
        {
            PythonProgram.WriteError($"{config.program_name}: can't open file {ReprOf(ts, path)}: [Errno {errno}] {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno)}\n");
            outcome.ExitCode = CannotOpenExitCode;
            return Status.Ok;
        }
        PyObject* globals = MainProgram.GlobalsBorrowed(ts);
        if (globals == null)
            return Status.Error;
        bool compiled = path.EndsWith(".pyc", StringComparison.Ordinal) || (bytes.Length > 2 && bytes.AsSpan().StartsWith(BytecodeMagic.Token));
        if (Describe(ts, globals, path) != Status.Ok || SetLoader(ts, globals, path, compiled ? "SourcelessFileLoader" : "SourceFileLoader") != Status.Ok)
            return Status.Error;
        if (compiled)
            return MainProgram.RunCodeSteal(ts, Load(ts, bytes));
        ReadOnlySpan<byte> source = config.skip_source_first_line ? WithoutFirstLine(bytes) : bytes;
        return MainProgram.RunCodeSteal(ts, SourceCompiler.FromBytes(ts, source, path, ParseMode.Exec, 0, -1, fromFile: true));
    }

    private static string ReprOf(ThreadState* ts, string path)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, path));
        return text.IsNull ? path : Obj.ReprText(ts, text.Pointer);
    }

    private static byte[]? Read(string path, out int errno)
    {
        const int EACCES = 13, ENOENT = 2, ENOTDIR = 20, EIO = 5;
        errno = 0;
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            errno = ENOENT;
        }
        catch (DirectoryNotFoundException)
        {
            errno = File.Exists(Path.GetDirectoryName(path)) ? ENOTDIR : ENOENT;
        }
        catch (UnauthorizedAccessException)
        {
            errno = EACCES;
        }
        catch (IOException e)
        {
            errno = e.HResult > 0 ? e.HResult : EIO;
        }
        return null;
    }

    /// <summary>The line stays as an empty one, so that numbers of lines do not change.</summary>
    private static ReadOnlySpan<byte> WithoutFirstLine(byte[] bytes)
    {
        int newline = Array.IndexOf(bytes, (byte)'\n');
        return newline < 0 ? [] : bytes.AsSpan(newline);
    }

    /// <summary>__file__ and __cached__ of __main__.</summary>
    public static Status Describe(ThreadState* ts, PyObject* globals, string path)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, path));
        return text.IsNull || PyDict.Set(ts, globals, Id.__file__, text.Pointer) != Status.Ok ? Status.Error : PyDict.Set(ts, globals, Id.__cached__, Py.None);
    }

    private static Status SetLoader(ThreadState* ts, PyObject* globals, string path, string loaderName)
    {
        using Owned<PyObject> external = Own.Of(ts, Imports.ImportModule(ts, "_frozen_importlib_external"));
        using Owned<PyObject> type = Own.Of(ts, external.IsNull ? null : Obj.GetAttr(ts, external.Pointer, loaderName));
        using Owned<PyObject> name = Own.Of(ts, type.IsNull ? null : PyUnicode.FromString(ts, "__main__"));
        using Owned<PyObject> file = Own.Of(ts, name.IsNull ? null : PyUnicode.FromString(ts, path));
        using Owned<PyObject> loader = Own.Of(ts, file.IsNull ? null : Call.TwoArgs(ts, type.Pointer, name.Pointer, file.Pointer));
        return loader.IsNull ? Status.Error : PyDict.Set(ts, globals, Id.__loader__, loader.Pointer);
    }

    private static PyObject* Load(ThreadState* ts, byte[] bytes)
    {
        if (bytes.Length < sizeof(uint))
            return Err.SetString(ts, Exc.EOFError, "EOF read where not expected");
        if (!bytes.AsSpan().StartsWith(BytecodeMagic.Token))
            return Err.Runtime(ts, "Bad magic number in .pyc file");
        if (bytes.Length < PycHeader.Size)
            return Err.SetString(ts, Exc.EOFError, "EOF read where not expected");
        using Owned<PyObject> code = Own.Of(ts, MarshalLoader.Load(ts, bytes.AsSpan(PycHeader.Size)));
        if (code.IsNull && !Err.Matches(ts, Exc.MemoryError))
            Err.Clear(ts);
        if (code.IsNull && Err.Occurred(ts))
            return null;
        return !code.IsNull && PyCode.Check(code.Pointer) ? code.Release() : Err.Runtime(ts, "Bad code object in .pyc file");
    }
}
