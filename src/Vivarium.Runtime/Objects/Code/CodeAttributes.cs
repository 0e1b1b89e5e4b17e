// The attributes of code objects that are computed: the unspecialised instructions and the names by kind. They are made once and kept with the code object.
using Vivarium.Bytecode;
using Vivarium.Heap;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

/// <summary>What _co_cached points at.</summary>
internal unsafe struct CodeCache
{
    public PyObject* co_code;
    public PyObject* co_varnames;
    public PyObject* co_cellvars;
    public PyObject* co_freevars;
}

internal static unsafe class CodeAttributes
{
    private static CodeCache* Cache(ThreadState* ts, PyCodeObject* code)
    {
        if (code->_co_cached == null)
        {
            CodeCache* cache = (CodeCache*)MemDomain.Malloc(ts->interp->heap, (nuint)sizeof(CodeCache));
            if (cache == null)
            {
                Err.NoMemory(ts);
                return null;
            }
            *cache = default;
            code->_co_cached = cache;
        }
        return (CodeCache*)code->_co_cached;
    }

    public static void DropCache(ThreadState* ts, PyCodeObject* code)
    {
        CodeCache* cache = (CodeCache*)code->_co_cached;
        if (cache == null)
            return;
        code->_co_cached = null;
        Ref.XDec(ts, cache->co_code);
        Ref.XDec(ts, cache->co_varnames);
        Ref.XDec(ts, cache->co_cellvars);
        Ref.XDec(ts, cache->co_freevars);
        MemDomain.Free(ts->interp->heap, cache);
    }

    /// <summary>The instructions as the compiler wrote them: base opcodes, empty caches.</summary>
    public static void CopyUnspecialized(PyCodeObject* code, Span<byte> to)
    {
        int units = PyCode.Units(code);
        ushort* from = &code->co_code_adaptive;
        for (int i = 0; i < units; i++)
        {
            Opcode opcode = CodeMonitoring.BaseAt(code, i);
            to[2 * i] = (byte)opcode;
            to[2 * i + 1] = (byte)(from[i] >> 8);
            for (int caches = OpcodeInfo.Caches(opcode); caches > 0 && i + 1 < units; caches--)
            {
                i++;
                to[2 * i] = 0;
                to[2 * i + 1] = 0;
            }
        }
    }

    /// <summary>co_code; owned.</summary>
    public static PyObject* Code(ThreadState* ts, PyCodeObject* code)
    {
        CodeCache* cache = Cache(ts, code);
        if (cache == null)
            return null;
        if (cache->co_code == null)
        {
            PyObject* bytes = PyBytes.New(ts, PyCode.Units(code) * OpcodeInfo.CodeUnitSize);
            if (bytes == null)
                return null;
            CopyUnspecialized(code, new Span<byte>(PyBytes.Data(bytes), (int)PyBytes.Length(bytes)));
            cache->co_code = bytes;
        }
        return Ref.New(cache->co_code);
    }

    public static PyObject* Varnames(ThreadState* ts, PyCodeObject* code) => Names(ts, code, LocalKind.CO_FAST_LOCAL);

    public static PyObject* Cellvars(ThreadState* ts, PyCodeObject* code) => Names(ts, code, LocalKind.CO_FAST_CELL);

    public static PyObject* Freevars(ThreadState* ts, PyCodeObject* code) => Names(ts, code, LocalKind.CO_FAST_FREE);

    private static PyObject* Names(ThreadState* ts, PyCodeObject* code, LocalKind kind)
    {
        CodeCache* cache = Cache(ts, code);
        if (cache == null)
            return null;
        PyObject** field = kind == LocalKind.CO_FAST_LOCAL ? &cache->co_varnames : kind == LocalKind.CO_FAST_CELL ? &cache->co_cellvars : &cache->co_freevars;
        if (*field != null)
            return Ref.New(*field);
        byte* kinds = PyCode.Kinds(code);
        int count = 0;
        for (int i = 0; i < code->co_nlocalsplus; i++)
            count += (kinds[i] & (byte)kind) != 0 ? 1 : 0;
        PyObject* names = PyTuple.New(ts, count);
        if (names == null)
            return null;
        int at = 0;
        for (int i = 0; i < code->co_nlocalsplus; i++)
        {
            if ((kinds[i] & (byte)kind) != 0)
                PyTuple.SetSteal(names, at++, Ref.New(PyTuple.GetBorrowed(code->co_localsplusnames, i)));
        }
        PyTuple.Track(ts, names);
        *field = names;
        return Ref.New(names);
    }

    /// <summary>co_lnotab, the line table of Python 3.9 and before: pairs of byte and line increments.</summary>
    public static PyObject* Lnotab(ThreadState* ts, PyCodeObject* code)
    {
        var pairs = new List<byte>();
        var reader = new Vivarium.Bytecode.Tables.LocationTableReader(PyBytes.AsSpan(code->co_linetable), code->co_firstlineno);
        int line = code->co_firstlineno;
        int start = 0;
        while (reader.MoveNext())
        {
            Vivarium.Bytecode.Tables.LocationEntry entry = reader.Current;
            if (!entry.HasLine || entry.Line == line)
                continue;
            int bytes = entry.Start - start;
            int lines = entry.Line - line;
            for (; bytes > 255; bytes -= 255)
                pairs.AddRange([255, 0]);
            while (lines is < -128 or > 127)
            {
                int step = lines < 0 ? -128 : 127;
                pairs.AddRange([(byte)bytes, unchecked((byte)step)]);
                bytes = 0;
                lines -= step;
            }
            pairs.AddRange([(byte)bytes, unchecked((byte)lines)]);
            start = entry.Start;
            line = entry.Line;
        }
        return PyBytes.FromSpan(ts, pairs.ToArray());
    }
}
