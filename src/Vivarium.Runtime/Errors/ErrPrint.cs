// The last resort for exceptions that nothing caught: type, text and places, on standard error. See docs/internals/errors.md.
namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Err
{
    /// <summary>Prints the raised exception and clears it.</summary>
    public static void Print(ThreadState* ts)
    {
        using Owned<PyObject> exception = Own.Of(ts, Fetch(ts));
        var text = new System.Text.StringBuilder();
        for (PyTracebackObject* t = (PyTracebackObject*)((PyBaseExceptionObject*)exception.Pointer)->traceback; t != null; t = t->tb_next)
        {
            PyCodeObject* code = Frames.CodeOf(t->tb_frame->f_frame);
            text.Append($"  File \"{PyUnicode.ToString(code->co_filename)}\", line {t->tb_lineno}, in {PyUnicode.ToString(code->co_name)}\n");
        }
        Console.Error.WriteLine($"{text}{PyType.NameOf(exception.Pointer)}: {Obj.StrText(ts, exception.Pointer)}");
    }
}
