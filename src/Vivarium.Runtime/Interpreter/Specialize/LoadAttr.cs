// LOAD_ATTR: from the owner's type, its shared keys and what the name means on the type, to the form that reads the value directly while their versions stay.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Specializer
{
    // ip[2..3]: version of the type; ip[4]: index or offset, or ip[4..5]: a second version; ip[6..9]: a borrowed object, kept alive by the type of that version.
    private const int TypeVersion = 2;
    private const int Index = 4;
    private const int SecondVersion = 4;
    private const int Descriptor = 6;

    private static bool LoadAttr(ThreadState* ts, PyObject* owner, ushort* ip, PyObject* name, bool forCall)
    {
        PyTypeObject* type = owner->ob_type;
        if (!PyType.HasFlag(type, TypeFlags.Ready))
            return false;
        if (type == ModuleType.Type)
            return LoadModuleAttr(ts, owner, ip, name);
        return PyType.Check(owner) ? LoadClassAttr(ts, (PyTypeObject*)owner, ip, name) : LoadInstanceAttr(ts, owner, ip, name, forCall);
    }

    private static bool LoadModuleAttr(ThreadState* ts, PyObject* module, ushort* ip, PyObject* name)
    {
        PyObject* dict = ((PyModuleObject*)module)->md_dict;
        if (dict == null || !IsPlainNamespace(dict))
            return false;
        PyDictKeysObject* keys = ((PyDictObject*)dict)->ma_keys;
        if (PyDict.LookupIndexUnicode(keys, Id.__getattr__) >= 0)
            return false;
        nint index = PyDict.LookupIndexUnicode(keys, name);
        if (index < 0 || !FitsCache(index))
            return false;
        uint version = PyDict.KeysVersion(ts, keys);
        if (version == 0)
            return false;
        WriteU32(ip + TypeVersion, version);
        ip[Index] = (ushort)index;
        return Become(ip, Opcode.LOAD_ATTR_MODULE);
    }

    private static bool LoadClassAttr(ThreadState* ts, PyTypeObject* cls, ushort* ip, PyObject* name)
    {
        PyTypeObject* metaclass = ((PyObject*)cls)->ob_type;
        if (TypeSlots.Of(metaclass)->tp_getattro != TypeSlots.Of(TypeType.Type)->tp_getattro)
            return false;
        PyObject* onMetaclass = PyType.LookupBorrowed(ts, metaclass, name);
        bool checkMetaclass = !PyType.HasFlag(metaclass, TypeFlags.ImmutableType);
        switch (Classify(ts, onMetaclass, name, hasGetAttr: false))
        {
            case DescriptorKind.Method:
            case DescriptorKind.NonDescriptor:
            case DescriptorKind.NonOverriding:
            case DescriptorKind.BuiltinClassMethod:
            case DescriptorKind.PythonClassMethod:
            case DescriptorKind.Absent:
                // Attributes of the class itself come first.
                break;
            default:
                return false;
        }
        uint metaVersion = 0;
        if (checkMetaclass)
        {
            metaVersion = VersionOf(ts, metaclass);
            if (metaVersion == 0)
                return false;
        }
        PyObject* value = PyType.LookupBorrowed(ts, cls, name);
        switch (Classify(ts, value, name, hasGetAttr: false))
        {
            case DescriptorKind.Method:
            case DescriptorKind.NonDescriptor:
                break;
            default:
                return false;
        }
        uint version = VersionOf(ts, cls);
        if (version == 0)
            return false;
        WriteU32(ip + TypeVersion, version);
        WritePointer(ip + Descriptor, value);
        if (!checkMetaclass)
            return Become(ip, Opcode.LOAD_ATTR_CLASS);
        WriteU32(ip + SecondVersion, metaVersion);
        return Become(ip, Opcode.LOAD_ATTR_CLASS_WITH_METACLASS_CHECK);
    }

    private static bool LoadInstanceAttr(ThreadState* ts, PyObject* owner, ushort* ip, PyObject* name, bool forCall)
    {
        PyTypeObject* type = owner->ob_type;
        PyObject* descriptor;
        DescriptorKind kind = ForLoad(ts, type, name, &descriptor);
        uint version = VersionOf(ts, type);
        if (version == 0)
            return false;
        bool shadowed = InstanceHas(ts, owner, name, out uint sharedKeysVersion);
        switch (kind)
        {
            case DescriptorKind.Method:
                if (shadowed)
                    break;
                return forCall && LoadFromType(owner, ip, descriptor, version, true, sharedKeysVersion);
            case DescriptorKind.NonDescriptor:
                if (shadowed)
                    break;
                return !forCall && LoadFromType(owner, ip, descriptor, version, false, sharedKeysVersion);
            case DescriptorKind.Property:
                return !forCall && LoadProperty(ip, ((PropertyObject*)descriptor)->prop_get, version);
            case DescriptorKind.ObjectSlot:
                return LoadSlot(owner, ip, (PyMemberDescrObject*)descriptor, version);
            case DescriptorKind.DunderClass:
                WriteU32(ip + TypeVersion, version);
                ip[Index] = 8; // ob_type
                return Become(ip, Opcode.LOAD_ATTR_SLOT);
            case DescriptorKind.GetAttributeIsPythonFunction:
                return !forCall && LoadOverridden(ts, ip, descriptor, version);
            case DescriptorKind.Absent:
                if (shadowed)
                    break;
                Adaptive.Postpone(ip);
                return true;
            default:
                return false;
        }
        return DictAccess(owner, ip, name, version, store: false);
    }

    private static bool LoadProperty(ushort* ip, PyObject* getter, uint version)
    {
        if (getter == null || getter->ob_type != FunctionType.Type || !TakesExactly(getter, 1))
            return false;
        WriteU32(ip + TypeVersion, version);
        WritePointer(ip + Descriptor, getter);
        return Become(ip, Opcode.LOAD_ATTR_PROPERTY);
    }

    private static bool LoadSlot(PyObject* owner, ushort* ip, PyMemberDescrObject* descriptor, uint version)
    {
        const int AuditRead = 2;
        PyMemberDef* member = descriptor->d_member;
        if (!PyType.IsInstance(owner, descriptor->d_common.d_type) || (member->flags & AuditRead) != 0 || !FitsCache(member->offset))
            return false;
        WriteU32(ip + TypeVersion, version);
        ip[Index] = (ushort)member->offset;
        return Become(ip, Opcode.LOAD_ATTR_SLOT);
    }

    private static bool LoadOverridden(ThreadState* ts, ushort* ip, PyObject* getAttribute, uint version)
    {
        if (!TakesExactly(getAttribute, 2))
            return false;
        uint functionVersion = PyFunction.Version((PyFunctionObject*)getAttribute);
        if (functionVersion == 0)
            return false;
        WriteU32(ip + TypeVersion, version);
        WriteU32(ip + SecondVersion, functionVersion);
        WritePointer(ip + Descriptor, getAttribute);
        return Become(ip, Opcode.LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN);
    }

    /// <summary>Whether the instance has an attribute of that name that would hide a method; with shared keys, whether any instance of the class has had one.</summary>
    private static bool InstanceHas(ThreadState* ts, PyObject* owner, PyObject* name, out uint sharedKeysVersion)
    {
        sharedKeysVersion = 0;
        PyTypeObject* type = owner->ob_type;
        if (!PyType.HasFlag(type, TypeFlags.ManagedDict))
            return false;
        if (PyType.HasFlag(type, TypeFlags.InlineValues))
        {
            PyDictKeysObject* keys = InstanceDict.SharedKeys(type);
            sharedKeysVersion = PyDict.KeysVersion(ts, keys);
            return PyDict.LookupIndexUnicode(keys, name) >= 0;
        }
        PyDictObject* dict = *InstanceDict.ManagedDict(owner);
        return dict != null && PyDict.CheckExact((PyObject*)dict) && dict->ma_values == null
            && dict->ma_keys->dk_kind == DictKeysKind.Unicode && PyDict.LookupIndexUnicode(dict->ma_keys, name) >= 0;
    }

    /// <summary>A method or plain value of the type, which no attribute of the instance hides.</summary>
    private static bool LoadFromType(PyObject* owner, ushort* ip, PyObject* value, uint version, bool method, uint sharedKeysVersion)
    {
        PyTypeObject* type = owner->ob_type;
        Opcode form;
        if (PyType.HasFlag(type, TypeFlags.InlineValues))
        {
            if (sharedKeysVersion == 0)
                return false;
            WriteU32(ip + SecondVersion, sharedKeysVersion);
            form = method ? Opcode.LOAD_ATTR_METHOD_WITH_VALUES : Opcode.LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES;
        }
        else
        {
            nint offset = PyType.HasFlag(type, TypeFlags.ManagedDict) ? ObjectAlloc.ManagedDictOffset : type->tp_dictoffset;
            if (offset == 0)
            {
                form = method ? Opcode.LOAD_ATTR_METHOD_NO_DICT : Opcode.LOAD_ATTR_NONDESCRIPTOR_NO_DICT;
            }
            else
            {
                if (!method || (offset < 0 && offset != ObjectAlloc.ManagedDictOffset) || !FitsCache(offset - ObjectAlloc.ManagedDictOffset)
                    || *(PyObject**)((byte*)owner + offset) != null)
                {
                    return false;
                }
                ip[Index] = (ushort)(offset - ObjectAlloc.ManagedDictOffset);
                form = Opcode.LOAD_ATTR_METHOD_LAZY_DICT;
            }
        }
        WriteU32(ip + TypeVersion, version);
        WritePointer(ip + Descriptor, value);
        return Become(ip, form);
    }

    /// <summary>An attribute of the instance itself: in the inline values, or at a remembered place of its dict.</summary>
    private static bool DictAccess(PyObject* owner, ushort* ip, PyObject* name, uint version, bool store)
    {
        PyTypeObject* type = owner->ob_type;
        if (!PyType.HasFlag(type, TypeFlags.ManagedDict))
            return false;
        PyDictObject* dict = *InstanceDict.ManagedDict(owner);
        if (PyType.HasFlag(type, TypeFlags.InlineValues) && InstanceDict.InlineValues(owner)->valid != 0 && dict == null)
        {
            nint place = PyDict.LookupIndexUnicode(InstanceDict.SharedKeys(type), name);
            if (place < 0)
                return false;
            nint offset = (nint)((byte*)(DictValues.Items(InstanceDict.InlineValues(owner)) + place) - (byte*)owner);
            if (!FitsCache(offset))
                return false;
            ip[Index] = (ushort)offset;
            WriteU32(ip + TypeVersion, version);
            return Become(ip, store ? Opcode.STORE_ATTR_INSTANCE_VALUE : Opcode.LOAD_ATTR_INSTANCE_VALUE);
        }
        if (dict == null || !PyDict.CheckExact((PyObject*)dict) || dict->ma_values != null || dict->ma_keys->dk_kind != DictKeysKind.Unicode)
            return false;
        nint index = PyDict.LookupIndexUnicode(dict->ma_keys, name);
        if (index < 0 || !FitsCache(index))
            return false;
        ip[Index] = (ushort)index;
        WriteU32(ip + TypeVersion, version);
        return Become(ip, store ? Opcode.STORE_ATTR_WITH_HINT : Opcode.LOAD_ATTR_WITH_HINT);
    }
}
