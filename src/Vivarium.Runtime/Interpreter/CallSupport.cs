// The calls of the interpreter that need memory on the native stack or loops over arguments: everything the call handlers do besides the fast paths.
// `callee` points at the stack slots [callable, self or null, arguments…]. See docs/internals/calls.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class CallSupport
{
    private const int StackArguments = 10;

    // ---- Python functions: a new frame ----

    /// <summary>
    /// Pushes a frame for the Python function at <paramref name="callee"/>; consumes all of the slots, also on failure. The callable may be a function, or a bound method without self slot.
    /// </summary>
    public static _PyInterpreterFrame* PushFromStack(ThreadState* ts, _PyInterpreterFrame* caller, StackRef* callee, int count)
    {
        StackRef* args = callee + 2;
        int total = count;
        if (!StackRefs.IsNull(callee[1]))
        {
            args--;
            total++;
        }
        PyFunctionObject* function = (PyFunctionObject*)StackRefs.Borrow(callee[0]);
        PyCodeObject* code = (PyCodeObject*)function->func_code;
        const int Simple = (int)(CodeFlags.CO_OPTIMIZED | CodeFlags.CO_NEWLOCALS);
        const int Mask = Simple | (int)(CodeFlags.CO_VARARGS | CodeFlags.CO_VARKEYWORDS);
        if ((code->co_flags & Mask) == Simple && code->co_argcount == total && code->co_kwonlyargcount == 0)
        {
            _PyInterpreterFrame* frame = DataStack.Push(ts, code->co_framesize);
            if (frame == null)
            {
                Release(ts, callee, count + 2);
                return null;
            }
            Frames.Initialize(frame, callee[0], code, null, total, caller);
            StackRef* locals = &frame->localsplus;
            for (int i = 0; i < total; i++)
                locals[i] = args[i];
            return frame;
        }
        return PushGeneral(ts, caller, callee, count, args, total, total, null);
    }

    /// <summary>Defaults, *args and the like: binds from a copy of the arguments.</summary>
    private static _PyInterpreterFrame* PushGeneral(ThreadState* ts, _PyInterpreterFrame* caller, StackRef* callee, int count, StackRef* args, int total, int positional, PyObject* kwnames)
    {
        PyObject** small = stackalloc PyObject*[StackArguments + 1];
        using ArgumentArray array = new(ts, small, StackArguments, total);
        _PyInterpreterFrame* frame = null;
        if (array.Items != null)
        {
            for (int i = 0; i < total; i++)
                array.Items[i] = StackRefs.Borrow(args[i]);
            PyFunctionObject* function = (PyFunctionObject*)StackRefs.Borrow(callee[0]);
            PyCodeObject* code = (PyCodeObject*)function->func_code;
            // Class bodies and the like run in a namespace of their own.
            PyObject* locals = (code->co_flags & (int)CodeFlags.CO_OPTIMIZED) != 0 ? null : Ref.New(function->func_globals);
            frame = ArgumentBinding.PushFrame(ts, function, locals, array.Items, positional, kwnames);
            if (frame != null)
                frame->previous = caller;
        }
        Release(ts, callee, count + 2);
        return frame;
    }

    /// <summary>CALL_KW: the names tuple lies behind the arguments and is consumed too.</summary>
    public static _PyInterpreterFrame* PushFromStackKw(ThreadState* ts, _PyInterpreterFrame* caller, StackRef* callee, int count)
    {
        Unbind(ts, callee);
        StackRef* args = callee + 2;
        int total = count;
        if (!StackRefs.IsNull(callee[1]))
        {
            args--;
            total++;
        }
        PyObject* kwnames = StackRefs.Borrow(callee[count + 2]);
        StackRef names = callee[count + 2];
        _PyInterpreterFrame* frame = PushGeneral(ts, caller, callee, count, args, total, total - (int)PyTuple.Size(kwnames), kwnames);
        StackRefs.Close(ts, names);
        return frame;
    }

    /// <summary>A bound method in the callable slot becomes function and self.</summary>
    public static void Unbind(ThreadState* ts, StackRef* callee)
    {
        PyObject* callable = StackRefs.Borrow(callee[0]);
        if (callable->ob_type != MethodType.Type || !StackRefs.IsNull(callee[1]))
            return;
        PyMethodObject* method = (PyMethodObject*)callable;
        StackRef old = callee[0];
        callee[1] = StackRefs.New(method->im_self);
        callee[0] = StackRefs.New(method->im_func);
        StackRefs.Close(ts, old);
    }

    /// <summary>CALL_FUNCTION_EX of a Python function; [func, null, tuple, dict or null] stay on the stack. The frame is linked.</summary>
    public static _PyInterpreterFrame* PushFromTuple(ThreadState* ts, _PyInterpreterFrame* caller, StackRef* sp)
    {
        if (NormalizeExArguments(ts, sp) != Status.Ok)
            return null;
        PyFunctionObject* function = (PyFunctionObject*)StackRefs.Borrow(sp[-4]);
        PyObject* args = StackRefs.Borrow(sp[-2]);
        PyObject* kwargs = StackRefs.IsNull(sp[-1]) ? null : StackRefs.Borrow(sp[-1]);
        nint n = PyTuple.Size(args);
        nint keywords = kwargs == null ? 0 : PyDict.Size(kwargs);
        PyObject** small = stackalloc PyObject*[StackArguments + 1];
        using ArgumentArray array = new(ts, small, StackArguments, n + keywords);
        if (array.Items == null)
            return null;
        for (nint i = 0; i < n; i++)
            array.Items[i] = PyTuple.GetBorrowed(args, i);
        using Owned<PyObject> names = Own.Of(ts, keywords == 0 ? null : PyTuple.New(ts, keywords));
        if (names.IsNull && keywords != 0)
            return null;
        nint position = 0;
        nint k = 0;
        PyObject* key;
        PyObject* value;
        while (k < keywords && PyDict.Next(kwargs, &position, &key, &value))
        {
            PyTuple.SetSteal(names.Pointer, k, Ref.New(key));
            array.Items[n + k++] = value;
        }
        _PyInterpreterFrame* frame = ArgumentBinding.PushFrame(ts, function, null, array.Items, n, names.Pointer);
        if (frame != null)
            frame->previous = caller;
        return frame;
    }

    /// <summary>Makes the argument slots of CALL_FUNCTION_EX a tuple and a dict (or null).</summary>
    internal static Status NormalizeExArguments(ThreadState* ts, StackRef* sp)
    {
        PyObject* args = StackRefs.Borrow(sp[-2]);
        if (PyTuple.CheckExact(args))
            return Status.Ok;
        PyObject* function = StackRefs.Borrow(sp[-4]);
        if (TypeSlots.Of(args)->tp_iter == null && !Seq.Check(args))
        {
            using Owned<PyObject> name = Own.Of(ts, Call.FunctionText(ts, function));
            if (!name.IsNull)
                Err.Type(ts, $"{PyUnicode.ToString(name.Pointer)} argument after * must be an iterable, not {PyType.NameOf(args)}");
            return Status.Error;
        }
        PyObject* tuple = PyTuple.FromSequence(ts, args);
        if (tuple == null)
            return Status.Error;
        StackRef old = sp[-2];
        sp[-2] = StackRefs.Steal(tuple);
        StackRefs.Close(ts, old);
        return Status.Ok;
    }

    // ---- Other callables ----

    /// <summary>Vectorcall of what is at <paramref name="callee"/>; consumes the slots.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* VectorcallFromStack(ThreadState* ts, StackRef* callee, int count, PyObject* kwnames)
    {
        StackRef* args = callee + 2;
        int total = count;
        if (!StackRefs.IsNull(callee[1]))
        {
            args--;
            total++;
        }
        PyObject* callable = StackRefs.Borrow(callee[0]);
        PyObject* result;
        int positional = total - (kwnames == null ? 0 : (int)PyTuple.Size(kwnames));
        if (total <= StackArguments)
        {
            PyObject** array = stackalloc PyObject*[StackArguments + 1];
            for (int i = 0; i < total; i++)
                array[i + 1] = StackRefs.Borrow(args[i]);
            result = Call.Vectorcall(ts, callable, array + 1, (nuint)positional | Call.ArgumentsOffset, kwnames);
        }
        else
        {
            result = VectorcallMany(ts, callable, args, total, positional, kwnames);
        }
        Release(ts, callee, count + 2);
        return result;
    }

    private static PyObject* VectorcallMany(ThreadState* ts, PyObject* callable, StackRef* args, int total, int positional, PyObject* kwnames)
    {
        using ArgumentArray array = new(ts, null, -1, total);
        if (array.Items == null)
            return null;
        for (int i = 0; i < total; i++)
            array.Items[i] = StackRefs.Borrow(args[i]);
        return Call.Vectorcall(ts, callable, array.Items, (nuint)positional | Call.ArgumentsOffset, kwnames);
    }

    /// <summary>A native function with an array of arguments. <paramref name="first"/> points at the slot of self, which is an argument unless null, in front of the others; the slots stay.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* FastCall(ThreadState* ts, fastcallfunc function, PyObject* self, StackRef* first, int count)
    {
        if (StackRefs.IsNull(*first))
            first++;
        else
            count++;
        return FastCallWith(ts, function, self, first, count);
    }

    /// <summary>A native method. The slots are [self or null, arguments…]; without a self the first argument is it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* FastMethodCall(ThreadState* ts, fastcallfunc function, StackRef* first, int count)
    {
        if (StackRefs.IsNull(*first))
        {
            first++;
            count--;
        }
        return FastCallWith(ts, function, StackRefs.Borrow(*first), first + 1, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PyObject* FastCallWith(ThreadState* ts, fastcallfunc function, PyObject* self, StackRef* args, int count)
    {
        nuint tags = 0;
        for (int i = 0; i < count; i++)
            tags |= args[i].bits;
        // Counted references are plain pointers: the stack itself is the array.
        if ((tags & StackRefs.NotCounted) == 0)
            return function(ts, self, (PyObject**)args, count, null);
        return count <= StackArguments ? FastCallCopied(ts, function, self, args, count) : FastCallMany(ts, function, self, args, count);
    }

    private static PyObject* FastCallCopied(ThreadState* ts, fastcallfunc function, PyObject* self, StackRef* args, int count)
    {
        PyObject** array = stackalloc PyObject*[StackArguments];
        for (int i = 0; i < count; i++)
            array[i] = StackRefs.Borrow(args[i]);
        return function(ts, self, array, count, null);
    }

    private static PyObject* FastCallMany(ThreadState* ts, fastcallfunc function, PyObject* self, StackRef* args, int count)
    {
        using ArgumentArray array = new(ts, null, -1, count);
        if (array.Items == null)
            return null;
        for (int i = 0; i < count; i++)
            array.Items[i] = StackRefs.Borrow(args[i]);
        return function(ts, self, array.Items, count, null);
    }

    /// <summary>With the names tuple behind the arguments; consumes the slots.</summary>
    public static PyObject* VectorcallFromStackKw(ThreadState* ts, StackRef* callee, int count)
    {
        StackRef names = callee[count + 2];
        PyObject* result = VectorcallFromStack(ts, callee, count, StackRefs.Borrow(names));
        StackRefs.Close(ts, names);
        return result;
    }

    /// <summary>CALL_FUNCTION_EX of anything; the slots stay.</summary>
    public static PyObject* CallEx(ThreadState* ts, StackRef* sp)
    {
        if (NormalizeExArguments(ts, sp) != Status.Ok)
            return null;
        return Call.Object(ts, StackRefs.Borrow(sp[-4]), StackRefs.Borrow(sp[-2]), StackRefs.IsNull(sp[-1]) ? null : StackRefs.Borrow(sp[-1]));
    }

    /// <summary>Releases call slots, last to first.</summary>
    private static void Release(ThreadState* ts, StackRef* slots, int count)
    {
        while (count-- > 0)
            StackRefs.Close(ts, slots[count]);
    }

    // ---- Delegation ----

    /// <summary>SEND: [receiver, value]; the value slot gets the answer (not on error).</summary>
    public static PySendResult SendFromStack(ThreadState* ts, _PyInterpreterFrame* frame, StackRef* sp)
    {
        PyObject* result;
        PySendResult sent = Generators.Send(ts, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1]), &result, frame);
        if (sent == PySendResult.Error)
            return sent;
        StackRef old = sp[-1];
        sp[-1] = StackRefs.Steal(result);
        StackRefs.Close(ts, old);
        return sent;
    }
}
