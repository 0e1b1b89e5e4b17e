// The effect of each instruction on an abstract state (docs/internals/bytecode.md).
using Vivarium.Bytecode.Constants;

namespace Vivarium.Bytecode.Validation;

internal sealed partial class StackVerifier
{
    private void Step()
    {
        int oparg = _current.Oparg;
        switch (_current.Opcode)
        {
            case Opcode.MAKE_CELL or Opcode.LOAD_DEREF or Opcode.STORE_DEREF or Opcode.DELETE_DEREF or Opcode.LOAD_FROM_DICT_OR_DEREF:
                StepCell(oparg);
                break;
            case Opcode.COPY_FREE_VARS:
                for (int slot = 0; slot < _state.Slots.Length; slot++)
                {
                    if ((_shape.KindOf(slot) & LocalKind.CO_FAST_FREE) != 0)
                        _state.Slots[slot] = SlotState.Cell;
                }
                break;
            case Opcode.LOAD_FAST or Opcode.LOAD_FAST_BORROW or Opcode.LOAD_FAST_CHECK or Opcode.LOAD_FAST_AND_CLEAR
                or Opcode.STORE_FAST or Opcode.DELETE_FAST or Opcode.LOAD_FAST_LOAD_FAST
                or Opcode.LOAD_FAST_BORROW_LOAD_FAST_BORROW or Opcode.STORE_FAST_LOAD_FAST or Opcode.STORE_FAST_STORE_FAST:
                StepLocal(oparg);
                break;
            case Opcode.COPY:
                Push(_state.Stack[At(oparg)]);
                break;
            case Opcode.SWAP:
                int other = At(oparg);
                (_state.Stack[^1], _state.Stack[other]) = (_state.Stack[other], _state.Stack[At(1)]);
                break;
            case Opcode.PUSH_NULL:
                Push(AbstractValue.MaybeNull);
                break;
            case Opcode.POP_TOP:
                Pop();
                break;
            case Opcode.LOAD_CONST:
                Push(OfConstant(ConstantAt(oparg)));
                break;
            case Opcode.BUILD_LIST or Opcode.BUILD_SET or Opcode.BUILD_MAP or Opcode.BUILD_TUPLE:
                StepBuild(oparg);
                break;
            case Opcode.LIST_APPEND or Opcode.LIST_EXTEND or Opcode.SET_ADD or Opcode.SET_UPDATE or Opcode.MAP_ADD
                or Opcode.DICT_UPDATE or Opcode.DICT_MERGE:
                StepGrow(oparg);
                break;
            case Opcode.MAKE_FUNCTION:
                Expect(Pop(), ValueKind.Code);
                Push(ValueKind.Function);
                break;
            case Opcode.SET_FUNCTION_ATTRIBUTE:
                AbstractValue function = Pop();
                Expect(function, ValueKind.Function);
                PopObject();
                Push(function);
                break;
            case Opcode.RETURN_VALUE:
                PopObject();
                if (_state.Stack.Count != 0)
                    throw Problem("leaves values on the stack");
                break;
            case Opcode.CALL or Opcode.CALL_KW or Opcode.CALL_FUNCTION_EX or Opcode.LOAD_GLOBAL or Opcode.LOAD_ATTR
                or Opcode.LOAD_SUPER_ATTR or Opcode.LOAD_SPECIAL:
                StepCall(oparg);
                break;
            case Opcode.PUSH_EXC_INFO or Opcode.POP_EXCEPT or Opcode.RERAISE or Opcode.CHECK_EXC_MATCH or Opcode.CHECK_EG_MATCH
                or Opcode.WITH_EXCEPT_START or Opcode.CLEANUP_THROW or Opcode.END_ASYNC_FOR or Opcode.CALL_INTRINSIC_1
                or Opcode.CALL_INTRINSIC_2:
                StepException(oparg);
                break;
            case Opcode.MATCH_KEYS or Opcode.MATCH_CLASS:
                Expect(PopObject(), ValueKind.Tuple);
                PopObjects(_current.Opcode == Opcode.MATCH_KEYS ? 1 : 2);
                PushObjects(_current.Opcode == Opcode.MATCH_KEYS ? 1 : 0);
                if (_current.Opcode == Opcode.MATCH_KEYS)
                    Push(ValueKind.Tuple);
                PushObjects(1);
                break;
            default:
                PopObjects(OpcodeInfo.NumPopped(_current.Opcode, oparg));
                PushObjects(OpcodeInfo.NumPushed(_current.Opcode, oparg));
                break;
        }
    }

