// The iterators that co_lines(), co_positions() and co_branches() return. They walk the tables of the code object they hold. See docs/internals/frames.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Tables;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

/// <summary>An iterator over a code object; size and order of the tail are those of the reference's position state.</summary>
internal unsafe struct CodeIteratorObject
{
    public PyObject ob_base;
    public PyCodeObject* code;
    /// <summary>Code units that have been passed.</summary>
    public int position;
    public int oparg;
    /// <summary>Where in the line table the walk stands.</summary>
    public LocationMark mark;
    public int reserved;
    public long reserved2;
    public long reserved3;
}

/// <summary>The same with room for positions.</summary>
internal unsafe struct PositionsIteratorObject
{
    public CodeIteratorObject common;
    public long line;
    public long column;
}

/// <summary>The part that co_branches() needs.</summary>
internal unsafe struct BranchesIteratorObject
{
    public PyObject ob_base;
    public PyCodeObject* code;
    public int position;
}

internal static unsafe class CodeIteration
{
    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyCodeObject* code)
    {
        PyObject* o = ObjectAlloc.New(ts, type);
        if (o == null)
            return null;
        NativeMemory.Clear(o + 1, (nuint)(type->tp_basicsize - sizeof(PyObject)));
        ((BranchesIteratorObject*)o)->code = (PyCodeObject*)Ref.New(code);
        if (type != BranchesIteratorType.Type)
            ((CodeIteratorObject*)o)->mark = new LocationMark(0, 0, code->co_firstlineno);
        return o;
    }

    public static void Dealloc(ThreadState* ts, PyObject* self)
    {
        Ref.Dec(ts, ((BranchesIteratorObject*)self)->code);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    /// <summary>An int or None; owned.</summary>
    public static PyObject* NumberOrNone(ThreadState* ts, long value) => value < 0 ? Py.None : PyLong.FromInt64(ts, value);

    /// <summary>A tuple of numbers, negative ones as None.</summary>
    public static PyObject* Tuple(ThreadState* ts, ReadOnlySpan<long> values)
    {
        PyObject* tuple = PyTuple.New(ts, values.Length);
        if (tuple == null)
            return null;
        for (int i = 0; i < values.Length; i++)
        {
            PyObject* number = NumberOrNone(ts, values[i]);
            if (number == null)
            {
                Ref.Dec(ts, tuple);
                return null;
            }
            PyTuple.SetSteal(tuple, i, number);
        }
        PyTuple.Track(ts, tuple);
        return tuple;
    }
}

[PyType("line_iterator", Layout = typeof(CodeIteratorObject), Flags = TypeFlags.BaseType | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class LineIteratorType
{
    public static PyObject* New(ThreadState* ts, PyCodeObject* code) => CodeIteration.New(ts, Type, code);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => CodeIteration.Dealloc(ts, self);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    /// <summary>Runs of the same line that follow each other are one.</summary>
    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, CodeIteratorObject* self)
    {
        var reader = LocationTableReader.From(PyBytes.AsSpan(self->code->co_linetable), self->mark);
        if (!reader.MoveNext())
            return null;
        long start = reader.Current.Start;
        int line = reader.Current.Line;
        long end;
        do
        {
            end = reader.Current.End;
            self->mark = reader.Mark;
        }
        while (reader.MoveNext() && reader.Current.Line == line);
        return CodeIteration.Tuple(ts, [start, end, line]);
    }
}

[PyType("positions_iterator", Layout = typeof(PositionsIteratorObject), Flags = TypeFlags.BaseType | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class PositionsIteratorType
{
    public static PyObject* New(ThreadState* ts, PyCodeObject* code) => CodeIteration.New(ts, Type, code);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => CodeIteration.Dealloc(ts, self);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, PositionsIteratorObject* self)
    {
        PyCodeObject* code = self->common.code;
        int offset = self->common.position * OpcodeInfo.CodeUnitSize;
        var reader = LocationTableReader.From(PyBytes.AsSpan(code->co_linetable), self->common.mark);
        if (self->common.position >= PyCode.Units(code) || !reader.MoveNext())
            return null;
        while (offset >= reader.Current.End)
        {
            self->common.mark = reader.Mark;
            if (!reader.MoveNext())
                return null;
        }
        self->common.position++;
        LocationEntry entry = reader.Current;
        return CodeIteration.Tuple(ts, [entry.Line, entry.EndLine, entry.Col, entry.EndCol]);
    }
}

[PyType("line_iterator", Layout = typeof(BranchesIteratorObject), Flags = TypeFlags.BaseType | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class BranchesIteratorType
{
    public static PyObject* New(ThreadState* ts, PyCodeObject* code) => CodeIteration.New(ts, Type, code);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => CodeIteration.Dealloc(ts, self);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, BranchesIteratorObject* self)
    {
        ushort* instructions = &self->code->co_code_adaptive;
        int units = PyCode.Units(self->code);
        int extended = 0;
        for (int at = self->position; at < units;)
        {
            Opcode opcode = CodeMonitoring.BaseAt(self->code, at);
            int oparg = (extended << 8) | (instructions[at] >> 8);
            int next = at + 1 + OpcodeInfo.Caches(opcode);
            extended = opcode == Opcode.EXTENDED_ARG ? oparg : 0;
            switch (opcode)
            {
                case Opcode.FOR_ITER:
                    // The target is behind the END_FOR and POP_ITER that end the loop.
                    self->position = next;
                    return Branch(ts, at, next, next + oparg + 2);
                case Opcode.POP_JUMP_IF_FALSE or Opcode.POP_JUMP_IF_TRUE or Opcode.POP_JUMP_IF_NONE or Opcode.POP_JUMP_IF_NOT_NONE:
                    // A NOT_TAKEN follows the branch.
                    self->position = next + 1;
                    return Branch(ts, at, next + 1, next + oparg);
                case Opcode.END_ASYNC_FOR:
                    self->position = next;
                    return Branch(ts, next - oparg, next - oparg + 2, next);
            }
            at = next;
        }
        self->position = units;
        return null;
    }

    private static PyObject* Branch(ThreadState* ts, int from, int notTaken, int taken) =>
        CodeIteration.Tuple(ts, [2L * from, 2L * notTaken, 2L * taken]);
}
