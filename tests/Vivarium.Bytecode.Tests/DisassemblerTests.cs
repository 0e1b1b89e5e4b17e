// The disassembler's text for a small function of the reference's.
namespace Vivarium.Bytecode.Tests;

public class DisassemblerTests
{
    [Fact]
    public void Lines_offsets_names_and_arguments_are_shown()
    {
        CodeUnit code = Golden.WithNested(Golden.Sample("functions")).First(c => c.co_name.ToString() == "unbound");
        string[] lines = Disassembler.Disassemble(code).Split('\n');
        Assert.Equal("unbound: line 24, args 1/0/0, stack 3, flags 0x3", lines[0]);
        Assert.Equal("  locals flag:26 value:20", lines[1]);
        Assert.Contains(lines, line => line.Contains("LOAD_FAST_CHECK", StringComparison.Ordinal) && line.Contains("1 (value)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("POP_JUMP_IF_FALSE", StringComparison.Ordinal) && line.Contains("(to ", StringComparison.Ordinal));
    }
}
