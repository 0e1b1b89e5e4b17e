// Binding call arguments to a function's parameters in a new frame, with the messages CPython gives when they do not fit (language reference 6.3.4).
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class ArgumentBinding
{
    /// <summary>
    /// A frame on the data stack with the arguments bound, the caller's frame not yet linked. The arguments are borrowed; <paramref name="locals"/> is taken over.
    /// Null with an exception; nothing is left behind then.
    /// </summary>
    public static _PyInterpreterFrame* PushFrame(ThreadState* ts, PyFunctionObject* function, PyObject* locals, PyObject** args, nint nargs, PyObject* kwnames)
    {
        PyCodeObject* code = (PyCodeObject*)function->func_code;
        _PyInterpreterFrame* frame = DataStack.Push(ts, code->co_framesize);
        if (frame == null)
        {
            Ref.XDec(ts, locals);
            return null;
        }
        Ref.Inc(function);
        Frames.Initialize(frame, StackRefs.Steal((PyObject*)function), code, locals, 0, null);
        if (Bind(ts, function, &frame->localsplus, args, nargs, kwnames))
            return frame;
        Frames.Clear(ts, frame);
        DataStack.Pop(ts, frame);
        return null;
    }

    /// <summary>Fills the parameters from borrowed arguments. On failure what was filled stays, for the frame to release.</summary>
    private static bool Bind(ThreadState* ts, PyFunctionObject* function, StackRef* locals, PyObject** args, nint nargs, PyObject* kwnames)
    {
        PyCodeObject* co = (PyCodeObject*)function->func_code;
        int total = co->co_argcount + co->co_kwonlyargcount;
        bool varargs = (co->co_flags & (int)CodeFlags.CO_VARARGS) != 0;
        bool varkeywords = (co->co_flags & (int)CodeFlags.CO_VARKEYWORDS) != 0;

        PyObject* kwdict = null;
        if (varkeywords)
        {
            kwdict = PyDict.New(ts);
            if (kwdict == null)
                return false;
            locals[total + (varargs ? 1 : 0)] = StackRefs.Steal(kwdict);
        }

        nint positional = Math.Min(nargs, co->co_argcount);
        for (nint i = 0; i < positional; i++)
            locals[i] = StackRefs.New(args[i]);
        if (varargs)
        {
            PyObject* rest = nargs == positional ? PyTuple.New(ts, 0) : PyTuple.FromArray(ts, args + positional, nargs - positional);
            if (rest == null)
                return false;
            locals[total] = StackRefs.Steal(rest);
        }

        if (kwnames != null && !BindKeywords(ts, function, locals, args + nargs, kwnames, kwdict, total))
            return false;

        if (nargs > co->co_argcount && !varargs)
            return TooManyPositional(ts, function, nargs, locals);

        if (nargs < co->co_argcount && !FillDefaults(ts, function, locals, nargs))
            return false;
        return co->co_kwonlyargcount == 0 || FillKeywordDefaults(ts, function, locals, total);
    }

    private static bool BindKeywords(ThreadState* ts, PyFunctionObject* function, StackRef* locals, PyObject** values, PyObject* kwnames, PyObject* kwdict, int total)
    {
        PyCodeObject* co = (PyCodeObject*)function->func_code;
        PyObject** names = PyTuple.Items(co->co_localsplusnames);
        nint n = PyTuple.Size(kwnames);
        for (nint k = 0; k < n; k++)
        {
            PyObject* keyword = PyTuple.GetBorrowed(kwnames, k);
            if (!PyUnicode.Check(keyword))
            {
                Err.Type(ts, "keywords must be strings");
                return false;
            }
            int j = Find(names, keyword, co->co_posonlyargcount, total);
            if (j < 0)
            {
                if (kwdict == null)
                    return UnexpectedKeyword(ts, function, kwnames, keyword, names, total);
                if (PyDict.Set(ts, kwdict, keyword, values[k]) != Status.Ok)
                    return false;
                continue;
            }
            if (!StackRefs.IsNull(locals[j]))
            {
                Err.Type(ts, $"{Name(function)}() got multiple values for argument '{PyUnicode.ToString(keyword)}'");
                return false;
            }
            locals[j] = StackRefs.New(values[k]);
        }
        return true;
    }

    private static int Find(PyObject** names, PyObject* keyword, int first, int end)
    {
        for (int j = first; j < end; j++)
        {
            if (names[j] == keyword)
                return j;
        }
        for (int j = first; j < end; j++)
        {
            if (PyUnicode.Equal(names[j], keyword))
                return j;
        }
        return -1;
    }

    private static bool FillDefaults(ThreadState* ts, PyFunctionObject* function, StackRef* locals, nint nargs)
    {
        PyCodeObject* co = (PyCodeObject*)function->func_code;
        nint defaults = function->func_defaults == null ? 0 : PyTuple.Size(function->func_defaults);
        nint required = co->co_argcount - defaults;
        nint missing = 0;
        for (nint i = nargs; i < required; i++)
        {
            if (StackRefs.IsNull(locals[i]))
                missing++;
        }
        if (missing != 0)
            return MissingArguments(ts, function, missing, locals, 0, required, "positional");
        for (nint i = Math.Max(nargs, required); i < co->co_argcount; i++)
        {
            if (StackRefs.IsNull(locals[i]))
                locals[i] = StackRefs.New(PyTuple.GetBorrowed(function->func_defaults, i - required));
        }
        return true;
    }

    private static bool FillKeywordDefaults(ThreadState* ts, PyFunctionObject* function, StackRef* locals, int total)
    {
        PyCodeObject* co = (PyCodeObject*)function->func_code;
        nint missing = 0;
        for (int i = co->co_argcount; i < total; i++)
        {
            if (!StackRefs.IsNull(locals[i]))
                continue;
            PyObject* value = null;
            if (function->func_kwdefaults != null)
            {
                Lookup found = PyDict.GetRef(ts, function->func_kwdefaults, PyTuple.GetBorrowed(co->co_localsplusnames, i), &value);
                if (found == Lookup.Error)
                    return false;
                if (found == Lookup.Missing)
                    value = null;
            }
            if (value == null)
                missing++;
            else
                locals[i] = StackRefs.Steal(value);
        }
        return missing == 0 || MissingArguments(ts, function, missing, locals, co->co_argcount, total, "keyword-only");
    }

    private static string Name(PyFunctionObject* function) => PyUnicode.ToString(function->func_qualname);
}