    private void StepLocal(int oparg)
    {
        switch (_current.Opcode)
        {
            case Opcode.LOAD_FAST:
                Load(oparg, ValueKind.Value);
                break;
            case Opcode.LOAD_FAST_BORROW:
                Load(oparg, ValueKind.Borrowed);
                break;
            case Opcode.LOAD_FAST_LOAD_FAST:
                Load(oparg >> 4, ValueKind.Value);
                Load(oparg & 15, ValueKind.Value);
                break;
            case Opcode.LOAD_FAST_BORROW_LOAD_FAST_BORROW:
                Load(oparg >> 4, ValueKind.Borrowed);
                Load(oparg & 15, ValueKind.Borrowed);
                break;
            case Opcode.LOAD_FAST_CHECK:
                if (_state.Slots[oparg] == SlotState.Unknown)
                    _state.Slots[oparg] = SlotState.Object;
                Push(AbstractValue.Value);
                break;
            case Opcode.LOAD_FAST_AND_CLEAR:
                Push(new AbstractValue(ValueKind.Saved, oparg, _state.Slots[oparg]));
                Change(oparg, SlotState.Unknown);
                break;
            case Opcode.STORE_FAST:
                Store(oparg);
                break;
            case Opcode.STORE_FAST_LOAD_FAST:
                Store(oparg >> 4);
                Load(oparg & 15, ValueKind.Value);
                break;
            case Opcode.STORE_FAST_STORE_FAST:
                Store(oparg >> 4);
                Store(oparg & 15);
                break;
            case Opcode.DELETE_FAST:
                Change(oparg, SlotState.Unknown);
                break;
        }
    }

    private void Load(int slot, ValueKind kind)
    {
        if (_state.Slots[slot] == SlotState.Unknown)
            throw Problem($"may load the unbound slot {slot}");
        Push(kind, kind == ValueKind.Borrowed ? slot : 0);
    }

    /// <summary>What an inlined comprehension saved of a slot goes back, bound or not, cell or not; anything else must be an object.</summary>
    private void Store(int slot)
    {
        AbstractValue value = Pop();
        if (value.Kind == ValueKind.Borrowed)
            throw Problem("stores a borrowed value");
        if (value.Kind == ValueKind.MaybeNull)
            throw Problem("may store a null");
        Change(slot, value.Kind == ValueKind.Saved ? value.Slot : SlotState.Object);
    }

    /// <summary>Whatever is borrowed from the slot would dangle.</summary>
    private void Change(int slot, SlotState state)
    {
        foreach (AbstractValue value in _state.Stack)
        {
            if (value.Kind == ValueKind.Borrowed && value.Detail == slot)
                throw Problem($"changes slot {slot} while its value is borrowed");
        }
        _state.Slots[slot] = state;
    }

    private void StepCell(int slot)
    {
        if (_current.Opcode == Opcode.MAKE_CELL)
        {
            Change(slot, SlotState.Cell);
            return;
        }
        if (_state.Slots[slot] != SlotState.Cell)
            throw Problem($"may find no cell in slot {slot}");
        PopObjects(OpcodeInfo.NumPopped(_current.Opcode, slot));
        PushObjects(OpcodeInfo.NumPushed(_current.Opcode, slot));
    }

    private static AbstractValue OfConstant(Constant constant) => constant switch
    {
        CodeConstant => new AbstractValue(ValueKind.Code),
        TupleConstant tuple => new AbstractValue(ValueKind.Tuple, tuple.Items.Length),
        _ => AbstractValue.Value,
    };

    private void StepBuild(int oparg)
    {
        PopObjects(OpcodeInfo.NumPopped(_current.Opcode, oparg));
        switch (_current.Opcode)
        {
            case Opcode.BUILD_LIST:
                Push(ValueKind.List);
                break;
            case Opcode.BUILD_SET:
                Push(ValueKind.Set);
                break;
            case Opcode.BUILD_MAP:
                Push(ValueKind.Dict);
                break;
            default:
                Push(ValueKind.Tuple, oparg);
                break;
        }
    }

    private void StepGrow(int oparg)
    {
        PopObjects(_current.Opcode == Opcode.MAP_ADD ? 2 : 1);
        ValueKind kind = _current.Opcode switch
        {
            Opcode.LIST_APPEND or Opcode.LIST_EXTEND => ValueKind.List,
            Opcode.SET_ADD or Opcode.SET_UPDATE => ValueKind.Set,
            _ => ValueKind.Dict,
        };
        AbstractValue grown = _state.Stack[At(oparg)];
        // The set of conditional annotations is loaded by name; SET_ADD looks at it itself.
        if (_current.Opcode != Opcode.SET_ADD || grown.Kind != ValueKind.Value)
            Expect(grown, kind);
        if (_current.Opcode == Opcode.DICT_MERGE)
        {
            // For its error message it looks at the callable, below a null and the positional arguments.
            if (_state.Stack[At(oparg + 3)].MayBeNull)
                throw Problem("may take a null for a callable");
        }
    }

