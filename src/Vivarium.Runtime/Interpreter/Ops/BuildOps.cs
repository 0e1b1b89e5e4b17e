// Building containers and taking them apart. See docs/internals/interpreter.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    private static nint BUILD_TUPLE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* tuple = BuildSupport.Tuple(ts, sp - oparg, oparg);
        if (tuple == null)
        {
            frame->instr_ptr = ip;
            return Error(frame, ip, sp - oparg, ts, table, oparg);
        }
        sp -= oparg;
        *sp = StackRefs.Steal(tuple);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint BUILD_LIST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* list = BuildSupport.List(ts, sp - oparg, oparg);
        if (list == null)
        {
            frame->instr_ptr = ip;
            return Error(frame, ip, sp - oparg, ts, table, oparg);
        }
        sp -= oparg;
        *sp = StackRefs.Steal(list);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint BUILD_SET(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* set = BuildSupport.Set(ts, sp - oparg, oparg);
        sp -= oparg;
        if (set == null)
            return Error(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Steal(set);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint BUILD_MAP(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* map = BuildSupport.Map(ts, sp - (oparg * 2), oparg);
        sp -= oparg * 2;
        if (map == null)
            return Error(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Steal(map);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint BUILD_STRING(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* text = BuildSupport.String(ts, sp - oparg, oparg);
        sp -= oparg;
        if (text == null)
            return Error(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Steal(text);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint BUILD_SLICE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* slice = PySlice.New(ts, StackRefs.Borrow(sp[-oparg]), StackRefs.Borrow(sp[1 - oparg]), oparg == 3 ? StackRefs.Borrow(sp[-1]) : null);
        if (slice == null)
            return Error(frame, ip, sp, ts, table, oparg);
        for (int i = 0; i < oparg; i++)
            StackRefs.Close(ts, *--sp);
        *sp = StackRefs.Steal(slice);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint BUILD_INTERPOLATION(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        int count = 2 + (oparg & 1);
        PyObject* interpolation = Templates.BuildInterpolation(ts, StackRefs.Borrow(sp[-count]), StackRefs.Borrow(sp[1 - count]), oparg >> 2, (oparg & 1) != 0 ? StackRefs.Borrow(sp[-1]) : null);
        if (interpolation == null)
            return Error(frame, ip, sp, ts, table, oparg);
        for (int i = 0; i < count; i++)
            StackRefs.Close(ts, *--sp);
        *sp = StackRefs.Steal(interpolation);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint LIST_APPEND(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyListObject* list = (PyListObject*)StackRefs.Borrow(sp[-oparg - 1]);
        nint size = list->ob_base.ob_size;
        if (size >= list->allocated)
            return AppendGrowing(frame, ip, sp, ts, table, oparg);
        list->ob_item[size] = StackRefs.TakeObject(sp[-1]);
        list->ob_base.ob_size = size + 1;
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint SET_ADD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* set = StackRefs.Borrow(sp[-oparg - 1]);
        // A program may give __conditional_annotations__ another value.
        if (set->ob_type != SetType.Type && !PyType.IsSubtype(set->ob_type, SetType.Type))
        {
            Err.Type(ts, $"'{PyType.NameOf(set)}' object is not a set");
            return Error(frame, ip, sp, ts, table, oparg);
        }
        if (PySet.Add(ts, set, StackRefs.Borrow(sp[-1])) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint MAP_ADD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (PyDict.SetStealBoth(ts, StackRefs.Borrow(sp[-oparg - 2]), StackRefs.TakeObject(sp[-2]), StackRefs.TakeObject(sp[-1])) != Status.Ok)
            return Error(frame, ip, sp - 2, ts, table, oparg);
        return Next(frame, ip + 1, sp - 2, ts, table);
    }

    private static nint LIST_EXTEND(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (BuildSupport.ListExtend(ts, StackRefs.Borrow(sp[-oparg - 1]), StackRefs.Borrow(sp[-1])) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint SET_UPDATE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (PySet.Update(ts, StackRefs.Borrow(sp[-oparg - 1]), StackRefs.Borrow(sp[-1])) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint DICT_UPDATE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (BuildSupport.DictUpdate(ts, StackRefs.Borrow(sp[-oparg - 1]), StackRefs.Borrow(sp[-1])) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint DICT_MERGE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (BuildSupport.DictMerge(ts, StackRefs.Borrow(sp[-oparg - 4]), StackRefs.Borrow(sp[-oparg - 1]), StackRefs.Borrow(sp[-1])) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint UNPACK_SEQUENCE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Adaptive.Triggers(ip))
            return Specialize(frame, ip, sp, ts, table, oparg);
        Adaptive.Advance(ip);
        frame->instr_ptr = ip;
        if (BuildSupport.Unpack(ts, sp, oparg, -1) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 2, sp - 1 + oparg, ts, table);
    }

    private static nint UNPACK_EX(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (BuildSupport.Unpack(ts, sp, oparg & 0xFF, oparg >> 8) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 1, sp + (oparg & 0xFF) + (oparg >> 8), ts, table);
    }

    private static nint GET_LEN(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* length = BuildSupport.Length(ts, StackRefs.Borrow(sp[-1]));
        if (length == null)
            return Error(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Steal(length);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint MATCH_MAPPING(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = StackRefs.Uncounted(Py.Bool(PyType.HasFlag(StackRefs.Borrow(sp[-1])->ob_type, TypeFlags.Mapping)));
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint MATCH_SEQUENCE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = StackRefs.Uncounted(Py.Bool(PyType.HasFlag(StackRefs.Borrow(sp[-1])->ob_type, TypeFlags.Sequence)));
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint MATCH_KEYS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* values = PatternMatching.MatchKeys(ts, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1]));
        if (values == null)
            return Error(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Steal(values);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }
}

internal static unsafe partial class OffPath
{
    /// <summary>LIST_APPEND to a list without room.</summary>
    internal static nint AppendGrowing(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (PyList.AppendSteal(ts, StackRefs.Borrow(sp[-oparg - 1]), StackRefs.TakeObject(sp[-1])) != Status.Ok)
            return Handlers.Error(frame, ip, sp - 1, ts, table, oparg);
        return Handlers.Next(frame, ip + 1, sp - 1, ts, table);
    }
}
