// What becomes of an exception that nothing caught: SystemExit ends the program with its code, anything else is printed through sys.excepthook. See docs/internals/startup.md.
namespace Vivarium.Stdlib.Start;

internal static unsafe class UncaughtException
{
    /// <summary>Takes the raised exception and records how the program ends by it.</summary>
    public static void Handle(ThreadState* ts, ProgramOutcome outcome)
    {
        if (Err.Matches(ts, Exc.SystemExit))
        {
            outcome.ExitCode = ExitCodeOf(ts);
            return;
        }
        outcome.IsInterrupted = Err.Matches(ts, Exc.KeyboardInterrupt);
        outcome.ExitCode = 1;
        Err.Print(ts);
    }

    /// <summary>SystemExit's code: a number is the exit code, None is success, anything else is printed and means failure.</summary>
    private static int ExitCodeOf(ThreadState* ts)
    {
        using Owned<PyObject> exception = Own.Of(ts, Err.Fetch(ts));
        using Owned<PyObject> code = Own.Of(ts, Obj.GetAttr(ts, exception.Pointer, Id.code));
        if (code.IsNull)
        {
            Err.Clear(ts);
            return 1;
        }
        if (code.Pointer == Py.None)
            return 0;
        if (PyLong.Check(code.Pointer))
        {
            long value;
            return PyLong.TryGetInt64(code.Pointer, &value) ? (int)value & 0xFF : 0xFF;
        }
        PyObject* stderr = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "stderr");
        if (stderr != null && stderr != Py.None)
            Print(ts, stderr, code.Pointer);
        else
            PythonProgram.WriteError(Obj.StrText(ts, code.Pointer) + "\n");
        Err.Clear(ts);
        return 1;
    }

    private static void Print(ThreadState* ts, PyObject* stream, PyObject* value)
    {
        StandardStreams.Flush(ts);
        using Owned<PyObject> held = Own.Of(ts, Ref.New(stream));
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, value));
        using Owned<PyObject> newline = Own.Of(ts, PyUnicode.FromString(ts, "\n"));
        if (text.IsNull || newline.IsNull)
            return;
        Ref.XDec(ts, Call.Method(ts, stream, Id.write, text.Pointer));
        Ref.XDec(ts, Err.Occurred(ts) ? null : Call.Method(ts, stream, Id.write, newline.Pointer));
    }
}
