// Code objects (docs/internals/marshal.md). Names are interned here, whatever the data say, since lookups compare them by address.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Marshal;

namespace Vivarium.Runtime.Marshalling;

internal unsafe partial struct MarshalLoader
{
    private PyObject* ReadCode(bool flagged)
    {
        if (!_allowCode)
            return Err.Value(_ts, "unmarshalling code objects is disallowed");
        nint reserved = Reserve(flagged);
        if (reserved == -2)
            return null;
        CodeParts parts = default;
        if (!ReadInt(out parts.argcount) || !ReadInt(out parts.posonlyargcount) || !ReadInt(out parts.kwonlyargcount) || !ReadInt(out parts.stacksize) || !ReadInt(out parts.flags))
            return null;
        using Owned<PyObject> code = Own.Of(_ts, ReadItem("object"));
        using Owned<PyObject> consts = Own.Of(_ts, code.IsNull ? null : ReadItem("object"));
        using Owned<PyObject> names = Own.Of(_ts, consts.IsNull ? null : ReadItem("object"));
        using Owned<PyObject> localsplusnames = Own.Of(_ts, names.IsNull ? null : ReadItem("object"));
        using Owned<PyObject> localspluskinds = Own.Of(_ts, localsplusnames.IsNull ? null : ReadItem("object"));
        using Owned<PyObject> filename = Own.Of(_ts, localspluskinds.IsNull ? null : ReadItem("object"));
        using Owned<PyObject> name = Own.Of(_ts, filename.IsNull ? null : ReadItem("object"));
        using Owned<PyObject> qualname = Own.Of(_ts, name.IsNull ? null : ReadItem("object"));
        if (qualname.IsNull || !ReadInt(out parts.firstlineno))
            return null;
        using Owned<PyObject> linetable = Own.Of(_ts, ReadItem("object"));
        using Owned<PyObject> exceptiontable = Own.Of(_ts, linetable.IsNull ? null : ReadItem("object"));
        if (exceptiontable.IsNull)
            return null;
        parts.consts = consts.Pointer;
        parts.names = names.Pointer;
        parts.localsplusnames = localsplusnames.Pointer;
        parts.localspluskinds = localspluskinds.Pointer;
        parts.filename = filename.Pointer;
        parts.name = name.Pointer;
        parts.qualname = qualname.Pointer;
        parts.linetable = linetable.Pointer;
        parts.exceptiontable = exceptiontable.Pointer;
        if (!IsSound(code.Pointer, parts))
            return Err.BadInternalCall(_ts, "_PyCode_Validate");
        parts.instructions = PyBytes.Data(code.Pointer);
        parts.bytes = PyBytes.Length(code.Pointer);
        InternNames(parts.names);
        InternNames(parts.localsplusnames);
        return Fill(reserved, PyCode.New(_ts, parts));
    }

    private static bool IsSound(PyObject* code, in CodeParts parts) =>
        PyBytes.CheckExact(code) && PyTuple.CheckExact(parts.consts) && AreNames(parts.names) && AreNames(parts.localsplusnames)
        && PyBytes.CheckExact(parts.localspluskinds) && PyUnicode.CheckExact(parts.filename) && PyUnicode.CheckExact(parts.name)
        && PyUnicode.CheckExact(parts.qualname) && PyBytes.CheckExact(parts.linetable) && PyBytes.CheckExact(parts.exceptiontable)
        && parts.argcount >= parts.posonlyargcount && parts.posonlyargcount >= 0 && parts.kwonlyargcount >= 0 && parts.stacksize >= 0 && parts.flags >= 0
        && PyBytes.Length(code) > 0 && PyBytes.Length(code) % OpcodeInfo.CodeUnitSize == 0
        && PyTuple.Size(parts.localsplusnames) == PyBytes.Length(parts.localspluskinds);

    private static bool AreNames(PyObject* tuple)
    {
        if (!PyTuple.CheckExact(tuple))
            return false;
        for (nint i = 0, n = PyTuple.Size(tuple); i < n; i++)
        {
            // An item is null in a tuple that refers to itself.
            PyObject* name = PyTuple.GetBorrowed(tuple, i);
            if (name == null || !PyUnicode.CheckExact(name))
                return false;
        }
        return true;
    }

    private readonly void InternNames(PyObject* tuple)
    {
        PyObject** items = PyTuple.Items(tuple);
        for (nint i = 0, n = PyTuple.Size(tuple); i < n; i++)
            PyUnicode.InternImmortal(_ts, items + i);
    }
}
