// What is known of a frame at one place of its code: for each value on the stack what it may be, for each slot whether it is sure
// to be bound. States meet where control flow does; meeting only ever forgets. See docs/internals/bytecode.md.
namespace Vivarium.Bytecode.Validation;

/// <summary>What a stack entry may be.</summary>
internal enum ValueKind : byte
{
    /// <summary>Some object.</summary>
    Value,

    /// <summary>An object or null.</summary>
    MaybeNull,

    /// <summary>What a slot held before it was cleared: possibly null, possibly a cell.</summary>
    Saved,

    /// <summary>An object that a slot keeps alive.</summary>
    Borrowed,

    /// <summary>Made by the instruction of that name, so its type is known.</summary>
    List,
    Set,
    Dict,
    Tuple,
    Code,
    Function,

    /// <summary>An exception as a handler receives it.</summary>
    Exception,

    /// <summary>The exception that was being handled before, or None; also what is either this or an exception.</summary>
    PreviousException,

    /// <summary>The position of a raising instruction.</summary>
    Lasti,
}

/// <summary>What a slot is sure to hold; less is known the lower the number.</summary>
internal enum SlotState : byte
{
    /// <summary>Nothing, or anything.</summary>
    Unknown,
    Object,
    Cell,
}

/// <summary>A stack entry; Detail is a slot or a tuple's length, Slot what a saved slot held.</summary>
internal readonly record struct AbstractValue(ValueKind Kind, int Detail = 0, SlotState Slot = SlotState.Unknown)
{
    public static readonly AbstractValue Value = new(ValueKind.Value);
    public static readonly AbstractValue MaybeNull = new(ValueKind.MaybeNull);

    public bool IsExceptionOrNone => Kind is ValueKind.Exception or ValueKind.PreviousException;

    public bool MayBeNull => Kind is ValueKind.MaybeNull or ValueKind.Saved;

    public AbstractValue Meet(AbstractValue other) =>
        this == other ? this
        : Kind == ValueKind.Saved && other.Kind == ValueKind.Saved && Detail == other.Detail 
            ? new(ValueKind.Saved, Detail, (SlotState)Math.Min((byte)Slot, (byte)other.Slot))
        : MayBeNull || other.MayBeNull ? MaybeNull
        : IsExceptionOrNone && other.IsExceptionOrNone ? new(ValueKind.PreviousException)
        : Value;
}

internal sealed class AbstractState
{
    private AbstractState(List<AbstractValue> stack, SlotState[] slots) => (Stack, Slots) = (stack, slots);

    public List<AbstractValue> Stack { get; }
    public SlotState[] Slots { get; }

    public static AbstractState Start(int slots, int arguments)
    {
        var states = new SlotState[slots];
        states.AsSpan(0, arguments).Fill(SlotState.Object);
        return new AbstractState([], states);
    }

    /// <summary>A copy whose stack has its lowest <paramref name="depth"/> entries.</summary>
    public AbstractState Copy(int depth) => new(Stack.GetRange(0, depth), (SlotState[])Slots.Clone());

    /// <summary>Forgets what <paramref name="other"/> does not know; true if there was something to forget.</summary>
    public bool Meet(AbstractState other)
    {
        if (Stack.Count != other.Stack.Count)
            throw new BytecodeException($"stack of {other.Stack.Count} meets one of {Stack.Count}");
        bool changed = false;
        for (int i = 0; i < Stack.Count; i++)
        {
            AbstractValue met = Stack[i].Meet(other.Stack[i]);
            changed |= met != Stack[i];
            Stack[i] = met;
        }
        for (int i = 0; i < Slots.Length; i++)
        {
            if (other.Slots[i] < Slots[i])
            {
                Slots[i] = other.Slots[i];
                changed = true;
            }
        }
        return changed;
    }
}
