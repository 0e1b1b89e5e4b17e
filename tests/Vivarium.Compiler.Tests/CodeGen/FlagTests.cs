// What the flags and modes of compile() change. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Tests.CodeGen;

public class FlagTests
{
    private static CodeUnit Compile(string source, ParseMode mode = ParseMode.Exec, CompileFlags flags = 0, CodeFlags future = 0) =>
        PythonCompiler.Compile(source, "<flags>", new CompileOptions { Mode = mode, Flags = (int)flags | (int)future });

    [Fact]
    public void TopLevelAwaitMakesTheModuleACoroutine()
    {
        foreach (string source in (string[])["await x", "async for x in y: pass", "async with x: pass", "[x async for x in y]"])
        {
            CodeUnit code = Compile(source, flags: CompileFlags.PyCF_ALLOW_TOP_LEVEL_AWAIT);
            Assert.Equal(CodeFlags.CO_COROUTINE, code.co_flags);
        }
        Assert.Equal(CodeFlags.None, Compile("x", flags: CompileFlags.PyCF_ALLOW_TOP_LEVEL_AWAIT).co_flags);
    }

    [Fact]
    public void FutureFeaturesAreInherited()
    {
        CodeUnit code = Compile("def f(x: y): pass", future: CodeFlags.CO_FUTURE_ANNOTATIONS);
        Assert.Equal(CodeFlags.CO_FUTURE_ANNOTATIONS, code.co_flags);
        Assert.DoesNotContain(code.co_names, name => name.ToString() == "y");
    }

    [Fact]
    public void InteractiveModePrints()
    {
        CodeUnit code = Compile("x\n", ParseMode.Single);
        Assert.Contains(
            Disassembler.Decode(code.co_code),
            instruction => instruction is { Opcode: Opcode.CALL_INTRINSIC_1, Oparg: (int)Intrinsic1.INTRINSIC_PRINT });
    }

    [Fact]
    public void EvalModeReturnsTheValue()
    {
        List<CodeInstruction> code = Disassembler.Decode(Compile("x", ParseMode.Eval).co_code);
        Assert.Equal([Opcode.RESUME, Opcode.LOAD_NAME, Opcode.RETURN_VALUE], code.Select(instruction => instruction.Opcode));
    }

    [Fact]
    public void AssertsGoUnderOptimisation()
    {
        CodeUnit code = PythonCompiler.Compile("assert x", "<flags>", new CompileOptions { Optimize = 1 });
        Assert.Empty(code.co_names);
    }
}
