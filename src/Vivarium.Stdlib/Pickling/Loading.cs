// Reading a pickle: a loop over its instructions, which work on a stack of objects. Nothing in a pickle is trusted: each instruction checks that it has what it needs above
// the last mark. Code that runs in between can call anything of the unpickler but load() and __init__(). See docs/internals/pickle.md.
using System.Buffers.Binary;
using Vivarium.Heap;

namespace Vivarium.Stdlib.Pickling;

internal static unsafe partial class Loading
{
    private const nint FirstStackSize = 32;

    // ---- The stack ------------------------------------------------------------------------------------------------------------------------

    public static Status PrepareStack(ThreadState* ts, UnpicklerObject* self)
    {
        if (self->stack != null)
            return Status.Ok;
        PyHeap* heap = ts->interp->heap;
        LoadStack* stack = (LoadStack*)MemDomain.Malloc(heap, (nuint)sizeof(LoadStack));
        PyObject** data = (PyObject**)MemDomain.Malloc(heap, (nuint)(FirstStackSize * sizeof(PyObject*)));
        if (stack == null || data == null)
        {
            MemDomain.Free(heap, stack);
            MemDomain.Free(heap, data);
            Err.NoMemory(ts);
            return Status.Error;
        }
        *stack = new LoadStack { allocated = FirstStackSize, data = data };
        self->stack = stack;
        return Status.Ok;
    }

    public static void FreeStack(ThreadState* ts, UnpicklerObject* self)
    {
        LoadStack* stack = self->stack;
        self->stack = null;
        if (stack != null)
        {
            Cut(ts, stack, 0);
            MemDomain.Free(ts->interp->heap, stack->data);
            MemDomain.Free(ts->interp->heap, stack);
        }
        if (self->marks != null)
            MemDomain.Free(ts->interp->heap, self->marks);
        self->marks = null;
        self->num_marks = self->marks_size = 0;
    }

    /// <summary>Drops all above a depth.</summary>
    private static void Cut(ThreadState* ts, LoadStack* stack, nint depth)
    {
        while (stack->size > depth)
            Ref.Dec(ts, stack->data[--stack->size]);
    }

