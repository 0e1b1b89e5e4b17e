// Where reports about errors go: sys.stderr through its write method, or the descriptor 2 where there is no such object (yet). Writing never loses the exception that is
// being reported: callers hold it themselves. See docs/internals/reports.md.
using System.Globalization;
using System.Text;

namespace Vivarium.Runtime.Errors.Reports;

/// <summary>What sys.stderr is.</summary>
internal enum ReportTarget
{
    /// <summary>An object with a write method.</summary>
    Stream,
    /// <summary>None: reports are dropped.</summary>
    Nowhere,
    /// <summary>It was deleted from sys.</summary>
    Lost,
    /// <summary>The start sequence has not made it yet: descriptor 2.</summary>
    Descriptor,
}

internal static unsafe class ReportStream
{
    /// <summary>Looks sys.stderr up; *file is owned if it is a stream, else null.</summary>
    public static ReportTarget Find(ThreadState* ts, PyObject** file)
    {
        *file = SysObject(ts, "stderr");
        if (*file == null)
        {
            PyObject* original = SysObject(ts, "__stderr__");
            if (original == null)
                return ReportTarget.Descriptor;
            Ref.Dec(ts, original);
            return ReportTarget.Lost;
        }
        if (*file != Py.None)
            return ReportTarget.Stream;
        Ref.Dec(ts, *file);
        *file = null;
        return ReportTarget.Nowhere;
    }

    /// <summary>An attribute of sys, owned; null without an exception when there is none.</summary>
    public static PyObject* SysObject(ThreadState* ts, string name)
    {
        PyObject* sys = ts->interp->sysdict;
        if (sys == null)
            return null;
        PyObject* value = PyDict.GetStringBorrowed(ts, sys, name);
        if (value == null)
            Err.Clear(ts);
        return Ref.XNew(value);
    }

    /// <summary>file.write(text)</summary>
    public static Status Write(ThreadState* ts, PyObject* file, string text)
    {
        using Owned<PyObject> s = Own.Of(ts, PyUnicode.FromString(ts, text));
        return s.IsNull ? Status.Error : WriteObject(ts, file, s.Pointer);
    }

    /// <summary>file.write(text) with text that is an object.</summary>
    public static Status WriteObject(ThreadState* ts, PyObject* file, PyObject* text)
    {
        PyObject* done = Call.Method(ts, file, Id.write, text);
        if (done == null)
            return Status.Error;
        Ref.Dec(ts, done);
        return Status.Ok;
    }

    /// <summary>file.flush(); what it raises is dropped.</summary>
    public static void Flush(ThreadState* ts, PyObject* file)
    {
        PyObject* done = Call.Method(ts, file, Id.flush);
        Ref.XDec(ts, done);
        if (done == null)
            Err.Clear(ts);
    }

    /// <summary>Writes to the descriptor 2; what UTF-8 cannot hold is escaped, and a failure to write goes unnoticed, as nothing is left to tell it to.</summary>
    public static void WriteDescriptor(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(EscapeSurrogates(text));
        using Stream stream = Console.OpenStandardError();
        try
        {
            stream.Write(bytes);
        }
        catch (IOException exception)
        {
            GC.KeepAlive(exception);
        }
    }

    /// <summary>Lone surrogates as \udcxx, like the error handler backslashreplace.</summary>
    public static string EscapeSurrogates(string text)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            char ch = text[i];
            bool pair = char.IsHighSurrogate(ch) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (char.IsSurrogate(ch) && !pair)
            {
                escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)ch:x4}");
                continue;
            }
            escaped?.Append(ch);
            if (!pair)
                continue;
            i++;
            escaped?.Append(text[i]);
        }
        return escaped?.ToString() ?? text;
    }
}
