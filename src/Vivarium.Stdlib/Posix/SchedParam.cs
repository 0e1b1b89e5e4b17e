// posix.sched_param: the parameters of scheduling policies, of which there is one. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class SchedParam
{
    private static readonly ArgumentSpec* s_arguments = ArgumentSpec.Make(DeclaredText.Pointer("sched_param"u8), 1, 0, 1, 1, 0, false, "sched_priority\0"u8);

    public static readonly PyTypeObject* Type = StructSequence.Declare(
        "posix.sched_param", "sched_param(sched_priority)\n--\n\nThe parameters of scheduling; there is only sched_priority.", 1,
        [new("sched_priority", "the scheduling priority")], construct: &Construct);

    private static PyObject* Construct(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyObject* priority;
        if (!ArgumentParsing.UnpackKeywordDict(ts, s_arguments, PyTuple.Items(args), PyTuple.Size(args), kwargs, &priority, null, null))
            return null;
        StructSequenceBuilder result = new(ts, type);
        result.AddSteal(Ref.New(priority));
        return result.Finish();
    }

    public static PyObject* New(ThreadState* ts, sched_param_t param)
    {
        StructSequenceBuilder result = new(ts, Type);
        result.AddInt(param.sched_priority);
        return result.Finish();
    }

    /// <summary>A parameter that must be a sched_param.</summary>
    public static Status Convert(ThreadState* ts, PyObject* o, out sched_param_t param)
    {
        param = default;
        if (o->ob_type != Type)
            return Err.TypeStatus(ts, "must have a sched_param object");
        long priority = ArgumentParsing.Int64(ts, PyTuple.GetBorrowed(o, 0));
        if (priority == -1 && Err.Occurred(ts))
            return Status.Error;
        if (priority is < int.MinValue or > int.MaxValue)
        {
            Err.Overflow(ts, "sched_priority out of range");
            return Status.Error;
        }
        param.sched_priority = (int)priority;
        return Status.Ok;
    }
}