    private void StepCall(int oparg)
    {
        switch (_current.Opcode)
        {
            case Opcode.CALL:
                PopObjects(oparg);
                Pop();
                PopObject();
                Push(AbstractValue.Value);
                break;
            case Opcode.CALL_KW:
                AbstractValue names = Pop();
                Expect(names, ValueKind.Tuple);
                if (names.Detail > oparg)
                    throw Problem("has more keyword names than arguments");
                PopObjects(oparg);
                Pop();
                PopObject();
                Push(AbstractValue.Value);
                break;
            case Opcode.CALL_FUNCTION_EX:
                AbstractValue keywords = Pop();
                if (keywords.Kind != ValueKind.MaybeNull)
                    Expect(keywords, ValueKind.Dict);
                PopObject();
                Pop();
                PopObject();
                Push(AbstractValue.Value);
                break;
            case Opcode.LOAD_GLOBAL:
                Push(AbstractValue.Value);
                if ((oparg & 1) != 0)
                    Push(AbstractValue.MaybeNull);
                break;
            default:
                PopObjects(OpcodeInfo.NumPopped(_current.Opcode, oparg));
                Push(AbstractValue.Value);
                if (_current.Opcode == Opcode.LOAD_SPECIAL || (oparg & 1) != 0)
                    Push(AbstractValue.MaybeNull);
                break;
        }
    }

    private void StepException(int oparg)
    {
        switch (_current.Opcode)
        {
            case Opcode.PUSH_EXC_INFO:
                Expect(Pop(), ValueKind.Exception);
                Push(ValueKind.PreviousException);
                Push(ValueKind.Exception);
                break;
            case Opcode.POP_EXCEPT:
                AbstractValue previous = Pop();
                if (!previous.IsExceptionOrNone)
                    Expect(previous, ValueKind.PreviousException);
                break;
            case Opcode.RERAISE:
                PopException();
                if (oparg > 0)
                    Expect(_state.Stack[At(oparg)], ValueKind.Lasti);
                break;
            case Opcode.CHECK_EXC_MATCH:
                PopObject();
                Expect(_state.Stack[At(1)], ValueKind.Exception);
                Push(AbstractValue.Value);
                break;
            case Opcode.WITH_EXCEPT_START:
                Expect(_state.Stack[At(1)], ValueKind.Exception);
                Expect(_state.Stack[At(3)], ValueKind.Lasti);
                if (_state.Stack[At(5)].MayBeNull)
                    throw Problem("may take a null for a callable");
                Push(AbstractValue.Value);
                break;
            case Opcode.CLEANUP_THROW:
                Expect(Pop(), ValueKind.Exception);
                PopObjects(2);
                PushObjects(2);
                break;
            case Opcode.END_ASYNC_FOR:
                Expect(Pop(), ValueKind.Exception);
                PopObject();
                break;
            case Opcode.CALL_INTRINSIC_1:
                AbstractValue operand = PopObject();
                if (oparg == (int)Intrinsic1.INTRINSIC_STOPITERATION_ERROR)
                    Expect(operand, ValueKind.Exception);
                if (oparg == (int)Intrinsic1.INTRINSIC_LIST_TO_TUPLE)
                    Expect(operand, ValueKind.List);
                Push(OfIntrinsic(oparg));
                break;
            default:
                // CHECK_EG_MATCH and the intrinsic that ends `except*`: exceptions or None, which RERAISE looks at itself.
                PopObjects(2);
                PushObjects(OpcodeInfo.NumPushed(_current.Opcode, oparg));
                break;
        }
    }

    private static AbstractValue OfIntrinsic(int oparg) => (Intrinsic1)oparg switch
    {
        Intrinsic1.INTRINSIC_STOPITERATION_ERROR => new AbstractValue(ValueKind.Exception),
        Intrinsic1.INTRINSIC_LIST_TO_TUPLE => new AbstractValue(ValueKind.Tuple, -1),
        _ => AbstractValue.Value,
    };

    /// <summary>An exception, or an object that the instruction itself checks to be one.</summary>
    private void PopException() => PopObject();
}
