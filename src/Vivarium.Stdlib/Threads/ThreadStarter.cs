// Running a Python function in a thread of its own: a thread state is made by the starting thread, the new one takes the interpreter lock, calls, and takes everything down again.
// See docs/internals/threads.md.
namespace Vivarium.Stdlib.Threads;

internal sealed unsafe class ThreadStarter
{
    /// <summary>Native stack of a thread when threading.stack_size() does not say it.</summary>
    private const int DefaultStack = 8 * 1024 * 1024;

    /// <summary>Part of the stack that is not Python's: the runtime's own calls below and above.</summary>
    private const int Reserve = 512 * 1024;

    private readonly PyInterpreter _interpreter;
    private readonly ThreadRecord _record;
    private readonly int _stackSize;
    private ThreadState* _ts;
    private PyObject* _function;
    private PyObject* _args;
    private PyObject* _kwargs;

    private ThreadStarter(PyInterpreter interpreter, ThreadRecord record, int stackSize)
    {
        _interpreter = interpreter;
        _record = record;
        _stackSize = stackSize;
    }

    /// <summary>Starts function(*args, **kwargs), all borrowed; kwargs may be null.</summary>
    public static Status Start(ThreadState* ts, ThreadRecord record, PyObject* function, PyObject* args, PyObject* kwargs)
    {
        PyInterpreter interpreter = PyInterpreter.Of(ts);
        ThreadTable table = ThreadTable.Of(interpreter);
        if (ts->interp->finalizing != 0)
        {
            Err.SetString(ts, Exc.PythonFinalizationError, "can't create new thread at interpreter shutdown");
            return Status.Error;
        }
        int stackSize = table.StackSize == 0 ? DefaultStack : table.StackSize + Reserve;
        var starter = new ThreadStarter(interpreter, record, stackSize) { _ts = ThreadStates.Create(ts->interp) };
        if (starter._ts == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        starter._function = Ref.New(function);
        starter._args = Ref.New(args);
        starter._kwargs = Ref.XNew(kwargs);
        var thread = new Thread(starter.Main, stackSize) { IsBackground = true };
        record.Ident = (ulong)thread.ManagedThreadId;
        record.Phase = ThreadPhase.Running;
        table.Add(record);
        try
        {
            thread.Start();
            return Status.Ok;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            table.Remove(record);
            record.Phase = ThreadPhase.NotStarted;
            starter.Release(ts);
            ThreadStates.Delete(starter._ts);
            Err.Runtime(ts, "can't start new thread");
            return Status.Error;
        }
    }

    private void Main()
    {
        ThreadStates.Attach(_ts, (nuint)(_stackSize - Math.Min(Reserve, _stackSize / 2)));
        Gil.Acquire(_ts);
        PyObject* result = Call.Object(_ts, _function, _args, _kwargs);
        if (result == null && !Err.ClearIf(_ts, Exc.SystemExit))
            Err.WriteUnraisable(_ts, "Exception ignored in thread started by", _function);
        Ref.XDec(_ts, result);
        Release(_ts);
        LocalType.ForgetThread(_ts);
        ThreadStates.Clear(_ts);
        ThreadTable.Of(_interpreter).Remove(_record);
        ThreadStates.Delete(_ts);
        _record.Finish();
        _interpreter.Gil.Give();
    }

    private void Release(ThreadState* ts)
    {
        Ref.Dec(ts, _function);
        Ref.Dec(ts, _args);
        Ref.XDec(ts, _kwargs);
    }
}
