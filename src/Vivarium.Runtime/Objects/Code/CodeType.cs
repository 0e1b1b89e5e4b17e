// The type `code`: attributes, repr, comparison. Construction and replace() are in CodeType.New.cs. See docs/internals/frames.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Objects;

[PyType("code", Layout = typeof(PyCodeObject), BasicSize = 208, ItemSize = 2, WeaklistField = "co_weakreflist", Doc = "Make a code object from its parts; rarely of use outside the compiler.",
    TextSignature = "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, varnames, filename, name,\n     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)")]
[PyMember("co_argcount", "co_argcount", MemberType.Int)]
[PyMember("co_posonlyargcount", "co_posonlyargcount", MemberType.Int)]
[PyMember("co_kwonlyargcount", "co_kwonlyargcount", MemberType.Int)]
[PyMember("co_stacksize", "co_stacksize", MemberType.Int)]
[PyMember("co_flags", "co_flags", MemberType.Int)]
[PyMember("co_nlocals", "co_nlocals", MemberType.Int)]
[PyMember("co_names", "co_names", MemberType.Object)]
[PyMember("co_filename", "co_filename", MemberType.Object)]
[PyMember("co_name", "co_name", MemberType.Object)]
[PyMember("co_qualname", "co_qualname", MemberType.Object)]
[PyMember("co_firstlineno", "co_firstlineno", MemberType.Int)]
[PyMember("co_linetable", "co_linetable", MemberType.Object)]
[PyMember("co_exceptiontable", "co_exceptiontable", MemberType.Object)]
[PyMember("co_consts", "co_consts", MemberType.Object)]
internal static unsafe partial class CodeType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyCodeObject* self) => PyCode.Dealloc(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyCodeObject* self)
    {
        string name = PyUnicode.ToString(self->co_name);
        string file = PyUnicode.Check(self->co_filename) ? PyUnicode.ToString(self->co_filename) : "???";
        int line = self->co_firstlineno != 0 ? self->co_firstlineno : -1;
        return PyUnicode.FromString(ts, $"<code object {name} at 0x{(nint)self:x}, file \"{file}\", line {line}>");
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyCodeObject* self) => PyCode.Hash(ts, self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if ((op != CompareOp.EQ && op != CompareOp.NE) || !PyCode.Check(self) || !PyCode.Check(other))
            return Py.NotImplemented;
        Truth equal = PyCode.Equal(ts, (PyCodeObject*)self, (PyCodeObject*)other);
        return equal == Truth.Error ? null : Py.Bool((equal == Truth.True) == (op == CompareOp.EQ));
    }

    [PyGetSet("co_code")]
    private static PyObject* GetCode(ThreadState* ts, PyCodeObject* self) => CodeAttributes.Code(ts, self);

    [PyGetSet("_co_code_adaptive")]
    private static PyObject* GetAdaptive(ThreadState* ts, PyCodeObject* self) =>
        PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(&self->co_code_adaptive, PyCode.Units(self) * OpcodeInfo.CodeUnitSize));

    [PyGetSet("co_varnames")]
    private static PyObject* GetVarnames(ThreadState* ts, PyCodeObject* self) => CodeAttributes.Varnames(ts, self);

    [PyGetSet("co_cellvars")]
    private static PyObject* GetCellvars(ThreadState* ts, PyCodeObject* self) => CodeAttributes.Cellvars(ts, self);

    [PyGetSet("co_freevars")]
    private static PyObject* GetFreevars(ThreadState* ts, PyCodeObject* self) => CodeAttributes.Freevars(ts, self);

    [PyGetSet("co_lnotab")]
    private static PyObject* GetLnotab(ThreadState* ts, PyCodeObject* self) =>
        Err.Warn(ts, Exc.DeprecationWarning, "co_lnotab is deprecated, use co_lines instead.", 1) == Status.Ok ? CodeAttributes.Lnotab(ts, self) : null;

    [PyMethod("($self, /)", Doc = "Bytes that the code object takes.")]
    private static nint __sizeof__(ThreadState* ts, PyCodeObject* self) => (nint)ObjectAlloc.VarSize(Type, PyCode.Units(self));

    [PyMethod("($self, /)", HideSignature = true, Doc = "Iterate over (start, end, line) of the runs of bytecode.")]
    private static PyObject* co_lines(ThreadState* ts, PyCodeObject* self) => LineIteratorType.New(ts, self);

    [PyMethod("($self, /)", HideSignature = true, Doc = "Iterate over (line, end_line, column, end_column) of each code unit.")]
    private static PyObject* co_positions(ThreadState* ts, PyCodeObject* self) => PositionsIteratorType.New(ts, self);

    [PyMethod("($self, /)", HideSignature = true, Doc = "Iterate over (branch, fall-through, target) of the code's branches.")]
    private static PyObject* co_branches(ThreadState* ts, PyCodeObject* self) => BranchesIteratorType.New(ts, self);

    [PyMethod("($self, /, oparg)", Doc = "Name of the local variable with that number; may change at any time.")]
    private static PyObject* _varname_from_oparg(ThreadState* ts, PyCodeObject* self, int oparg) =>
        (uint)oparg < (uint)self->co_nlocalsplus ? Ref.New(PyTuple.GetBorrowed(self->co_localsplusnames, oparg)) : Err.Index(ts, "tuple index out of range");
}
