// Sequences of instructions as the compiler's passes hand them on, for programs that test these passes. See docs/internals/testinternals.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Flow;

namespace Vivarium.Stdlib.TestInternals;

internal unsafe struct InstructionSequenceObject
{
    public PyObject ob_base;

    /// <summary>Index of the <see cref="InstructionSequence"/> among the interpreter's handles.</summary>
    public long sequence;

    /// <summary>A list of the sequences of inner scopes, or null.</summary>
    public PyObject* nested;
}

[PyType("InstructionSequence", Layout = typeof(InstructionSequenceObject), Flags = TypeFlags.HaveGc, Doc = "Instructions before they are assembled.")]
internal static unsafe partial class InstructionSequenceType
{
    private const int MaxOpcode = 511, MaxLabel = 1 << 20;

    public static PyObject* New(ThreadState* ts, InstructionSequence sequence)
    {
        InstructionSequenceObject* self = (InstructionSequenceObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->sequence = PyInterpreter.Of(ts).Handles.Add(sequence);
        self->nested = null;
        GcList.Track(ts, (PyObject*)self);
        return (PyObject*)self;
    }

    public static InstructionSequence Of(ThreadState* ts, PyObject* self) =>
        (InstructionSequence)PyInterpreter.Of(ts).Handles[(int)((InstructionSequenceObject*)self)->sequence];

    [Slot("()")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type) => New(ts, new InstructionSequence());

    [Slot]
    private static void tp_dealloc(ThreadState* ts, InstructionSequenceObject* self)
    {
        GcList.UntrackIfTracked(self);
        PyInterpreter.Of(ts).Handles.Remove((int)self->sequence);
        Ref.XDec(ts, self->nested);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(InstructionSequenceObject* self, visitproc visit, void* arg) => self->nested == null ? 0 : visit(self->nested, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, InstructionSequenceObject* self) => Ref.Clear(ts, &self->nested);

    [PyMethod("($self, /, op, oparg, lineno, col_offset, end_lineno,\n      end_col_offset)", Doc = "Add an instruction.")]
    private static Status addop(ThreadState* ts, PyObject* self, int op, int oparg, int lineno, int col_offset, int end_lineno, int end_col_offset)
    {
        if (op is < 0 or > MaxOpcode || OpcodeInfo.Kind((Opcode)op) == OpcodeKind.Unknown)
            return Err.ValueStatus(ts, $"{op} is no opcode");
        // The names are those of the reference, in whose order the second is the line's end.
        Of(ts, self).AddOp((Opcode)op, oparg, new Location(lineno, col_offset, end_lineno, end_col_offset));
        return Status.Ok;
    }

    [PyMethod("($self, /)", Doc = "A new label.")]
    private static int new_label(ThreadState* ts, PyObject* self) => Of(ts, self).NewLabel().Id;

    [PyMethod("($self, /, label)", Doc = "Give a label its place: the instruction added next.")]
    private static Status use_label(ThreadState* ts, PyObject* self, int label)
    {
        if (!EnsureLabel(ts, self, label))
            return Status.Error;
        Of(ts, self).UseLabel(new Label(label));
        return Status.Ok;
    }

    private static bool EnsureLabel(ThreadState* ts, PyObject* self, int label)
    {
        if (label is < 0 or > MaxLabel)
        {
            Err.Value(ts, $"{label} is no label");
            return false;
        }
        InstructionSequence sequence = Of(ts, self);
        while (sequence.LabelCount <= label)
            sequence.NewLabel();
        return true;
    }

    [PyMethod("($self, /, nested)", Doc = "Add the sequence of an inner scope.")]
    private static Status add_nested(ThreadState* ts, InstructionSequenceObject* self, PyObject* nested)
    {
        if (nested->ob_type != Type)
            return Err.TypeStatus(ts, $"expected an instruction sequence, not {PyType.NameOf((PyObject*)nested->ob_type)}");
        return AddNested(ts, (PyObject*)self, nested);
    }

    public static Status AddNested(ThreadState* ts, PyObject* o, PyObject* nested)
    {
        InstructionSequenceObject* self = (InstructionSequenceObject*)o;
        if (self->nested == null && (self->nested = PyList.New(ts, 0)) == null)
            return Status.Error;
        return PyList.Append(ts, self->nested, nested);
    }

    [PyMethod("($self, /)", Doc = "The sequences of inner scopes.")]
    private static PyObject* get_nested(ThreadState* ts, InstructionSequenceObject* self) => self->nested == null ? PyList.New(ts, 0) : Ref.New(self->nested);

    [PyMethod("($self, /)", Doc = "The instructions: (opcode, argument or None, and four numbers of their place). Targets of jumps are indexes.")]
    private static PyObject* get_instructions(ThreadState* ts, PyObject* self)
    {
        InstructionSequence sequence = Of(ts, self);
        if (!TestInternalsModule.Try(ts, sequence.ApplyLabels))
            return null;
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        if (list.IsNull)
            return null;
        for (int i = 0; i < sequence.Count; i++)
        {
            PyObject* tuple = Instruction(ts, sequence.Instructions[i]);
            if (tuple == null || PyList.AppendSteal(ts, list.Pointer, tuple) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    private static PyObject* Instruction(ThreadState* ts, in SequenceInstruction instruction)
    {
        Location at = instruction.Location;
        ReadOnlySpan<int> numbers = [(int)instruction.Opcode, instruction.Oparg, at.Line, at.EndLine, at.Col, at.EndCol];
        using Owned<PyObject> tuple = Own.Of(ts, PyTuple.New(ts, numbers.Length));
        for (int i = 0; i < numbers.Length && !tuple.IsNull; i++)
        {
            PyObject* item = i == 1 && !OpcodeInfo.HasArg(instruction.Opcode) ? Py.None : PyLong.FromInt64(ts, numbers[i]);
            if (item == null)
                return null;
            PyTuple.SetSteal(tuple.Pointer, i, item);
        }
        return tuple.Release();
    }
}
