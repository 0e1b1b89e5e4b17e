// Leaf instructions: each takes its inputs (borrowed, named as in Opcodes.table) and returns its result (owned). The generator wraps them into handlers that release the inputs
// and push the result. Names are opcodes. See docs/internals/interpreter.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Leaves
{
    /// <summary>The name an instruction's argument stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PyObject* NameAt(_PyInterpreterFrame* frame, int index) => PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, index);

    // ---- Operators ----

    internal static PyObject* BINARY_OP(ThreadState* ts, PyObject* lhs, PyObject* rhs, int oparg) =>
        PyLong.CheckExact(lhs) && PyLong.CheckExact(rhs) ? OfInts(ts, lhs, rhs, oparg) : Num.BinaryOp(ts, lhs, rhs, oparg);

    /// <summary>The frequent operators on ints, without the way through the slots.</summary>
    private static PyObject* OfInts(ThreadState* ts, PyObject* a, PyObject* b, int oparg) => (BinaryOpKind)oparg switch
    {
        BinaryOpKind.NB_REMAINDER or BinaryOpKind.NB_INPLACE_REMAINDER => PyLong.Remainder(ts, a, b),
        BinaryOpKind.NB_FLOOR_DIVIDE or BinaryOpKind.NB_INPLACE_FLOOR_DIVIDE => PyLong.FloorDivide(ts, a, b),
        BinaryOpKind.NB_ADD or BinaryOpKind.NB_INPLACE_ADD => PyLong.Add(ts, a, b),
        BinaryOpKind.NB_SUBTRACT or BinaryOpKind.NB_INPLACE_SUBTRACT => PyLong.Subtract(ts, a, b),
        BinaryOpKind.NB_MULTIPLY or BinaryOpKind.NB_INPLACE_MULTIPLY => PyLong.Multiply(ts, a, b),
        _ => Num.BinaryOp(ts, a, b, oparg),
    };

    internal static PyObject* UNARY_NEGATIVE(ThreadState* ts, PyObject* value) => Num.Negative(ts, value);

    internal static PyObject* UNARY_INVERT(ThreadState* ts, PyObject* value) => Num.Invert(ts, value);

    internal static Truth TO_BOOL(ThreadState* ts, PyObject* value) => Obj.IsTrue(ts, value);

    /// <summary>Bit 4 of the argument asks for a bool.</summary>
    internal static PyObject* COMPARE_OP(ThreadState* ts, PyObject* left, PyObject* right, int oparg)
    {
        PyObject* result = Obj.RichCompare(ts, left, right, oparg >> 5);
        if (result == null || (oparg & 16) == 0 || result->ob_type == BoolType.Type)
            return result;
        Truth truth = Obj.IsTrue(ts, result);
        Ref.Dec(ts, result);
        return truth == Truth.Error ? null : Py.Bool(truth == Truth.True);
    }

    internal static PyObject* CONTAINS_OP(ThreadState* ts, PyObject* left, PyObject* right, int oparg)
    {
        Truth truth = Obj.Contains(ts, right, left);
        return truth == Truth.Error ? null : Py.Bool((truth == Truth.True) ^ (oparg != 0));
    }

    // ---- Items ----

    internal static PyObject* BINARY_SLICE(ThreadState* ts, PyObject* container, PyObject* start, PyObject* stop)
    {
        using Owned<PyObject> slice = Own.Of(ts, PySlice.New(ts, start, stop, null));
        return slice.IsNull ? null : Obj.GetItem(ts, container, slice.Pointer);
    }

    internal static Status STORE_SLICE(ThreadState* ts, PyObject* v, PyObject* container, PyObject* start, PyObject* stop)
    {
        using Owned<PyObject> slice = Own.Of(ts, PySlice.New(ts, start, stop, null));
        return slice.IsNull ? Status.Error : Obj.SetItem(ts, container, slice.Pointer, v);
    }

    internal static Status STORE_SUBSCR(ThreadState* ts, PyObject* v, PyObject* container, PyObject* sub) => Obj.SetItem(ts, container, sub, v);

    internal static Status DELETE_SUBSCR(ThreadState* ts, PyObject* container, PyObject* sub) => Obj.DelItem(ts, container, sub);

    // ---- Attributes ----

    internal static Status STORE_ATTR(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* v, PyObject* owner, int oparg) =>
        Obj.SetAttr(ts, owner, NameAt(frame, oparg), v);

    internal static Status DELETE_ATTR(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* owner, int oparg) => Obj.DelAttr(ts, owner, NameAt(frame, oparg));

    // ---- Names ----

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject* LOAD_NAME(ThreadState* ts, _PyInterpreterFrame* frame, int oparg)
    {
        PyObject* name = NameAt(frame, oparg);
        if (frame->f_locals == null)
            return Err.System(ts, "no locals found");
        PyObject* value;
        Lookup found = Map.GetOptionalItem(ts, frame->f_locals, name, &value);
        if (found == Lookup.Missing)
            found = LookupGlobal(ts, frame, name, &value);
        if (found == Lookup.Missing)
            NameErrors.NotDefined(ts, name);
        return found == Lookup.Found ? value : null;
    }

    /// <summary>Globals, then builtins, either of which may be any mapping.</summary>
    internal static Lookup LookupGlobal(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* name, PyObject** value)
    {
        if (PyDict.CheckExact(frame->f_globals) && PyDict.CheckExact(frame->f_builtins))
            return PyDict.LoadGlobal(ts, frame->f_globals, frame->f_builtins, name, value);
        Lookup found = Map.GetOptionalItem(ts, frame->f_globals, name, value);
        return found == Lookup.Missing ? Map.GetOptionalItem(ts, frame->f_builtins, name, value) : found;
    }

    internal static Status STORE_NAME(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* v, int oparg)
    {
        PyObject* locals = frame->f_locals;
        if (locals == null)
        {
            Err.System(ts, $"no locals found when storing {PyUnicode.ToString(NameAt(frame, oparg))}");
            return Status.Error;
        }
        return PyDict.CheckExact(locals) ? PyDict.Set(ts, locals, NameAt(frame, oparg), v) : Obj.SetItem(ts, locals, NameAt(frame, oparg), v);
    }

    internal static Status DELETE_NAME(ThreadState* ts, _PyInterpreterFrame* frame, int oparg)
    {
        PyObject* name = NameAt(frame, oparg);
        if (frame->f_locals == null)
        {
            Err.System(ts, $"no locals when deleting {PyUnicode.ToString(name)}");
            return Status.Error;
        }
        if (Obj.DelItem(ts, frame->f_locals, name) == Status.Ok)
            return Status.Ok;
        if (Err.ClearIf(ts, Exc.KeyError))
            NameErrors.NotDefined(ts, name);
        return Status.Error;
    }

    internal static Status STORE_GLOBAL(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* v, int oparg) => PyDict.Set(ts, frame->f_globals, NameAt(frame, oparg), v);

    internal static Status DELETE_GLOBAL(ThreadState* ts, _PyInterpreterFrame* frame, int oparg)
    {
        Lookup found = PyDict.Pop(ts, frame->f_globals, NameAt(frame, oparg), null);
        if (found == Lookup.Missing)
            NameErrors.NotDefined(ts, NameAt(frame, oparg));
        return found == Lookup.Found ? Status.Ok : Status.Error;
    }

    internal static PyObject* LOAD_LOCALS(ThreadState* ts, _PyInterpreterFrame* frame) =>
        frame->f_locals == null ? Err.System(ts, "no locals") : Ref.New(frame->f_locals);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject* LOAD_FROM_DICT_OR_GLOBALS(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* mod_or_class_dict, int oparg)
    {
        PyObject* name = NameAt(frame, oparg);
        PyObject* value;
        Lookup found = Map.GetOptionalItem(ts, mod_or_class_dict, name, &value);
        if (found == Lookup.Missing)
            found = LookupGlobal(ts, frame, name, &value);
        if (found == Lookup.Missing)
            NameErrors.NotDefined(ts, name);
        return found == Lookup.Found ? value : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject* LOAD_FROM_DICT_OR_DEREF(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* class_dict, int oparg)
    {
        PyObject* name = PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_localsplusnames, oparg);
        PyObject* value;
        Lookup found = Map.GetOptionalItem(ts, class_dict, name, &value);
        if (found != Lookup.Missing)
            return found == Lookup.Found ? value : null;
        PyObject* cell = ((PyCellObject*)StackRefs.Borrow((&frame->localsplus)[oparg]))->ob_ref;
        if (cell != null)
            return Ref.New(cell);
        NameErrors.UnboundCell(ts, frame, oparg);
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject* LOAD_BUILD_CLASS(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        PyObject* value;
        Lookup found = Map.GetOptionalItem(ts, frame->f_builtins, Id.__build_class__, &value);
        if (found == Lookup.Missing)
            Err.SetString(ts, Exc.NameError, "__build_class__ not found");
        return found == Lookup.Found ? value : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Status SETUP_ANNOTATIONS(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        if (frame->f_locals == null)
        {
            Err.System(ts, "no locals found when setting up annotations");
            return Status.Error;
        }
        PyObject* value;
        Lookup found = Map.GetOptionalItem(ts, frame->f_locals, Id.__annotations__, &value);
        if (found == Lookup.Found)
            Ref.Dec(ts, value);
        if (found != Lookup.Missing)
            return found == Lookup.Found ? Status.Ok : Status.Error;
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        return dict.IsNull ? Status.Error : Obj.SetItem(ts, frame->f_locals, Id.__annotations__, dict.Pointer);
    }

    // ---- Iteration ----

    internal static PyObject* GET_ITER(ThreadState* ts, PyObject* iterable) => Obj.GetIter(ts, iterable);

    internal static PyObject* GET_YIELD_FROM_ITER(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* iterable)
    {
        if (iterable->ob_type == CoroutineType.Type)
        {
            return (Frames.CodeOf(frame)->co_flags & (int)(CodeFlags.CO_COROUTINE | CodeFlags.CO_ITERABLE_COROUTINE)) != 0
                ? Ref.New(iterable)
                : Err.Type(ts, "cannot 'yield from' a coroutine object in a non-coroutine generator");
        }
        return iterable->ob_type == GeneratorType.Type ? Ref.New(iterable) : Obj.GetIter(ts, iterable);
    }

    internal static PyObject* GET_AITER(ThreadState* ts, PyObject* obj)
    {
        unaryfunc aiter = TypeSlots.Of(obj)->am_aiter;
        if (aiter == null)
            return Err.Type(ts, $"'async for' requires an object with __aiter__ method, got {PyType.NameOf(obj)}");
        PyObject* iterator = aiter(ts, obj);
        if (iterator != null && TypeSlots.Of(iterator)->am_anext == null)
        {
            Err.Type(ts, $"'async for' received an object from __aiter__ that does not implement __anext__: {PyType.NameOf(iterator)}");
            Ref.Dec(ts, iterator);
            return null;
        }
        return iterator;
    }

    internal static PyObject* GET_AWAITABLE(ThreadState* ts, PyObject* iterable, int oparg) => Awaiting.Get(ts, iterable, oparg);

    // ---- Text ----

    internal static PyObject* FORMAT_SIMPLE(ThreadState* ts, PyObject* value) => PyUnicode.CheckExact(value) ? Ref.New(value) : Obj.Format(ts, value, null);

    internal static PyObject* FORMAT_WITH_SPEC(ThreadState* ts, PyObject* value, PyObject* fmt_spec) => Obj.Format(ts, value, fmt_spec);

    internal static PyObject* CONVERT_VALUE(ThreadState* ts, PyObject* value, int oparg) => (Conversion)oparg switch
    {
        Conversion.FVC_STR => Obj.Str(ts, value),
        Conversion.FVC_REPR => Obj.Repr(ts, value),
        _ => Obj.Ascii(ts, value),
    };

    internal static PyObject* BUILD_TEMPLATE(ThreadState* ts, PyObject* strings, PyObject* interpolations) => Templates.Build(ts, strings, interpolations);

    // ---- Imports ----

    internal static PyObject* IMPORT_NAME(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* level, PyObject* fromlist, int oparg) =>
        Imports.ImportName(ts, frame, NameAt(frame, oparg), fromlist, level);

    // ---- Intrinsics and patterns ----

    internal static PyObject* CALL_INTRINSIC_1(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* value, int oparg) => Intrinsics.Call1(ts, frame, (Intrinsic1)oparg, value);

    internal static PyObject* CALL_INTRINSIC_2(ThreadState* ts, PyObject* value2, PyObject* value1, int oparg) => Intrinsics.Call2(ts, (Intrinsic2)oparg, value2, value1);

    internal static PyObject* MATCH_CLASS(ThreadState* ts, PyObject* subject, PyObject* type, PyObject* names, int oparg)
    {
        PyObject* attributes = PatternMatching.MatchClass(ts, subject, type, oparg, names);
        return attributes != null || Err.Occurred(ts) ? attributes : Py.None;
    }
}