    /// <summary>Takes the reference over; a null passes an error on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Status PushSteal(ThreadState* ts, UnpicklerObject* self, PyObject* o)
    {
        LoadStack* stack = self->stack;
        if (o == null || (stack->size == stack->allocated && !GrowStack(ts, stack, o)))
            return Status.Error;
        stack->data[stack->size++] = o;
        return Status.Ok;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool GrowStack(ThreadState* ts, LoadStack* stack, PyObject* pushed)
    {
        nint size = stack->allocated * 2;
        PyObject** data = (PyObject**)MemDomain.Realloc(ts->interp->heap, stack->data, (nuint)(size * sizeof(PyObject*)));
        if (data == null)
        {
            Ref.Dec(ts, pushed);
            Err.NoMemory(ts);
            return false;
        }
        stack->data = data;
        stack->allocated = size;
        return true;
    }

    private static Status Underflow(ThreadState* ts, LoadStack* stack) => PickleState.FailLoad(ts, stack->mark_set ? "unexpected MARK found" : "unpickling stack underflow");

    /// <summary>Owned; null with an exception when there is nothing above the mark.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PyObject* Pop(ThreadState* ts, UnpicklerObject* self)
    {
        LoadStack* stack = self->stack;
        if (stack->size > stack->fence)
            return stack->data[--stack->size];
        Underflow(ts, stack);
        return null;
    }

    /// <summary>What is above a depth, as a tuple.</summary>
    private static PyObject* PopTuple(ThreadState* ts, UnpicklerObject* self, nint start)
    {
        LoadStack* stack = self->stack;
        if (start < stack->fence)
        {
            Underflow(ts, stack);
            return null;
        }
        nint count = stack->size - start;
        PyObject* tuple = PyTuple.FromArray(ts, stack->data + start, count);
        if (tuple != null)
            Cut(ts, stack, start);
        return tuple;
    }

    private static PyObject* PopList(ThreadState* ts, UnpicklerObject* self, nint start)
    {
        LoadStack* stack = self->stack;
        PyObject* list = PyList.FromArray(ts, stack->data + start, stack->size - start);
        if (list != null)
            Cut(ts, stack, start);
        return list;
    }

    private static Status PushMark(ThreadState* ts, UnpicklerObject* self)
    {
        if (self->num_marks >= self->marks_size)
        {
            nint size = (self->num_marks * 2) + 20;
            nint* marks = (nint*)MemDomain.Realloc(ts->interp->heap, self->marks, (nuint)(size * sizeof(nint)));
            if (marks == null)
            {
                Err.NoMemory(ts);
                return Status.Error;
            }
            self->marks = marks;
            self->marks_size = size;
        }
        self->stack->mark_set = true;
        self->marks[self->num_marks++] = self->stack->fence = self->stack->size;
        return Status.Ok;
    }

    /// <summary>Takes the last mark away; its depth, or -1 with an exception.</summary>
    private static nint Marker(ThreadState* ts, UnpicklerObject* self)
    {
        if (self->num_marks < 1)
        {
            PickleState.FailLoad(ts, "could not find MARK");
            return -1;
        }
        nint mark = self->marks[--self->num_marks];
        self->stack->mark_set = self->num_marks != 0;
        self->stack->fence = self->num_marks != 0 ? self->marks[self->num_marks - 1] : 0;
        return mark;
    }

    // ---- The loop -------------------------------------------------------------------------------------------------------------------------

    /// <summary>The object of the next pickle; owned.</summary>
    public static PyObject* Load(ThreadState* ts, UnpicklerObject* self)
    {
        PyObject* hook;
        if (PicklerType.PersistentHook(ts, (PyObject*)self, UnpicklerType.Type, Id.persistent_load, &hook) != Status.Ok)
            return null;
        Ref.SetSteal(ts, &self->persistent_load, hook);
        self->running = 1;
        self->num_marks = 0;
        self->proto = 0;
        self->frame_end_idx = 0;
        self->read_limit = self->input_len;
        self->stack->mark_set = false;
        self->stack->fence = 0;
        Cut(ts, self->stack, 0);
        PyObject* result = null;
        if (Run(ts, self) == Status.Ok && LoadInput.SkipConsumed(ts, self) == Status.Ok)
            result = Pop(ts, self);
        self->running = 0;
        Ref.Clear(ts, &self->persistent_load);
        return result;
    }

    /// <summary>Runs instructions up to STOP.</summary>
    private static Status Run(ThreadState* ts, UnpicklerObject* self)
    {
        while (true)
        {
            byte* at = LoadInput.Read(ts, self, 1);
            if (at == null)
                return RanOut(ts);
            byte opcode = *at;
            if (opcode == PickleOpcode.STOP)
                return Status.Ok;
            if (Step(ts, self, opcode) != Status.Ok)
                return Status.Error;
        }
    }

    private static Status RanOut(ThreadState* ts)
    {
        if (Err.Matches(ts, PickleState.UnpicklingErrorType(ts)))
        {
            Err.Clear(ts);
            Err.SetString(ts, Exc.EOFError, "Ran out of input");
        }
        return Status.Error;
    }

    private static Status Step(ThreadState* ts, UnpicklerObject* self, byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.NONE:
                return PushSteal(ts, self, Py.None);
            case PickleOpcode.BININT:
                return LoadBinInt(ts, self, 4);
            case PickleOpcode.BININT1:
                return LoadBinInt(ts, self, 1);
            case PickleOpcode.BININT2:
                return LoadBinInt(ts, self, 2);
            case PickleOpcode.INT:
                return LoadInt(ts, self);
            case PickleOpcode.LONG:
                return LoadLong(ts, self);
            case PickleOpcode.LONG1:
                return LoadCountedLong(ts, self, 1);
            case PickleOpcode.LONG4:
                return LoadCountedLong(ts, self, 4);
            case PickleOpcode.FLOAT:
                return LoadFloat(ts, self);
            case PickleOpcode.BINFLOAT:
                return LoadBinFloat(ts, self);
            case PickleOpcode.SHORT_BINBYTES:
                return LoadBytes(ts, self, 1);
            case PickleOpcode.BINBYTES:
                return LoadBytes(ts, self, 4);
            case PickleOpcode.BINBYTES8:
                return LoadBytes(ts, self, 8);
            case PickleOpcode.BYTEARRAY8:
                return LoadByteArray(ts, self);
            case PickleOpcode.NEXT_BUFFER:
                return LoadNextBuffer(ts, self);
            case PickleOpcode.READONLY_BUFFER:
                return LoadReadOnlyBuffer(ts, self);
            case PickleOpcode.SHORT_BINSTRING:
                return LoadBinString(ts, self, 1);
            case PickleOpcode.BINSTRING:
                return LoadBinString(ts, self, 4);
            case PickleOpcode.STRING:
                return LoadString(ts, self);
            case PickleOpcode.UNICODE:
                return LoadUnicode(ts, self);
            case PickleOpcode.SHORT_BINUNICODE:
                return LoadBinUnicode(ts, self, 1);
            case PickleOpcode.BINUNICODE:
                return LoadBinUnicode(ts, self, 4);
            case PickleOpcode.BINUNICODE8:
                return LoadBinUnicode(ts, self, 8);
            case PickleOpcode.EMPTY_TUPLE:
                return PushSteal(ts, self, PyTuple.Empty());
            case PickleOpcode.TUPLE1:
                return LoadCountedTuple(ts, self, 1);
            case PickleOpcode.TUPLE2:
                return LoadCountedTuple(ts, self, 2);
            case PickleOpcode.TUPLE3:
                return LoadCountedTuple(ts, self, 3);
            case PickleOpcode.TUPLE:
                return LoadTuple(ts, self);
            case PickleOpcode.EMPTY_LIST:
                return PushSteal(ts, self, PyList.New(ts, 0));
            case PickleOpcode.LIST:
                return LoadList(ts, self);
            case PickleOpcode.EMPTY_DICT:
                return PushSteal(ts, self, PyDict.New(ts));
            case PickleOpcode.DICT:
                return LoadDict(ts, self);
            case PickleOpcode.EMPTY_SET:
                return PushSteal(ts, self, PySet.New(ts, null));
            case PickleOpcode.ADDITEMS:
                return LoadAddItems(ts, self);
            case PickleOpcode.FROZENSET:
                return LoadFrozenSet(ts, self);
            case PickleOpcode.APPEND:
                return LoadAppend(ts, self);
            case PickleOpcode.APPENDS:
                return LoadAppends(ts, self);
            case PickleOpcode.SETITEM:
                return SetItems(ts, self, self->stack->size - 2);
            case PickleOpcode.SETITEMS:
                return LoadSetItems(ts, self);
            case PickleOpcode.MARK:
                return PushMark(ts, self);
            case PickleOpcode.POP:
                return LoadPop(ts, self);
            case PickleOpcode.POP_MARK:
                return LoadPopMark(ts, self);
            case PickleOpcode.DUP:
                return LoadDup(ts, self);
            case PickleOpcode.GET:
                return LoadGet(ts, self);
            case PickleOpcode.BINGET:
                return LoadBinGet(ts, self, 1);
            case PickleOpcode.LONG_BINGET:
                return LoadBinGet(ts, self, 4);
            case PickleOpcode.PUT:
                return LoadPut(ts, self);
            case PickleOpcode.BINPUT:
                return LoadBinPut(ts, self, 1);
            case PickleOpcode.LONG_BINPUT:
                return LoadBinPut(ts, self, 4);
            case PickleOpcode.MEMOIZE:
                return LoadMemoize(ts, self);
            case PickleOpcode.NEWTRUE:
                return PushSteal(ts, self, Py.True);
            case PickleOpcode.NEWFALSE:
                return PushSteal(ts, self, Py.False);
            case PickleOpcode.GLOBAL:
                return LoadGlobal(ts, self);
            case PickleOpcode.STACK_GLOBAL:
                return LoadStackGlobal(ts, self);
            case PickleOpcode.EXT1:
                return LoadExtension(ts, self, 1);
            case PickleOpcode.EXT2:
                return LoadExtension(ts, self, 2);
            case PickleOpcode.EXT4:
                return LoadExtension(ts, self, 4);
            case PickleOpcode.PERSID:
                return LoadPersistentText(ts, self);
            case PickleOpcode.BINPERSID:
                return LoadPersistent(ts, self);
            case PickleOpcode.REDUCE:
                return LoadReduce(ts, self);
            case PickleOpcode.BUILD:
                return LoadBuild(ts, self);
            case PickleOpcode.NEWOBJ:
                return LoadNewObject(ts, self, false);
            case PickleOpcode.NEWOBJ_EX:
                return LoadNewObject(ts, self, true);
            case PickleOpcode.OBJ:
                return LoadObj(ts, self);
            case PickleOpcode.INST:
                return LoadInst(ts, self);
            case PickleOpcode.PROTO:
                return LoadProto(ts, self);
            case PickleOpcode.FRAME:
                return LoadFrame(ts, self);
            default:
                return PickleState.FailLoad(ts, opcode is >= 0x20 and <= 0x7E and not (byte)'\'' and not (byte)'\\'
                    ? $"invalid load key, '{(char)opcode}'."
                    : $"invalid load key, '\\x{opcode:x2}'.");
        }
    }

