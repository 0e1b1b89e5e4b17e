// STORE_ATTR and LOAD_SUPER_ATTR.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Specializer
{
    private static bool StoreAttr(ThreadState* ts, PyObject* owner, ushort* ip, PyObject* name)
    {
        const int ReadOnly = 1;
        PyTypeObject* type = owner->ob_type;
        if (!PyType.HasFlag(type, TypeFlags.Ready) || type == ModuleType.Type)
            return false;
        PyObject* descriptor;
        DescriptorKind kind = ForStore(ts, type, name, &descriptor);
        uint version = VersionOf(ts, type);
        if (version == 0)
            return false;
        if (kind == DescriptorKind.Absent)
            return DictAccess(owner, ip, name, version, store: true);
        if (kind != DescriptorKind.ObjectSlot)
            return false;
        PyMemberDef* member = ((PyMemberDescrObject*)descriptor)->d_member;
        if (!PyType.IsInstance(owner, ((PyDescrObject*)descriptor)->d_type) || (member->flags & ReadOnly) != 0 || !FitsCache(member->offset))
            return false;
        WriteU32(ip + TypeVersion, version);
        ip[Index] = (ushort)member->offset;
        return Become(ip, Opcode.STORE_ATTR_SLOT);
    }

    private static bool LoadSuperAttr(PyObject* super, PyObject* cls, ushort* ip, bool forCall) =>
        super == (PyObject*)SuperType.Type && PyType.Check(cls) && Become(ip, forCall ? Opcode.LOAD_SUPER_ATTR_METHOD : Opcode.LOAD_SUPER_ATTR_ATTR);
}
