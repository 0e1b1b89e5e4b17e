// input(): at a terminal the prompt and the line go past the buffers of sys.stdin and sys.stdout, as lines typed there do; elsewhere they go through the streams, whatever
// those are. See docs/internals/io.md.
using Vivarium.Stdlib.Io;

namespace Vivarium.Stdlib.Builtins;

internal static unsafe class ConsoleInput
{
    private const int Output = 1;
    private const int ErrorOutput = 2;

    public static PyObject* Read(ThreadState* ts, PyObject* prompt)
    {
        using Owned<PyObject> input = Own.Of(ts, Stream(ts, Id.stdin));
        using Owned<PyObject> output = Own.Of(ts, input.IsNull ? null : Stream(ts, Id.stdout));
        using Owned<PyObject> errors = Own.Of(ts, output.IsNull ? null : Stream(ts, Id.stderr));
        if (errors.IsNull)
            return null;
        Flush(ts, errors.Pointer);
        if (IsTerminal(ts, input.Pointer, 0) && IsTerminal(ts, output.Pointer, Output))
            return ReadTerminal(ts, input.Pointer, output.Pointer, prompt);
        if (prompt != null)
        {
            using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, prompt));
            if (text.IsNull || IoErrors.DropSteal(ts, Call.Method(ts, output.Pointer, Id.write, text.Pointer)) == Status.Error)
                return null;
        }
        Flush(ts, output.Pointer);
        return Line(ts, input.Pointer);
    }

    private static PyObject* Stream(ThreadState* ts, PyObject* name)
    {
        PyObject* stream = ts->interp->sysdict == null ? null : PyDict.GetBorrowed(ts, ts->interp->sysdict, name);
        if (stream != null && stream != Py.None)
            return Ref.New(stream);
        return Err.Occurred(ts) ? null : Err.Runtime(ts, $"lost sys.{PyUnicode.ToString(name)}");
    }

    private static void Flush(ThreadState* ts, PyObject* stream)
    {
        if (IoErrors.DropSteal(ts, Call.Method(ts, stream, Id.flush)) == Status.Error)
            Err.Clear(ts);
    }

    /// <summary>Whether the stream stands for that descriptor of the process, and that is a terminal.</summary>
    private static bool IsTerminal(ThreadState* ts, PyObject* stream, int fd)
    {
        using Owned<PyObject> number = Own.Of(ts, Call.Method(ts, stream, Id.fileno));
        if (number.IsNull)
        {
            Err.Clear(ts);
            return false;
        }
        return PyLong.Check(number.Pointer) && PyLong.IsCompact(number.Pointer) && PyLong.CompactValue(number.Pointer) == fd && SystemCalls.IsATerminal(fd);
    }

    // ---- Any stream ----

    /// <summary>stream.readline() without its end.</summary>
    private static PyObject* Line(ThreadState* ts, PyObject* stream)
    {
        using Owned<PyObject> line = Own.Of(ts, Call.Method(ts, stream, Id.readline));
        if (line.IsNull)
            return null;
        bool bytes = PyBytes.Check(line.Pointer);
        if (!bytes && !PyUnicode.Check(line.Pointer))
            return Err.Type(ts, "object.readline() returned non-string");
        nint length = bytes ? PyBytes.Length(line.Pointer) : PyUnicode.Length(line.Pointer);
        if (length == 0)
            return Err.SetString(ts, Exc.EOFError, "EOF when reading a line");
        uint last = bytes ? PyBytes.Data(line.Pointer)[length - 1] : PyUnicode.ReadChar(line.Pointer, length - 1);
        if (last != '\n')
            return line.Release();
        return bytes ? PyBytes.FromSpan(ts, PyBytes.AsSpan(line.Pointer)[..(int)(length - 1)]) : PyUnicode.Substring(ts, line.Pointer, 0, length - 1);
    }

    // ---- A terminal ----

    private static PyObject* ReadTerminal(ThreadState* ts, PyObject* input, PyObject* output, PyObject* prompt)
    {
        Flush(ts, output);
        if (prompt != null && ShowPrompt(ts, output, prompt) == Status.Error)
            return null;
        using Owned<PyObject> line = Own.Of(ts, ReadTerminalLine(ts));
        if (line.IsNull)
            return null;
        nint length = PyBytes.Length(line.Pointer);
        if (length == 0)
            return Err.SetNone(ts, Exc.EOFError);
        if (PyBytes.Data(line.Pointer)[length - 1] == '\n')
            length--;
        string? encoding = TextAttribute(ts, input, Id.encoding);
        string? errors = TextAttribute(ts, input, Id.errors);
        return Err.Occurred(ts) ? null : PyUnicode.Decode(ts, PyBytes.AsSpan(line.Pointer)[..(int)length], encoding, errors);
    }

    private static string? TextAttribute(ThreadState* ts, PyObject* stream, PyObject* name)
    {
        if (Err.Occurred(ts))
            return null;
        using Owned<PyObject> value = Own.Of(ts, Obj.GetAttr(ts, stream, name));
        return value.IsNull || !PyUnicode.Check(value.Pointer) ? null : PyUnicode.ToString(value.Pointer);
    }

    /// <summary>In the encoding of standard output, but to standard error, where prompts go.</summary>
    private static Status ShowPrompt(ThreadState* ts, PyObject* output, PyObject* prompt)
    {
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, prompt));
        if (text.IsNull)
            return Status.Error;
        string? encoding = TextAttribute(ts, output, Id.encoding);
        string? errors = TextAttribute(ts, output, Id.errors);
        using Owned<PyObject> bytes = Own.Of(ts, Err.Occurred(ts) ? null : PyUnicode.AsEncodedString(ts, text.Pointer, encoding, errors));
        if (bytes.IsNull)
            return Status.Error;
        if (PyBytes.AsSpan(bytes.Pointer).Contains((byte)0))
            return Err.ValueStatus(ts, "input: prompt string cannot contain null characters");
        nint length = PyBytes.Length(bytes.Pointer);
        for (nint written = 0; written < length;)
        {
            nint n = SystemCalls.Write(ts, ErrorOutput, PyBytes.Data(bytes.Pointer) + written, length - written, out int error);
            if (n >= 0)
                written += n;
            else if (error != SystemCalls.EINTR || Interruptions.Serve(ts) == Status.Error)
                return Err.Occurred(ts) ? Status.Error : Status.Ok;
        }
        return Status.Ok;
    }

    /// <summary>The line with its end; b'' at the end of the input. Interruptions run their handlers, whose KeyboardInterrupt ends the wait.</summary>
    private static PyObject* ReadTerminalLine(ThreadState* ts)
    {
        BytesWriter line = new(ts);
        byte b;
        while (true)
        {
            nint n = SystemCalls.Read(ts, 0, &b, 1, out int error);
            if (n == 1)
            {
                if (!line.WriteByte(b) || b == '\n')
                    break;
            }
            else if (n == 0)
            {
                break;
            }
            else if (error != SystemCalls.EINTR || Interruptions.Serve(ts) == Status.Error)
            {
                line.Dispose();
                return Err.Occurred(ts) ? null : Err.FromErrno(ts, error, null);
            }
        }
        return line.Finish();
    }
}
