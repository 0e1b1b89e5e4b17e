// The messages for names without a value.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class NameErrors
{
    public static void UnboundLocal(ThreadState* ts, _PyInterpreterFrame* frame, int index)
    {
        PyObject* name = PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_localsplusnames, index);
        Err.NameNotDefined(ts, Exc.UnboundLocalError, $"cannot access local variable '{PyUnicode.ToString(name)}' where it is not associated with a value", name);
    }

    public static void UnboundCell(ThreadState* ts, _PyInterpreterFrame* frame, int index)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        PyObject* name = PyTuple.GetBorrowed(code->co_localsplusnames, index);
        if (index < code->co_nlocalsplus - code->co_nfreevars)
            UnboundLocal(ts, frame, index);
        else
            Err.NameNotDefined(ts, Exc.NameError, $"cannot access free variable '{PyUnicode.ToString(name)}' where it is not associated with a value in enclosing scope", name);
    }

    public static void NotDefined(ThreadState* ts, PyObject* name) => Err.NameNotDefined(ts, Exc.NameError, $"name '{PyUnicode.ToString(name)}' is not defined", name);
}
