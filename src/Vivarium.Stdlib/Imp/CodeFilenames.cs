// Code that was compiled elsewhere gets the file name under which it is loaded, with all code inside it. See docs/internals/imports.md.
namespace Vivarium.Stdlib.Imp;

internal static unsafe class CodeFilenames
{
    /// <summary>Replaces the file name in the code and in those nested in it that have the same one. The name is borrowed.</summary>
    public static void Replace(ThreadState* ts, PyCodeObject* code, PyObject* filename)
    {
        if (PyUnicode.Equal(code->co_filename, filename))
            return;
        PyObject* old = Ref.New(code->co_filename);
        Replace(ts, code, old, filename);
        Ref.Dec(ts, old);
    }

    private static void Replace(ThreadState* ts, PyCodeObject* code, PyObject* old, PyObject* filename)
    {
        if (!PyUnicode.Equal(code->co_filename, old))
            return;
        Ref.SetSteal(ts, &code->co_filename, Ref.New(filename));
        PyObject* consts = code->co_consts;
        for (nint i = 0, n = PyTuple.Size(consts); i < n; i++)
        {
            PyObject* constant = PyTuple.GetBorrowed(consts, i);
            if (PyCode.Check(constant))
                Replace(ts, (PyCodeObject*)constant, old, filename);
        }
    }
}
