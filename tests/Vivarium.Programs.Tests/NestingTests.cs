// Native objects nested deeper than the native stack could follow: whatever reaches through them ends in a RecursionError, never in the end of the process.
namespace Vivarium.Programs.Tests;

public class NestingTests
{
    [Fact]
    public void NestedNativeObjectsNeverOverflowTheNativeStack()
    {
        ProgramResult result = ProgramRun.Run("tests/programs/functions/_nested_natives.py", stress: false);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.EndsWith("\ndone\n", result.Output);
        Assert.Contains("map RecursionError\n", result.Output);
    }
}
