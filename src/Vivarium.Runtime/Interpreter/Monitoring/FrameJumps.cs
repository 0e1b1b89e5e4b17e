// Assignment to frame.f_lineno in a trace function: the frame goes on at another line of its code. Allowed where the evaluation stack at the new line is the present one without some
// of its topmost values, which are dropped. See docs/internals/monitoring.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Tables;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class FrameJumps
{
    public static Status SetLine(ThreadState* ts, PyFrameObject* self, PyObject* value)
    {
        long line = PyLong.AsInt64(ts, value);
        if ((line == -1 && Err.Occurred(ts)) || line != (int)line)
        {
            Err.Clear(ts);
            return Err.ValueStatus(ts, "lineno out of range");
        }
        if (CheckEvent(ts, self) != Status.Ok)
            return Status.Error;
        _PyInterpreterFrame* frame = self->f_frame;
        PyCodeObject* code = Frames.CodeOf(frame);
        if (line < code->co_firstlineno)
            return Err.ValueStatus(ts, $"line {line} comes before the current code block");
        List<(int Index, int Line)> starts = LineStarts(code);
        int target = int.MaxValue;
        foreach ((_, int start) in starts)
            target = start >= line ? Math.Min(target, start) : target;
        if (target == int.MaxValue)
            return Err.ValueStatus(ts, $"line {line} comes after the current code block");
        var shapes = new StackShapes(code);
        string? from = Present(frame, shapes);
        int index = Choose(ts, shapes, starts, from, target);
        if (index < 0 || BindLocals(ts, frame, code) != Status.Ok)
            return Status.Error;
        Cut(ts, frame, from!, shapes.At(index)!.Length);
        self->f_lineno = 0;
        frame->instr_ptr = Frames.FirstInstruction(code) + index;
        return Status.Ok;
    }

    /// <summary>Only some events leave the frame where it can be moved.</summary>
    private static Status CheckEvent(ThreadState* ts, PyFrameObject* self)
    {
        const string OnlyLine = "can only jump from a 'line' trace event";
        switch (ts->what_event)
        {
            case < 0:
                return Err.ValueStatus(ts, "f_lineno can only be set in a trace function");
            case MonitoringEvent.PyStart:
                return Err.ValueStatus(ts, "can't jump from the 'call' trace event of a new frame");
            case MonitoringEvent.Call or MonitoringEvent.CReturn:
                return Err.ValueStatus(ts, "can't jump during a call");
            case MonitoringEvent.PyReturn or MonitoringEvent.PyUnwind or MonitoringEvent.PyThrow or MonitoringEvent.Raise or MonitoringEvent.CRaise
                or MonitoringEvent.Instruction or MonitoringEvent.ExceptionHandled:
                return Err.ValueStatus(ts, OnlyLine);
            case MonitoringEvent.StopIteration or MonitoringEvent.Reraise:
                Err.System(ts, "unexpected event type");
                return Status.Error;
        }
        // Another frame than the one whose event this is stands in a call.
        return self->f_frame == ts->traced_frame && self->f_frame->stackpointer != null ? Status.Ok : Err.ValueStatus(ts, OnlyLine);
    }

    /// <summary>The code units at which the line table goes to another line.</summary>
    private static List<(int Index, int Line)> LineStarts(PyCodeObject* code)
    {
        var starts = new List<(int, int)>();
        int last = -1;
        var reader = new LocationTableReader(PyBytes.AsSpan(code->co_linetable), code->co_firstlineno);
        while (reader.MoveNext())
        {
            LocationEntry entry = reader.Current;
            if (!entry.HasLine || entry.Line == last || entry.Start >= PyCode.Units(code) * OpcodeInfo.CodeUnitSize)
                continue;
            starts.Add((entry.Start / OpcodeInfo.CodeUnitSize, entry.Line));
            last = entry.Line;
        }
        return starts;
    }

    /// <summary>The shape of the frame's stack. An instruction that reports its event has dropped some of its inputs already.</summary>
    private static string? Present(_PyInterpreterFrame* frame, StackShapes shapes)
    {
        string? shape = shapes.At(Frames.InstructionIndex(frame));
        int depth = (int)(frame->stackpointer - Frames.StackBase(frame));
        return shape is null or StackShapes.TooDeep || depth >= shape.Length ? shape : shape[..depth];
    }

    /// <summary>The place of the target line that keeps most of the stack; -1 with an exception.</summary>
    private static int Choose(ThreadState* ts, StackShapes shapes, List<(int Index, int Line)> starts, string? from, int line)
    {
        int best = -1;
        int depth = -1;
        string message = "cannot find bytecode for specified line";
        bool explained = false;
        foreach ((int index, int start) in starts)
        {
            if (start != line)
                continue;
            string? to = shapes.At(index);
            if (StackShapes.IsCompatible(from, to))
            {
                if (to!.Length > depth)
                {
                    depth = to.Length;
                    best = index;
                }
            }
            else if (!explained)
            {
                message = from is null ? "can't jump from unreachable code" : from == StackShapes.TooDeep ? "stack is too deep to analyze" : StackShapes.Explain(to);
                explained = from is not null and not StackShapes.TooDeep;
            }
        }
        if (best < 0)
            Err.Value(ts, message);
        return best;
    }

    /// <summary>The compiler relies on locals being bound where it has seen an assignment: those that are not become None.</summary>
    private static Status BindLocals(ThreadState* ts, _PyInterpreterFrame* frame, PyCodeObject* code)
    {
        int unbound = 0;
        StackRef* locals = Frames.Locals(frame);
        for (int i = 0; i < code->co_nlocalsplus; i++)
            unbound += StackRefs.IsNull(locals[i]) ? 1 : 0;
        if (unbound == 0)
            return Status.Ok;
        if (Err.Warn(ts, Exc.RuntimeWarning, $"assigning None to {unbound} unbound local{(unbound == 1 ? "" : "s")}", 0) != Status.Ok)
            return Status.Error;
        for (int i = 0; i < code->co_nlocalsplus; i++)
        {
            if (StackRefs.IsNull(locals[i]))
                locals[i] = StackRefs.Uncounted(Py.None);
        }
        return Status.Ok;
    }

    /// <summary>Drops the topmost values; leaving a handler ends the handling of its exception.</summary>
    private static void Cut(ThreadState* ts, _PyInterpreterFrame* frame, string shape, int depth)
    {
        for (int i = shape.Length - 1; i >= depth; i--)
        {
            StackRef value = *--frame->stackpointer;
            if (shape[i] != StackShapes.Exception)
            {
                StackRefs.Close(ts, value);
                continue;
            }
            PyObject* exception = StackRefs.TakeObject(value);
            Ref.SetSteal(ts, &ts->exc_info->exc_value, exception == Py.None ? null : exception);
        }
    }
}