    // ---- Numbers in the pickle ------------------------------------------------------------------------------------------------------------

    /// <summary>A little-endian length of up to 8 bytes; negative when it does not fit.</summary>
    private static nint Length(byte* at, int size) => size switch
    {
        1 => *at,
        4 => (nint)BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(at, 4)),
        _ => (nint)BinaryPrimitives.ReadInt64LittleEndian(new ReadOnlySpan<byte>(at, 8)),
    };

    /// <summary>A little-endian number; of 4 bytes it has a sign.</summary>
    private static int Number(byte* at, int size) => size switch
    {
        1 => *at,
        2 => at[0] | (at[1] << 8),
        _ => BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(at, 4)),
    };

    private static Status LoadProto(ThreadState* ts, UnpicklerObject* self)
    {
        byte* at = LoadInput.Read(ts, self, 1);
        if (at == null)
            return Status.Error;
        if (*at > PickleOpcode.HighestProtocol)
            return Err.ValueStatus(ts, $"unsupported pickle protocol: {*at}");
        self->proto = *at;
        return Status.Ok;
    }

    /// <summary>Has the whole frame read into the buffer.</summary>
    private static Status LoadFrame(ThreadState* ts, UnpicklerObject* self)
    {
        byte* at = LoadInput.Read(ts, self, 8);
        if (at == null)
            return Status.Error;
        nint length = Length(at, 8);
        if (length < 0)
        {
            Err.Overflow(ts, $"FRAME length exceeds system's maximum of {nint.MaxValue} bytes");
            return Status.Error;
        }
        return LoadInput.EnterFrame(ts, self, length);
    }
}
