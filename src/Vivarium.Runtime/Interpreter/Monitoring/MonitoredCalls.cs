// Calls in code that is monitored for them: CALL in front of the call, C_RETURN or C_RAISE behind it when the callee is native code. See docs/internals/monitoring.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class MonitoredCalls
{
    /// <summary>CALL for [callable, self or null, arguments…].</summary>
    public static Status Report(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, StackRef* callee, int count) =>
        EventCalls.FireTwo(ts, frame, ip, MonitoringEvent.Call, StackRefs.Borrow(callee[0]), FirstArgument(callee, count));

    private static PyObject* FirstArgument(StackRef* callee, int count)
    {
        if (!StackRefs.IsNull(callee[1]))
            return StackRefs.Borrow(callee[1]);
        return count > 0 ? StackRefs.Borrow(callee[2]) : MonitoringSentinels.Missing;
    }

    /// <summary>The call of something native; consumes the slots (with the names tuple behind them, if there are names).</summary>
    public static PyObject* CallNative(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, StackRef* callee, int count, bool names)
    {
        using Owned<PyObject> callable = Own.Of(ts, Ref.New(StackRefs.Borrow(callee[0])));
        using Owned<PyObject> arg = Own.Of(ts, Ref.New(FirstArgument(callee, count)));
        PyObject* result = names ? CallSupport.VectorcallFromStackKw(ts, callee, count) : CallSupport.VectorcallFromStack(ts, callee, count, null);
        return Finish(ts, frame, ip, callable.Pointer, arg.Pointer, result);
    }

    /// <summary>Reports how a native call ended; the result, unless a callback raised.</summary>
    private static PyObject* Finish(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, PyObject* callable, PyObject* arg, PyObject* result)
    {
        if (result == null)
        {
            EventCalls.FireRaised(ts, frame, ip, callable, arg);
            return null;
        }
        if (EventCalls.FireTwo(ts, frame, ip, MonitoringEvent.CReturn, callable, arg) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    // ---- CALL_FUNCTION_EX: [func, null, tuple, dict or null]; the slots stay ----

    public static Status ReportEx(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, StackRef* sp)
    {
        if (CallSupport.NormalizeExArguments(ts, sp) != Status.Ok)
            return Status.Error;
        return EventCalls.FireTwo(ts, frame, ip, MonitoringEvent.Call, StackRefs.Borrow(sp[-4]), FirstOfTuple(sp));
    }

    private static PyObject* FirstOfTuple(StackRef* sp)
    {
        PyObject* args = StackRefs.Borrow(sp[-2]);
        return PyTuple.Size(args) > 0 ? PyTuple.GetBorrowed(args, 0) : MonitoringSentinels.Missing;
    }

    public static PyObject* CallEx(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, StackRef* sp)
    {
        PyObject* result = CallSupport.CallEx(ts, sp);
        PyObject* callable = StackRefs.Borrow(sp[-4]);
        if (callable->ob_type == FunctionType.Type || callable->ob_type == MethodType.Type)
            return result;
        return Finish(ts, frame, ip, callable, FirstOfTuple(sp), result);
    }

    // ---- LOAD_SUPER_ATTR: [super, class, self] becomes [attribute] or [method, self] ----

    public static Status LoadSuper(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, StackRef* sp, PyObject* name, int oparg)
    {
        PyObject* super = StackRefs.Borrow(sp[-3]);
        PyObject* arg = (oparg & 2) != 0 ? StackRefs.Borrow(sp[-2]) : MonitoringSentinels.Missing;
        if (EventCalls.FireTwo(ts, frame, ip, MonitoringEvent.Call, super, arg) != Status.Ok)
            return Status.Error;
        PyObject** args = stackalloc PyObject*[3];
        args[1] = StackRefs.Borrow(sp[-2]);
        args[2] = StackRefs.Borrow(sp[-1]);
        PyObject* made = Call.Vectorcall(ts, super, args + 1, (nuint)(oparg & 2) | Call.ArgumentsOffset, null);
        using Owned<PyObject> bound = Own.Of(ts, Finish(ts, frame, ip, super, arg, made));
        PyObject* value = bound.IsNull ? null : Obj.GetAttr(ts, bound.Pointer, name);
        if (value == null)
            return Status.Error;
        for (int i = 1; i <= 3; i++)
            StackRefs.Close(ts, sp[-i]);
        sp[-3] = StackRefs.Steal(value);
        if ((oparg & 1) != 0)
            sp[-2] = StackRefs.Null;
        return Status.Ok;
    }
}
