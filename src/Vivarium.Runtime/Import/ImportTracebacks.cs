// Takes importlib's own frames out of the traceback of a failed import, as far as they say nothing about the program. See docs/internals/imports.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

internal static unsafe class ImportTracebacks
{
    /// <summary>
    /// Works on the raised exception: an ImportError loses all chunks of importlib's frames, another exception those that end in _call_with_frames_removed, behind which
    /// the imported module's code ran. With -v nothing is taken out.
    /// </summary>
    public static void Trim(ThreadState* ts)
    {
        PyBaseExceptionObject* exception = (PyBaseExceptionObject*)ts->current_exception;
        if (exception == null || exception->traceback == null || Ref.IsImmortal((PyObject*)exception) || PyInterpreter.Of(ts).Config.verbose != 0)
            return;
        bool always = Err.Matches(ts, Exc.ImportError);
        PyObject* held = Err.Fetch(ts);
        bool inside = false;
        PyObject** link = &exception->traceback;
        PyObject** chunk = link;
        PyTracebackObject* at = (PyTracebackObject*)exception->traceback;
        while (at != null)
        {
            PyCodeObject* code = Frames.CodeOf(at->tb_frame->f_frame);
            PyTracebackObject* next = at->tb_next;
            bool importlib = IsImportlib(code->co_filename);
            if (importlib && !inside)
                chunk = link;
            inside = importlib;
            if (inside && (always || PyUnicode.EqualToString(code->co_name, "_call_with_frames_removed")))
            {
                // The chunk so far goes; what follows hangs where it began.
                Ref.SetSteal(ts, chunk, Ref.XNew((PyObject*)next));
                link = chunk;
            }
            else
            {
                link = (PyObject**)&at->tb_next;
            }
            at = next;
        }
        Err.Restore(ts, held);
    }

    private static bool IsImportlib(PyObject* file) =>
        PyUnicode.EqualToString(file, "<frozen importlib._bootstrap>") || PyUnicode.EqualToString(file, "<frozen importlib._bootstrap_external>");
}
