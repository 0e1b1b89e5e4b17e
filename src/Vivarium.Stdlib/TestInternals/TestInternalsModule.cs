// The module _testinternalcapi: the passes of the compiler one by one, and a few figures of the runtime, for CPython's tests of these. Only what Vivarium can answer
// truthfully is here; tests that want more skip themselves. See docs/internals/testinternals.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;
using Vivarium.Runtime.Interpreter;
using Vivarium.Stdlib.Ast;

namespace Vivarium.Stdlib.TestInternals;

[PyModule("_testinternalcapi", Doc = "The compiler's passes and figures of the runtime, for tests.")]
internal static unsafe partial class TestInternalsModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) =>
        Modules.AddIntConstant(ts, module, "SIZEOF_PYGC_HEAD", sizeof(PyGC_Head)) == Status.Ok
            && Modules.AddIntConstant(ts, module, "SIZEOF_MANAGED_PRE_HEADER", 2 * sizeof(nint)) == Status.Ok
            && Modules.AddIntConstant(ts, module, "SIZEOF_TIME_T", sizeof(long)) == Status.Ok
            && Modules.AddIntConstant(ts, module, "SPECIALIZATION_THRESHOLD", Adaptive.CallsBeforeSpecialisation) == Status.Ok
            && Modules.AddIntConstant(ts, module, "SPECIALIZATION_COOLDOWN", Adaptive.CallsBeforeNextTry) == Status.Ok
            ? Status.Ok
            : Status.Error;

    /// <summary>Runs a pass on instructions that no compiler made: what it finds wrong with them is a ValueError.</summary>
    internal static bool Try(ThreadState* ts, Action pass)
    {
        try
        {
            pass();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException or NullReferenceException)
        {
            Err.Value(ts, $"Invalid CFG, {e.Message}");
            return false;
        }
    }

    [PyFunction("($module, /)", Doc = "An empty sequence of instructions.")]
    private static PyObject* new_instruction_sequence(ThreadState* ts, PyObject* module) => InstructionSequenceType.New(ts, new InstructionSequence());

    [PyFunction("($module, /, ast, filename, optimize, compile_mode=0)", Doc = "What the code generator makes of a tree: (instructions, facts about the scope).")]
    private static PyObject* compiler_codegen(ThreadState* ts, PyObject* module, PyObject* ast, PyASCIIObject* filename, int optimize, int compile_mode)
    {
        if (!AstType.Check(ast))
            return Err.Type(ts, "expected an AST");
        ParseMode mode = compile_mode switch { 1 => ParseMode.Single, 2 => ParseMode.Eval, _ => ParseMode.Exec };
        if (!ObjectsToTree.IsRoot(ts, ast, mode))
            return null;
        Mod? tree = ObjectsToTree.Convert(ts, ast, mode);
        if (tree == null || !TreeValidator.Check(ts, tree))
            return null;
        var scopes = new ScopeCollector();
        string name = PyUnicode.ToString((PyObject*)filename);
        try
        {
            PythonCompiler.Compile(tree, name, new CompileOptions { Mode = mode, Optimize = optimize, Observer = scopes.Add });
        }
        catch (SyntaxException exception)
        {
            Builtins.SyntaxErrors.Raise(ts, exception, name, mode, fromFile: false);
            return null;
        }
        CollectedScope outermost = scopes.Outermost;
        using Owned<PyObject> sequence = Own.Of(ts, scopes.ToObject(ts, outermost));
        using Owned<PyObject> facts = Own.Of(ts, sequence.IsNull ? null : Facts(ts, outermost.Metadata));
        return facts.IsNull ? null : PyTuple.Pack(ts, sequence.Pointer, facts.Pointer);
    }

    private static PyObject* Facts(ThreadState* ts, UnitMetadata unit)
    {
        using Owned<PyObject> facts = Own.Of(ts, PyDict.New(ts));
        using Owned<PyObject> consts = Own.Of(ts, facts.IsNull ? null : PyList.New(ts, 0));
        if (consts.IsNull || Fill(ts, consts.Pointer, unit.Consts.Items) != Status.Ok)
            return null;
        foreach ((string key, int value) in (ReadOnlySpan<(string, int)>)[("argcount", unit.ArgCount), ("posonlyargcount", unit.PosOnlyArgCount), ("kwonlyargcount", unit.KwOnlyArgCount)])
        {
            using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, value));
            if (number.IsNull || PyDict.SetString(ts, facts.Pointer, key, number.Pointer) != Status.Ok)
                return null;
        }
        return PyDict.SetString(ts, facts.Pointer, "consts", consts.Pointer) == Status.Ok ? facts.Release() : null;
    }

    private static Status Fill(ThreadState* ts, PyObject* list, IReadOnlyList<Constant> constants)
    {
        foreach (Constant constant in constants)
        {
            PyObject* o = CodeLoader.FromConstant(ts, constant);
            if (o == null || PyList.AppendSteal(ts, list, o) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    [PyFunction("($module, /, instructions, consts, nlocals)", Doc = "Optimise instructions. The list of constants is changed along.")]
    private static PyObject* optimize_cfg(ThreadState* ts, PyObject* module, PyObject* instructions, PyObject* consts, int nlocals)
    {
        if (instructions->ob_type != InstructionSequenceType.Type)
            return Err.Value(ts, "expected an instruction sequence");
        if (!PyList.Check(consts))
            return Err.Type(ts, "consts must be a list");
        if (nlocals is < 0 or > ushort.MaxValue)
            return Err.Value(ts, "nlocals out of range");
        var unit = new UnitMetadata { Name = "", Qualname = "", FirstLineNo = 1 };
        for (int i = 0; i < nlocals; i++)
            unit.VarNames.Add(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        InstructionSequence sequence = InstructionSequenceType.Of(ts, instructions);
        if (!ReadConstants(ts, consts, unit, sequence))
            return null;
        InstructionSequence? optimized = null;
        Constant[] left = [];
        if (!Try(ts, () => optimized = Assembler.OptimizedSequence(unit, sequence, CodeFlags.None, out left)))
            return null;
        using Owned<PyObject> kept = Own.Of(ts, PyList.New(ts, 0));
        if (kept.IsNull || Fill(ts, kept.Pointer, left) != Status.Ok || PyList.SetSlice(ts, consts, 0, PyList.Size(consts), kept.Pointer) != Status.Ok)
            return null;
        return InstructionSequenceType.New(ts, optimized!);
    }

    private static bool ReadConstants(ThreadState* ts, PyObject* consts, UnitMetadata unit, InstructionSequence sequence)
    {
        // Equal constants share a number in a unit: loads are renumbered.
        var numbers = new int[PyList.Size(consts)];
        for (nint i = 0; i < numbers.Length; i++)
        {
            if (CodeLoader.ToConstant(ts, PyList.GetBorrowed(consts, i)) is not { } constant)
            {
                if (!Err.Occurred(ts))
                    Err.Type(ts, $"{PyType.NameOf(PyList.GetBorrowed(consts, i))} is no constant");
                return false;
            }
            numbers[i] = unit.Consts.Add(constant);
        }
        foreach (ref SequenceInstruction instruction in sequence.Instructions)
        {
            if (!OpcodeInfo.HasConst(instruction.Opcode))
                continue;
            if ((uint)instruction.Oparg >= (uint)numbers.Length)
            {
                Err.Value(ts, $"LOAD_CONST index {instruction.Oparg} is out of range for consts (len={numbers.Length})");
                return false;
            }
            instruction.Oparg = numbers[instruction.Oparg];
        }
        return true;
    }

    [PyFunction("($module, /, filename, instructions, metadata)", Doc = "A code object of instructions, which are not optimised, and a dict of facts about the scope.")]
    private static PyObject* assemble_code_object(ThreadState* ts, PyObject* module, PyObject* filename, PyObject* instructions, PyObject* metadata)
    {
        if (instructions->ob_type != InstructionSequenceType.Type)
            return Err.Type(ts, "expected an instruction sequence");
        if (!PyUnicode.Check(filename) || !PyDict.Check(metadata))
            return Err.Type(ts, "expected a str and a dict");
        UnitMetadata? unit = new MetadataReading(ts, metadata).Read();
        if (unit == null)
            return null;
        CodeUnit? code = null;
        InstructionSequence sequence = InstructionSequenceType.Of(ts, instructions);
        PyText name = PyUnicode.ToText(filename);
        return Try(ts, () => code = Assembler.AssembleAsIs(unit, sequence, CodeFlags.None, name)) ? CodeLoader.FromUnit(ts, code!) : null;
    }

    [PyFunction("($module, obj, /)", Doc = "Whether an object's attributes lie in the object itself.")]
    private static bool has_inline_values(ThreadState* ts, PyObject* module, PyObject* obj) =>
        (obj->ob_type->tp_flags & TypeFlags.InlineValues) != 0 && InstanceDict.InlineValues(obj)->valid != 0;

    [PyFunction("($module, /)", Doc = "How deep the calls of Python functions are nested.")]
    private static PyObject* get_recursion_depth(ThreadState* ts, PyObject* module) =>
        PyLong.FromInt64(ts, ts->py_recursion_limit - ts->py_recursion_remaining);
}
