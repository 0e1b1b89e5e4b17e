// Globals and attributes read and written at remembered places, while versions of keys and types say that the places are still right. An owner whose last reference
// is on the stack is left to the general form off the path. See docs/internals/specialisation.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    // ---- Globals ----

    private static nint LOAD_GLOBAL_MODULE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* globals = frame->f_globals;
        if (globals->ob_type != DictType.Type)
            return Deopt(Opcode.LOAD_GLOBAL, frame, ip, sp, ts, table, oparg);
        PyDictKeysObject* keys = ((PyDictObject*)globals)->ma_keys;
        if (keys->dk_version != ip[2])
            return Deopt(Opcode.LOAD_GLOBAL, frame, ip, sp, ts, table, oparg);
        PyObject* value = DictKeys.UnicodeEntries(keys)[ip[4]].me_value;
        if (value == null)
            return Deopt(Opcode.LOAD_GLOBAL, frame, ip, sp, ts, table, oparg);
        sp[0] = StackRefs.New(value);
        sp[oparg & 1] = (oparg & 1) != 0 ? StackRefs.Null : sp[0];
        return Next(frame, ip + 5, sp + 1 + (oparg & 1), ts, table);
    }

    private static nint LOAD_GLOBAL_BUILTIN(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* globals = frame->f_globals;
        PyObject* builtins = frame->f_builtins;
        if (globals->ob_type != DictType.Type || builtins->ob_type != DictType.Type || ((PyDictObject*)globals)->ma_keys->dk_version != ip[2])
            return Deopt(Opcode.LOAD_GLOBAL, frame, ip, sp, ts, table, oparg);
        PyDictKeysObject* keys = ((PyDictObject*)builtins)->ma_keys;
        if (keys->dk_version != ip[3])
            return Deopt(Opcode.LOAD_GLOBAL, frame, ip, sp, ts, table, oparg);
        PyObject* value = DictKeys.UnicodeEntries(keys)[ip[4]].me_value;
        if (value == null)
            return Deopt(Opcode.LOAD_GLOBAL, frame, ip, sp, ts, table, oparg);
        sp[0] = StackRefs.New(value);
        sp[oparg & 1] = (oparg & 1) != 0 ? StackRefs.Null : sp[0];
        return Next(frame, ip + 5, sp + 1 + (oparg & 1), ts, table);
    }

    // ---- Attributes of instances ----

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasTypeVersion(PyObject* owner, ushort* ip) => owner->ob_type->tp_version_tag == *(uint*)(ip + 2);

    /// <summary>Replaces the owner by an attribute (borrowed).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint AttributeResult(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg, PyObject* value)
    {
        if (Release.WouldFree(sp[-1]))
            return LoadAttrOff(frame, ip, sp, ts, table, oparg);
        Release.Uncount(sp[-1]);
        sp[-1] = StackRefs.New(value);
        if ((oparg & 1) == 0)
            return Next(frame, ip + 10, sp, ts, table);
        sp[0] = StackRefs.Null;
        return Next(frame, ip + 10, sp + 1, ts, table);
    }

    private static nint LOAD_ATTR_INSTANCE_VALUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (!HasTypeVersion(owner, ip) || InstanceDict.InlineValues(owner)->valid == 0)
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        PyObject* value = *(PyObject**)((byte*)owner + ip[4]);
        if (value == null)
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return AttributeResult(frame, ip, sp, ts, table, oparg, value);
    }

    private static nint LOAD_ATTR_SLOT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (!HasTypeVersion(owner, ip))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        PyObject* value = *(PyObject**)((byte*)owner + ip[4]);
        if (value == null)
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return AttributeResult(frame, ip, sp, ts, table, oparg, value);
    }

    private static nint LOAD_ATTR_WITH_HINT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (!HasTypeVersion(owner, ip))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        PyDictObject* dict = *InstanceDict.ManagedDict(owner);
        nint hint = ip[4];
        if (dict == null || dict->ma_keys->dk_kind != DictKeysKind.Unicode || hint >= dict->ma_keys->dk_nentries)
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        PyDictUnicodeEntry* entry = DictKeys.UnicodeEntries(dict->ma_keys) + hint;
        if (entry->me_key != PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg >> 1) || entry->me_value == null)
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return AttributeResult(frame, ip, sp, ts, table, oparg, entry->me_value);
    }

    private static nint LOAD_ATTR_MODULE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (TypeSlots.Of(owner)->tp_getattro != TypeSlots.Of(ModuleType.Type)->tp_getattro)
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        PyDictKeysObject* keys = ((PyDictObject*)((PyModuleObject*)owner)->md_dict)->ma_keys;
        if (keys->dk_version != *(uint*)(ip + 2))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        PyObject* value = DictKeys.UnicodeEntries(keys)[ip[4]].me_value;
        if (value == null)
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return AttributeResult(frame, ip, sp, ts, table, oparg, value);
    }

    private static nint LOAD_ATTR_CLASS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (!PyType.Check(owner) || ((PyTypeObject*)owner)->tp_version_tag != *(uint*)(ip + 2))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return AttributeResult(frame, ip, sp, ts, table, oparg, *(PyObject**)(ip + 6));
    }

    private static nint LOAD_ATTR_CLASS_WITH_METACLASS_CHECK(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (!PyType.Check(owner) || ((PyTypeObject*)owner)->tp_version_tag != *(uint*)(ip + 2) || owner->ob_type->tp_version_tag != *(uint*)(ip + 4))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return AttributeResult(frame, ip, sp, ts, table, oparg, *(PyObject**)(ip + 6));
    }

    private static nint LOAD_ATTR_NONDESCRIPTOR_NO_DICT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (!HasTypeVersion(StackRefs.Borrow(sp[-1]), ip))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return AttributeResult(frame, ip, sp, ts, table, oparg, *(PyObject**)(ip + 6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasUnshadowedValues(PyObject* owner, ushort* ip) => HasTypeVersion(owner, ip) && InstanceDict.InlineValues(owner)->valid != 0
        && InstanceDict.SharedKeys(owner->ob_type)->dk_version == *(uint*)(ip + 4);

    private static nint LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (!HasUnshadowedValues(StackRefs.Borrow(sp[-1]), ip))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return AttributeResult(frame, ip, sp, ts, table, oparg, *(PyObject**)(ip + 6));
    }

    // ---- Methods: the function, with the owner as self above it ----

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint MethodResult(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table)
    {
        StackRef owner = sp[-1];
        sp[-1] = StackRefs.New(*(PyObject**)(ip + 6));
        sp[0] = owner;
        return Next(frame, ip + 10, sp + 1, ts, table);
    }

    private static nint LOAD_ATTR_METHOD_WITH_VALUES(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (!HasUnshadowedValues(StackRefs.Borrow(sp[-1]), ip))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return MethodResult(frame, ip, sp, ts, table);
    }

    private static nint LOAD_ATTR_METHOD_NO_DICT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (!HasTypeVersion(StackRefs.Borrow(sp[-1]), ip))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return MethodResult(frame, ip, sp, ts, table);
    }

    private static nint LOAD_ATTR_METHOD_LAZY_DICT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (!HasTypeVersion(owner, ip) || *(PyObject**)((byte*)owner + ip[4] + ObjectAlloc.ManagedDictOffset) != null)
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        return MethodResult(frame, ip, sp, ts, table);
    }

    private static nint LOAD_SUPER_ATTR_ATTR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-3]) != (PyObject*)SuperType.Type || !PyType.Check(StackRefs.Borrow(sp[-2])))
            return Deopt(Opcode.LOAD_SUPER_ATTR, frame, ip, sp, ts, table, oparg);
        return LoadSuperOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint LOAD_SUPER_ATTR_METHOD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-3]) != (PyObject*)SuperType.Type || !PyType.Check(StackRefs.Borrow(sp[-2])))
            return Deopt(Opcode.LOAD_SUPER_ATTR, frame, ip, sp, ts, table, oparg);
        return LoadSuperOff(frame, ip, sp, ts, table, oparg);
    }

    // ---- Stores: [value, owner] ----

    /// <summary>Puts the value into the place, and releases what was there and the owner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint StoreResult(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, PyObject** place, PyObject* old)
    {
        *place = StackRefs.TakeObject(sp[-2]);
        StackRef oldRef = old == null ? StackRefs.Null : StackRefs.Steal(old);
        if ((sp[-1].bits & StackRefs.NotCounted) == 0)
        {
            // The owner goes last: its release may run code.
            StackRef owner = sp[-1];
            sp[-1] = oldRef;
            sp[-2] = owner;
            return CloseTwo(frame, ip, sp, ts, table, 5);
        }
        if (!Release.Closed(ts, oldRef))
        {
            sp[-2] = oldRef;
            return DeallocTop(frame, ip, sp - 1, ts, table, 5);
        }
        return Next(frame, ip + 5, sp - 2, ts, table);
    }

    private static nint STORE_ATTR_INSTANCE_VALUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (!HasTypeVersion(owner, ip) || *InstanceDict.ManagedDict(owner) != null)
            return Deopt(Opcode.STORE_ATTR, frame, ip, sp, ts, table, oparg);
        PyDictValues* values = InstanceDict.InlineValues(owner);
        if (values->valid == 0)
            return Deopt(Opcode.STORE_ATTR, frame, ip, sp, ts, table, oparg);
        PyObject** place = (PyObject**)((byte*)owner + ip[4]);
        PyObject* old = *place;
        if (old == null)
            DictValues.AddToOrder(values, (nint)(place - DictValues.Items(values)));
        return StoreResult(frame, ip, sp, ts, table, place, old);
    }

    private static nint STORE_ATTR_SLOT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (!HasTypeVersion(owner, ip))
            return Deopt(Opcode.STORE_ATTR, frame, ip, sp, ts, table, oparg);
        PyObject** place = (PyObject**)((byte*)owner + ip[4]);
        return StoreResult(frame, ip, sp, ts, table, place, *place);
    }

    private static nint STORE_ATTR_WITH_HINT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        if (!HasTypeVersion(owner, ip))
            return Deopt(Opcode.STORE_ATTR, frame, ip, sp, ts, table, oparg);
        PyDictObject* dict = *InstanceDict.ManagedDict(owner);
        nint hint = ip[4];
        if (dict == null || dict->ob_base.ob_type != DictType.Type || dict->ma_keys->dk_kind != DictKeysKind.Unicode || hint >= dict->ma_keys->dk_nentries)
            return Deopt(Opcode.STORE_ATTR, frame, ip, sp, ts, table, oparg);
        PyDictUnicodeEntry* entry = DictKeys.UnicodeEntries(dict->ma_keys) + hint;
        if (entry->me_key != PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg) || entry->me_value == null)
            return Deopt(Opcode.STORE_ATTR, frame, ip, sp, ts, table, oparg);
        return StoreResult(frame, ip, sp, ts, table, &entry->me_value, entry->me_value);
    }
}

internal static unsafe partial class OffPath
{
    /// <summary>LOAD_ATTR without looking at its counter; with the method bit, ready for a call.</summary>
    internal static nint LoadAttrOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* name = PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg >> 1);
        if ((oparg & 1) != 0)
        {
            if (AttributeSupport.LoadMethod(ts, sp, name) == Truth.Error)
                return Handlers.Error(frame, ip, sp, ts, table, oparg);
            return Handlers.Next(frame, ip + 10, sp + 1, ts, table);
        }
        PyObject* value = Obj.GetAttr(ts, StackRefs.Borrow(sp[-1]), name);
        if (value == null)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        sp[-1] = StackRefs.Steal(value);
        return Handlers.Next(frame, ip + 10, sp, ts, table);
    }

    internal static nint LoadSuperOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (AttributeSupport.LoadSuper(ts, sp, PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg >> 2), oparg) != Status.Ok)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        return Handlers.Next(frame, ip + 2, sp - 2 + (oparg & 1), ts, table);
    }
}
