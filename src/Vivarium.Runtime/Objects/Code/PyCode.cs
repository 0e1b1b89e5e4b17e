// Code objects: building one from its parts, comparing, hashing and freeing. Instructions are kept in place at the object's end and are specialised there; whoever shows
// them puts the unspecialised form back (CodeAttributes.cs). See docs/internals/frames.md.
using Vivarium.Bytecode;
using Vivarium.Heap;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

/// <summary>What a code object is made of; all references are borrowed.</summary>
internal unsafe struct CodeParts
{
    public int argcount;
    public int posonlyargcount;
    public int kwonlyargcount;
    public int stacksize;
    public int flags;
    public int firstlineno;
    public byte* instructions;
    public nint bytes;
    public PyObject* consts;
    public PyObject* names;
    public PyObject* localsplusnames;
    public PyObject* localspluskinds;
    public PyObject* filename;
    public PyObject* name;
    public PyObject* qualname;
    public PyObject* linetable;
    public PyObject* exceptiontable;
}

internal static unsafe class PyCode
{
    /// <summary>Words of a frame in front of its locals.</summary>
    public static int FrameWords => (sizeof(_PyInterpreterFrame) / sizeof(StackRef)) - 1;

    public static bool Check(PyObject* o) => o->ob_type == CodeType.Type;

    public static int Units(PyCodeObject* code) => (int)((PyVarObject*)code)->ob_size;

    public static byte* Kinds(PyCodeObject* code) => PyBytes.Data(code->co_localspluskinds);

    public static PyObject* New(ThreadState* ts, in CodeParts parts)
    {
        int units = (int)(parts.bytes / OpcodeInfo.CodeUnitSize);
        PyCodeObject* code = (PyCodeObject*)ObjectAlloc.NewVar(ts, CodeType.Type, units);
        if (code == null)
            return null;
        code->co_consts = Ref.New(parts.consts);
        code->co_names = Ref.New(parts.names);
        code->co_exceptiontable = Ref.New(parts.exceptiontable);
        code->co_flags = parts.flags;
        code->co_argcount = parts.argcount;
        code->co_posonlyargcount = parts.posonlyargcount;
        code->co_kwonlyargcount = parts.kwonlyargcount;
        code->co_stacksize = Math.Max(parts.stacksize, 1);
        code->co_firstlineno = parts.firstlineno;
        code->co_localsplusnames = Ref.New(parts.localsplusnames);
        code->co_localspluskinds = Ref.New(parts.localspluskinds);
        code->co_filename = Ref.New(parts.filename);
        code->co_name = Ref.New(parts.name);
        code->co_qualname = Ref.New(parts.qualname);
        code->co_linetable = Ref.New(parts.linetable);
        code->co_nlocalsplus = (int)PyTuple.Size(parts.localsplusnames);
        code->co_framesize = code->co_nlocalsplus + code->co_stacksize + FrameWords;
        CountKinds(code);
        code->co_version = ts->interp->next_func_version;
        if (code->co_version != 0)
            ts->interp->next_func_version++;
        code->co_weakreflist = null;
        code->co_executors = null;
        code->_co_cached = null;
        code->_co_instrumentation_version = 0;
        code->_co_monitoring = null;
        code->_co_unique_id = 0;
        code->co_extra = null;
        ushort* first = &code->co_code_adaptive;
        Buffer.MemoryCopy(parts.instructions, first, parts.bytes, units * OpcodeInfo.CodeUnitSize);
        code->_co_firsttraceable = FirstResume(first, units);
        Interpreter.Adaptive.Prepare(first, units);
        return (PyObject*)code;
    }

    private static void CountKinds(PyCodeObject* code)
    {
        byte* kinds = Kinds(code);
        code->co_nlocals = 0;
        code->co_ncellvars = 0;
        code->co_nfreevars = 0;
        for (int i = 0; i < code->co_nlocalsplus; i++)
        {
            LocalKind kind = (LocalKind)kinds[i];
            if ((kind & LocalKind.CO_FAST_LOCAL) != 0)
                code->co_nlocals++;
            if ((kind & LocalKind.CO_FAST_CELL) != 0)
                code->co_ncellvars++;
            else if ((kind & LocalKind.CO_FAST_FREE) != 0)
                code->co_nfreevars++;
        }
    }

    private static int FirstResume(ushort* code, int units)
    {
        for (int i = 0; i < units; i++)
        {
            if ((Opcode)(byte)code[i] == Opcode.RESUME)
                return i;
        }
        return units;
    }

