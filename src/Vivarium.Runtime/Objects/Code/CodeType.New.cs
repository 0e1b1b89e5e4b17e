// Making code objects from Python: the constructor and replace(). Both check what an unsound code object could break. See docs/internals/frames.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class CodeType
{
    private const string ReplaceDoc = "replace($self, /, **changes)\n--\n\nCopy the code object with other values for the given fields.";

    [Slot("(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, int argcount, int posonlyargcount, int kwonlyargcount, int nlocals, int stacksize, int flags,
        PyBytesObject* codestring, PyTupleObject* constants, PyTupleObject* names, PyTupleObject* varnames, PyASCIIObject* filename, PyASCIIObject* name, PyASCIIObject* qualname,
        int firstlineno, PyBytesObject* linetable, PyBytesObject* exceptiontable, PyTupleObject* freevars = null, PyTupleObject* cellvars = null)
    {
        if (argcount < 0)
            return Err.Value(ts, "code: argcount must not be negative");
        if (posonlyargcount < 0)
            return Err.Value(ts, "code: posonlyargcount must not be negative");
        if (kwonlyargcount < 0)
            return Err.Value(ts, "code: kwonlyargcount must not be negative");
        if (nlocals < 0)
            return Err.Value(ts, "code: nlocals must not be negative");
        CodeParts parts = new()
        {
            argcount = argcount, posonlyargcount = posonlyargcount, kwonlyargcount = kwonlyargcount, stacksize = stacksize, flags = flags, firstlineno = firstlineno,
            consts = (PyObject*)constants, names = (PyObject*)names, filename = (PyObject*)filename, name = (PyObject*)name, qualname = (PyObject*)qualname,
            linetable = (PyObject*)linetable, exceptiontable = (PyObject*)exceptiontable,
        };
        return Build(ts, ref parts, (PyObject*)codestring, nlocals, (PyObject*)varnames, (PyObject*)cellvars, (PyObject*)freevars);
    }

    /// <summary>Checks and builds; cells and free variables may be null for none.</summary>
    private static PyObject* Build(ThreadState* ts, ref CodeParts parts, PyObject* codestring, int nlocals, PyObject* varnames, PyObject* cellvars, PyObject* freevars)
    {
        cellvars = cellvars == null ? PyTuple.Empty() : cellvars;
        freevars = freevars == null ? PyTuple.Empty() : freevars;
        if (!CheckNames(ts, parts.names) || !CheckNames(ts, varnames) || !CheckNames(ts, freevars) || !CheckNames(ts, cellvars))
            return null;
        if (parts.argcount < parts.posonlyargcount || parts.stacksize < 0 || parts.flags < 0)
            return Err.BadInternalCall(ts);
        if (PyBytes.Length(codestring) % OpcodeInfo.CodeUnitSize != 0)
            return Err.Value(ts, "code: co_code is malformed");
        if (nlocals != PyTuple.Size(varnames))
            return Err.Value(ts, "code: co_nlocals != len(co_varnames)");
        long arguments = (long)parts.argcount + parts.kwonlyargcount
            + ((parts.flags & (int)CodeFlags.CO_VARARGS) != 0 ? 1 : 0) + ((parts.flags & (int)CodeFlags.CO_VARKEYWORDS) != 0 ? 1 : 0);
        if (arguments > nlocals)
            return Err.Value(ts, "code: co_varnames is too small");
        using Owned<PyObject> localsplusnames = Own.Of(ts, PyTuple.New(ts, LocalsplusCount(varnames, cellvars, freevars)));
        if (localsplusnames.IsNull)
            return null;
        using Owned<PyObject> kinds = Own.Of(ts, PyBytes.New(ts, PyTuple.Size(localsplusnames.Pointer)));
        if (kinds.IsNull)
            return null;
        FillLocalsplus(localsplusnames.Pointer, PyBytes.Data(kinds.Pointer), parts, varnames, cellvars, freevars);
        PyTuple.Track(ts, localsplusnames.Pointer);
        InternNames(ts, parts.names);
        InternNames(ts, localsplusnames.Pointer);
        using Owned<PyObject> code = Own.Of(ts, Ref.New(codestring));
        parts.localsplusnames = localsplusnames.Pointer;
        parts.localspluskinds = kinds.Pointer;
        parts.instructions = PyBytes.Data(codestring);
        parts.bytes = PyBytes.Length(codestring);
        return PyCode.New(ts, parts);
    }

    private static bool CheckNames(ThreadState* ts, PyObject* names)
    {
        nint n = PyTuple.Size(names);
        for (nint i = 0; i < n; i++)
        {
            PyObject* name = PyTuple.GetBorrowed(names, i);
            if (PyUnicode.Check(name))
                continue;
            Err.Type(ts, $"name tuples must contain only strings, not '{PyType.NameOf(name)}'");
            return false;
        }
        return true;
    }

    private static void InternNames(ThreadState* ts, PyObject* names)
    {
        nint n = PyTuple.Size(names);
        for (nint i = 0; i < n; i++)
            PyUnicode.InternImmortal(ts, PyTuple.Items(names) + i);
    }

    private static nint IndexOf(PyObject* names, PyObject* name)
    {
        nint n = PyTuple.Size(names);
        for (nint i = 0; i < n; i++)
        {
            if (PyUnicode.Equal(PyTuple.GetBorrowed(names, i), name))
                return i;
        }
        return -1;
    }

    private static nint LocalsplusCount(PyObject* varnames, PyObject* cellvars, PyObject* freevars)
    {
        nint count = PyTuple.Size(varnames) + PyTuple.Size(freevars);
        nint cells = PyTuple.Size(cellvars);
        for (nint i = 0; i < cells; i++)
            count += IndexOf(varnames, PyTuple.GetBorrowed(cellvars, i)) < 0 ? 1 : 0;
        return count;
    }

    /// <summary>Locals, then cells that are no locals, then free variables.</summary>
    private static void FillLocalsplus(PyObject* names, byte* kinds, in CodeParts parts, PyObject* varnames, PyObject* cellvars, PyObject* freevars)
    {
        nint nlocals = PyTuple.Size(varnames);
        nint at = 0;
        for (; at < nlocals; at++)
        {
            PyTuple.SetSteal(names, at, Ref.New(PyTuple.GetBorrowed(varnames, at)));
            kinds[at] = (byte)(LocalKind.CO_FAST_LOCAL | ArgumentKind(at, parts));
        }
        nint ncells = PyTuple.Size(cellvars);
        for (nint i = 0; i < ncells; i++)
        {
            PyObject* name = PyTuple.GetBorrowed(cellvars, i);
            nint local = IndexOf(varnames, name);
            if (local >= 0)
            {
                kinds[local] |= (byte)LocalKind.CO_FAST_CELL;
                continue;
            }
            PyTuple.SetSteal(names, at, Ref.New(name));
            kinds[at++] = (byte)LocalKind.CO_FAST_CELL;
        }
        nint nfree = PyTuple.Size(freevars);
        for (nint i = 0; i < nfree; i++)
        {
            PyTuple.SetSteal(names, at, Ref.New(PyTuple.GetBorrowed(freevars, i)));
            kinds[at++] = (byte)LocalKind.CO_FAST_FREE;
        }
    }

    private static LocalKind ArgumentKind(nint index, in CodeParts parts)
    {
        if (index < parts.posonlyargcount)
            return LocalKind.CO_FAST_ARG_POS;
        if (index < parts.argcount)
            return LocalKind.CO_FAST_ARG_POS | LocalKind.CO_FAST_ARG_KW;
        nint total = parts.argcount + parts.kwonlyargcount;
        if (index < total)
            return LocalKind.CO_FAST_ARG_KW;
        bool star = (parts.flags & (int)CodeFlags.CO_VARARGS) != 0;
        if (star && index == total)
            return LocalKind.CO_FAST_ARG_VAR | LocalKind.CO_FAST_ARG_POS;
        bool twoStars = (parts.flags & (int)CodeFlags.CO_VARKEYWORDS) != 0;
        return twoStars && index == total + (star ? 1 : 0) ? LocalKind.CO_FAST_ARG_VAR | LocalKind.CO_FAST_ARG_KW : LocalKind.None;
    }

    // ---- replace ----

    private const string ReplaceSignature = "($self, /, *, co_argcount=<unrepresentable>, co_posonlyargcount=<unrepresentable>, co_kwonlyargcount=<unrepresentable>, co_nlocals=<unrepresentable>, "
        + "co_stacksize=<unrepresentable>, co_flags=<unrepresentable>, co_firstlineno=<unrepresentable>, co_code=<unrepresentable>, co_consts=<unrepresentable>, co_names=<unrepresentable>, "
        + "co_varnames=<unrepresentable>, co_freevars=<unrepresentable>, co_cellvars=<unrepresentable>, co_filename=<unrepresentable>, co_name=<unrepresentable>, co_qualname=<unrepresentable>, "
        + "co_linetable=<unrepresentable>, co_exceptiontable=<unrepresentable>)";

    [PyMethod(ReplaceSignature, HideSignature = true, Doc = ReplaceDoc)]
    private static PyObject* replace(ThreadState* ts, PyCodeObject* self, PyObject* co_argcount = null, PyObject* co_posonlyargcount = null, PyObject* co_kwonlyargcount = null,
        PyObject* co_nlocals = null, PyObject* co_stacksize = null, PyObject* co_flags = null, PyObject* co_firstlineno = null, PyBytesObject* co_code = null,
        PyTupleObject* co_consts = null, PyTupleObject* co_names = null, PyTupleObject* co_varnames = null, PyTupleObject* co_freevars = null, PyTupleObject* co_cellvars = null,
        PyASCIIObject* co_filename = null, PyASCIIObject* co_name = null, PyASCIIObject* co_qualname = null, PyBytesObject* co_linetable = null, PyBytesObject* co_exceptiontable = null)
    {
        CodeParts parts = new()
        {
            argcount = self->co_argcount, posonlyargcount = self->co_posonlyargcount, kwonlyargcount = self->co_kwonlyargcount, stacksize = self->co_stacksize, flags = self->co_flags,
            firstlineno = self->co_firstlineno,
            consts = co_consts == null ? self->co_consts : (PyObject*)co_consts, names = co_names == null ? self->co_names : (PyObject*)co_names,
            filename = co_filename == null ? self->co_filename : (PyObject*)co_filename, name = co_name == null ? self->co_name : (PyObject*)co_name,
            qualname = co_qualname == null ? self->co_qualname : (PyObject*)co_qualname, linetable = co_linetable == null ? self->co_linetable : (PyObject*)co_linetable,
            exceptiontable = co_exceptiontable == null ? self->co_exceptiontable : (PyObject*)co_exceptiontable,
        };
        int nlocals = self->co_nlocals;
        if (!Take(ts, co_argcount, "co_argcount", ref parts.argcount) || !Take(ts, co_posonlyargcount, "co_posonlyargcount", ref parts.posonlyargcount)
            || !Take(ts, co_kwonlyargcount, "co_kwonlyargcount", ref parts.kwonlyargcount) || !Take(ts, co_nlocals, "co_nlocals", ref nlocals)
            || !Take(ts, co_stacksize, "co_stacksize", ref parts.stacksize) || !Take(ts, co_flags, "co_flags", ref parts.flags)
            || !Take(ts, co_firstlineno, "co_firstlineno", ref parts.firstlineno))
            return null;
        using Owned<PyObject> code = Own.Of(ts, co_code != null ? Ref.New(co_code) : CodeAttributes.Code(ts, self));
        using Owned<PyObject> varnames = Own.Of(ts, code.IsNull ? null : co_varnames != null ? Ref.New(co_varnames) : CodeAttributes.Varnames(ts, self));
        using Owned<PyObject> cellvars = Own.Of(ts, varnames.IsNull ? null : co_cellvars != null ? Ref.New(co_cellvars) : CodeAttributes.Cellvars(ts, self));
        using Owned<PyObject> freevars = Own.Of(ts, cellvars.IsNull ? null : co_freevars != null ? Ref.New(co_freevars) : CodeAttributes.Freevars(ts, self));
        return freevars.IsNull ? null : Build(ts, ref parts, code.Pointer, nlocals, varnames.Pointer, cellvars.Pointer, freevars.Pointer);
    }

    private static bool Take(ThreadState* ts, PyObject* value, string name, ref int field)
    {
        if (value == null)
            return true;
        PyObject* index = Num.Index(ts, value);
        if (index == null)
            return false;
        int number = PyLong.AsInt32(ts, index);
        Ref.Dec(ts, index);
        if (number == -1 && Err.Occurred(ts))
            return false;
        if (number < 0 && name != "co_firstlineno")
        {
            Err.Value(ts, $"{name} must be a positive integer");
            return false;
        }
        field = number;
        return true;
    }

    [PyMethod(ReplaceSignature, HideSignature = true, Doc = "__replace__($self, /, **changes)\n--\n\nThe same as replace().")]
    private static PyObject* __replace__(ThreadState* ts, PyCodeObject* self, PyObject* co_argcount = null, PyObject* co_posonlyargcount = null, PyObject* co_kwonlyargcount = null,
        PyObject* co_nlocals = null, PyObject* co_stacksize = null, PyObject* co_flags = null, PyObject* co_firstlineno = null, PyBytesObject* co_code = null,
        PyTupleObject* co_consts = null, PyTupleObject* co_names = null, PyTupleObject* co_varnames = null, PyTupleObject* co_freevars = null, PyTupleObject* co_cellvars = null,
        PyASCIIObject* co_filename = null, PyASCIIObject* co_name = null, PyASCIIObject* co_qualname = null, PyBytesObject* co_linetable = null, PyBytesObject* co_exceptiontable = null) =>
        replace(ts, self, co_argcount, co_posonlyargcount, co_kwonlyargcount, co_nlocals, co_stacksize, co_flags, co_firstlineno, co_code, co_consts, co_names, co_varnames, co_freevars,
            co_cellvars, co_filename, co_name, co_qualname, co_linetable, co_exceptiontable);
}
