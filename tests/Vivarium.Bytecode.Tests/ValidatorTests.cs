// The validator: the reference's code passes, and each way of making the interpreter unsafe is refused.
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Tables;
using Vivarium.Bytecode.Validation;

namespace Vivarium.Bytecode.Tests;

public class ValidatorTests
{
    [Fact]
    public void Code_of_the_reference_is_accepted()
    {
        foreach (string name in Golden.SampleNames)
            Assert.Null(BytecodeValidator.Validate(Golden.Sample(name)));
    }

    [Theory]
    [InlineData("code is empty")]
    [InlineData("opcode LOAD_CONST_MORTAL", Opcode.LOAD_CONST_MORTAL, 0, Opcode.RETURN_VALUE, 0)]
    [InlineData("opcode INSTRUMENTED_RESUME", Opcode.INSTRUMENTED_RESUME, 0, Opcode.LOAD_CONST, 0, Opcode.RETURN_VALUE, 0)]
    [InlineData("opcode INTERPRETER_EXIT", Opcode.LOAD_CONST, 0, Opcode.INTERPRETER_EXIT, 0)]
    [InlineData("opcode <222>", (Opcode)222, 0)]
    [InlineData("argument 9 of LOAD_CONST", Opcode.LOAD_CONST, 9, Opcode.RETURN_VALUE, 0)]
    [InlineData("argument 9 of LOAD_NAME", Opcode.LOAD_NAME, 9, Opcode.RETURN_VALUE, 0)]
    [InlineData("argument 9 of LOAD_FAST", Opcode.LOAD_FAST, 9, Opcode.RETURN_VALUE, 0)]
    [InlineData("argument 0 of LOAD_DEREF", Opcode.LOAD_DEREF, 0, Opcode.RETURN_VALUE, 0)]
    [InlineData("argument 27 of BINARY_OP", Opcode.BINARY_OP, 27, Opcode.CACHE, 0, Opcode.CACHE, 0, Opcode.CACHE, 0, Opcode.CACHE, 0, Opcode.CACHE, 0)]
    [InlineData("inline cache", Opcode.TO_BOOL, 0, Opcode.CACHE, 0)]
    [InlineData("inline cache", Opcode.UNPACK_SEQUENCE, 0, Opcode.CACHE, 7)]
    [InlineData("EXTENDED_ARG", Opcode.EXTENDED_ARG, 1)]
    [InlineData("no instruction begins", Opcode.JUMP_FORWARD, 9)]
    [InlineData("no instruction begins", Opcode.JUMP_BACKWARD, 9, Opcode.CACHE, 0)]
    [InlineData("no instruction begins", Opcode.JUMP_FORWARD, 1, Opcode.POP_JUMP_IF_NONE, 0, Opcode.CACHE, 0, Opcode.RETURN_VALUE, 0)]
    [InlineData("runs past its end", Opcode.NOP, 0)]
    [InlineData("takes from an empty stack", Opcode.RETURN_VALUE, 0)]
    [InlineData("takes from an empty stack", Opcode.POP_TOP, 0)]
    [InlineData("leaves values", Opcode.LOAD_CONST, 0, Opcode.LOAD_CONST, 0, Opcode.RETURN_VALUE, 0)]
    [InlineData("overflows the stack", Opcode.LOAD_CONST, 0, Opcode.COPY, 1, Opcode.COPY, 1, Opcode.COPY, 1, Opcode.COPY, 1)]
    [InlineData("overflows the stack", Opcode.LOAD_CONST, 0, Opcode.UNPACK_SEQUENCE, 200, Opcode.CACHE, 0)]
    [InlineData("reaches below the stack", Opcode.LOAD_CONST, 0, Opcode.COPY, 2)]
    [InlineData("unbound slot 1", Opcode.LOAD_FAST, 1, Opcode.RETURN_VALUE, 0)]
    [InlineData("unbound slot 0", Opcode.DELETE_FAST, 0, Opcode.LOAD_FAST, 0, Opcode.RETURN_VALUE, 0)]
    [InlineData("while its value is borrowed", Opcode.LOAD_FAST_BORROW, 0, Opcode.DELETE_FAST, 0, Opcode.RETURN_VALUE, 0)]
    [InlineData("stores a borrowed value", Opcode.LOAD_FAST_BORROW, 0, Opcode.STORE_FAST, 1)]
    [InlineData("null for an object", Opcode.PUSH_NULL, 0, Opcode.RETURN_VALUE, 0)]
    [InlineData("store a null", Opcode.PUSH_NULL, 0, Opcode.STORE_FAST, 1)]
    [InlineData("not List", Opcode.LOAD_CONST, 0, Opcode.LOAD_CONST, 0, Opcode.LIST_APPEND, 1)]
    [InlineData("not Dict", Opcode.LOAD_CONST, 0, Opcode.LOAD_CONST, 0, Opcode.LOAD_CONST, 0, Opcode.MAP_ADD, 1)]
    [InlineData("not Exception", Opcode.LOAD_CONST, 0, Opcode.PUSH_EXC_INFO, 0)]
    [InlineData("not PreviousException", Opcode.LOAD_CONST, 0, Opcode.POP_EXCEPT, 0)]
    [InlineData("not Code", Opcode.LOAD_CONST, 0, Opcode.MAKE_FUNCTION, 0)]
    [InlineData("not Function", Opcode.LOAD_CONST, 0, Opcode.LOAD_CONST, 0, Opcode.SET_FUNCTION_ATTRIBUTE, 1)]
    [InlineData("not Tuple", Opcode.LOAD_CONST, 0, Opcode.PUSH_NULL, 0, Opcode.LOAD_CONST, 0, Opcode.CALL_KW, 0, Opcode.CACHE, 0, Opcode.CACHE, 0, Opcode.CACHE, 0)]
    [InlineData("more keyword names", Opcode.LOAD_CONST, 0, Opcode.PUSH_NULL, 0, Opcode.LOAD_CONST, 1, Opcode.CALL_KW, 0, Opcode.CACHE, 0, Opcode.CACHE, 0, Opcode.CACHE, 0)]
    [InlineData("outside a generator", Opcode.LOAD_CONST, 0, Opcode.YIELD_VALUE, 0)]
    [InlineData("not at the start", Opcode.RETURN_GENERATOR, 0, Opcode.RETURN_VALUE, 0)]
    [InlineData("not at the start", Opcode.COPY_FREE_VARS, 1)]
    [InlineData("stack of", Opcode.LOAD_CONST, 0, Opcode.POP_JUMP_IF_NONE, 1, Opcode.CACHE, 0, Opcode.LOAD_CONST, 0, Opcode.LOAD_CONST, 0, Opcode.RETURN_VALUE, 0)]
    public void Unsafe_code_is_refused(string problem, params object[] units)
    {
        byte[] code = Array.ConvertAll(units, unit => Convert.ToByte(unit, System.Globalization.CultureInfo.InvariantCulture));
        string? answer = BytecodeValidator.Validate(Unit(code));
        Assert.Contains(problem, answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_of_the_wrong_kind_or_too_many_arguments_are_refused()
    {
        byte[] code = [(byte)Opcode.LOAD_CONST, 0, (byte)Opcode.RETURN_VALUE, 0];
        Assert.Null(BytecodeValidator.Validate(Unit(code)));
        Assert.NotNull(BytecodeValidator.Validate(Unit(code, arguments: 3)));
        Assert.NotNull(BytecodeValidator.Validate(Unit(code, kinds: [LocalKind.CO_FAST_FREE, LocalKind.CO_FAST_LOCAL])));
        Assert.NotNull(BytecodeValidator.Validate(Unit(code, kinds: [LocalKind.CO_FAST_LOCAL, LocalKind.CO_FAST_CELL])));
        Assert.NotNull(BytecodeValidator.Validate(Unit(code, kinds: [LocalKind.CO_FAST_LOCAL, LocalKind.CO_FAST_FREE])));
        Assert.NotNull(BytecodeValidator.Validate(Unit(code, flags: CodeFlags.CO_GENERATOR)));
    }

    [Theory]
    [InlineData("covers no proper range", 0, 4, 4, 0)]
    [InlineData("covers no proper range", 2, 2, 4, 0)]
    [InlineData("covers no proper range", 0, 100, 4, 0)]
    [InlineData("no instruction begins", 0, 2, 90, 0)]
    [InlineData("exceeds the stack", 0, 2, 4, 9)]
    [InlineData("handler needs", 0, 2, 4, 1)]
    public void Unsafe_exception_tables_are_refused(string problem, int start, int end, int target, int depth)
    {
        byte[] code = [(byte)Opcode.NOP, 0, (byte)Opcode.LOAD_CONST, 0, (byte)Opcode.RETURN_VALUE, 0];
        var table = new ExceptionTableWriter();
        if (problem == "covers no proper range" && end == 4)
            table.Add(new ExceptionTableEntry(2, 6, 4, 0, false));
        table.Add(new ExceptionTableEntry(start, end, target, depth, false));
        Assert.Contains(problem, BytecodeValidator.Validate(Unit(code, exceptions: table.ToArray())), StringComparison.Ordinal);
    }

    private static CodeUnit Unit(
        byte[] code, int arguments = 1, LocalKind[]? kinds = null, CodeFlags flags = CodeFlags.None, byte[]? exceptions = null) => new()
    {
        co_name = PyText.FromString("f"),
        co_qualname = PyText.FromString("f"),
        co_filename = PyText.FromString("f.py"),
        co_firstlineno = 1,
        co_argcount = arguments,
        co_posonlyargcount = 0,
        co_kwonlyargcount = 0,
        co_flags = flags,
        co_stacksize = 4,
        co_consts = [Constant.None, new TupleConstant([Constant.Of("k")])],
        co_names = [PyText.FromString("n")],
        co_localsplusnames = [PyText.FromString("a"), PyText.FromString("b")],
        co_localspluskinds = kinds ?? [LocalKind.CO_FAST_LOCAL, LocalKind.CO_FAST_LOCAL],
        co_code = code,
        co_linetable = [],
        co_exceptiontable = exceptions ?? [],
    };
}