    public static void Dealloc(ThreadState* ts, PyCodeObject* code)
    {
        if (code->co_weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)code);
        CodeAttributes.DropCache(ts, code);
        CodeMonitoring.Release(ts, code);
        if (code->co_extra != null)
            MemDomain.Free(ts->interp->heap, code->co_extra);
        Ref.Dec(ts, code->co_consts);
        Ref.Dec(ts, code->co_names);
        Ref.Dec(ts, code->co_localsplusnames);
        Ref.Dec(ts, code->co_localspluskinds);
        Ref.Dec(ts, code->co_filename);
        Ref.Dec(ts, code->co_name);
        Ref.Dec(ts, code->co_qualname);
        Ref.Dec(ts, code->co_linetable);
        Ref.Dec(ts, code->co_exceptiontable);
        ObjectAlloc.Free(ts, code);
    }

    // ---- Equality ----

    /// <summary>Equal code does the same and reports the same lines; names of file and scope do not count.</summary>
    public static Truth Equal(ThreadState* ts, PyCodeObject* a, PyCodeObject* b)
    {
        if (a == b)
            return Truth.True;
        bool same = a->co_argcount == b->co_argcount && a->co_posonlyargcount == b->co_posonlyargcount && a->co_kwonlyargcount == b->co_kwonlyargcount
            && a->co_flags == b->co_flags && a->co_firstlineno == b->co_firstlineno && Units(a) == Units(b)
            && PyUnicode.Equal(a->co_name, b->co_name)
            && PyBytes.Equal(a->co_linetable, b->co_linetable) && PyBytes.Equal(a->co_exceptiontable, b->co_exceptiontable)
            && SameInstructions(a, b) && SameNames(a->co_names, b->co_names) && SameNames(a->co_localsplusnames, b->co_localsplusnames);
        return same ? SameConstant(ts, a->co_consts, b->co_consts) : Truth.False;
    }

    private static bool SameInstructions(PyCodeObject* a, PyCodeObject* b)
    {
        int units = Units(a);
        ushort* x = &a->co_code_adaptive;
        ushort* y = &b->co_code_adaptive;
        for (int i = 0; i < units; i++)
        {
            Opcode opcode = CodeMonitoring.BaseAt(a, i);
            if (opcode != CodeMonitoring.BaseAt(b, i) || x[i] >> 8 != y[i] >> 8)
                return false;
            i += OpcodeInfo.Caches(opcode);
        }
        return true;
    }

    private static bool SameNames(PyObject* a, PyObject* b)
    {
        nint n = PyTuple.Size(a);
        if (n != PyTuple.Size(b))
            return false;
        for (nint i = 0; i < n; i++)
        {
            if (!PyUnicode.Equal(PyTuple.GetBorrowed(a, i), PyTuple.GetBorrowed(b, i)))
                return false;
        }
        return true;
    }

    /// <summary>Constants are the same when type and value are, down to the signs of zeros.</summary>
    public static Truth SameConstant(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (a == b)
            return Truth.True;
        PyTypeObject* type = a->ob_type;
        if (type != b->ob_type)
            return Truth.False;
        if (!NativeStack.Enter(ts, " in comparison"))
            return Truth.Error;
        if (type == TupleType.Type)
            return SameItems(ts, a, b);
        if (type == FloatType.Type)
            return Is(Bits(((PyFloatObject*)a)->ob_fval) == Bits(((PyFloatObject*)b)->ob_fval));
        if (type == ComplexType.Type)
        {
            PyComplexObject* x = (PyComplexObject*)a;
            PyComplexObject* y = (PyComplexObject*)b;
            return Is(Bits(x->real) == Bits(y->real) && Bits(x->imag) == Bits(y->imag));
        }
        if (type == FrozenSetType.Type)
            return SameSet(ts, a, b);
        if (type == SliceType.Type)
        {
            PySliceObject* x = (PySliceObject*)a;
            PySliceObject* y = (PySliceObject*)b;
            Truth truth = SameConstant(ts, x->start, y->start);
            if (truth == Truth.True)
                truth = SameConstant(ts, x->stop, y->stop);
            return truth == Truth.True ? SameConstant(ts, x->step, y->step) : truth;
        }
        if (type == CodeType.Type)
            return Equal(ts, (PyCodeObject*)a, (PyCodeObject*)b);
        if (type == StrType.Type)
            return Is(PyUnicode.Equal(a, b));
        if (type == BytesType.Type)
            return Is(PyBytes.Equal(a, b));
        return type == IntType.Type ? Is(PyLong.Compare(a, b) == 0) : Truth.False;
    }

    private static Truth Is(bool value) => value ? Truth.True : Truth.False;

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static Truth SameItems(ThreadState* ts, PyObject* a, PyObject* b)
    {
        nint n = PyTuple.Size(a);
        if (n != PyTuple.Size(b))
            return Truth.False;
        for (nint i = 0; i < n; i++)
        {
            Truth truth = SameConstant(ts, PyTuple.GetBorrowed(a, i), PyTuple.GetBorrowed(b, i));
            if (truth != Truth.True)
                return truth;
        }
        return Truth.True;
    }

    private static Truth SameSet(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (PySet.Size(a) != PySet.Size(b))
            return Truth.False;
        nint i = 0;
        PyObject* item;
        nint hash;
        while (PySet.Next(a, &i, &item, &hash))
        {
            Truth found = Truth.False;
            nint k = 0;
            PyObject* other;
            nint otherHash;
            while (found == Truth.False && PySet.Next(b, &k, &other, &otherHash))
            {
                if (hash == otherHash)
                    found = SameConstant(ts, item, other);
            }
            if (found != Truth.True)
                return found;
        }
        return Truth.True;
    }

    public static nint Hash(ThreadState* ts, PyCodeObject* code)
    {
        nint consts = Obj.Hash(ts, code->co_consts);
        if (consts == -1)
            return -1;
        nint names = Obj.Hash(ts, code->co_names);
        nint locals = Obj.Hash(ts, code->co_localsplusnames);
        if (names == -1 || locals == -1)
            return -1;
        HashCode hash = default;
        hash.Add(PyUnicode.Hash(code->co_name));
        hash.Add(consts);
        hash.Add(names);
        hash.Add(locals);
        hash.Add(PyBytes.Hash(code->co_linetable));
        hash.Add(PyBytes.Hash(code->co_exceptiontable));
        hash.Add(code->co_argcount);
        hash.Add(code->co_posonlyargcount);
        hash.Add(code->co_kwonlyargcount);
        hash.Add(code->co_flags);
        hash.Add(code->co_firstlineno);
        int units = Units(code);
        ushort* at = &code->co_code_adaptive;
        for (int i = 0; i < units; i++)
        {
            Opcode opcode = CodeMonitoring.BaseAt(code, i);
            hash.Add(((int)opcode << 8) | (at[i] >> 8));
            i += OpcodeInfo.Caches(opcode);
        }
        nint result = hash.ToHashCode();
        return result == -1 ? -2 : result;
    }
}
