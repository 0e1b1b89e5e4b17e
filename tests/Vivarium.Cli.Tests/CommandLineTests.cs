// What the recorded command lines cannot show: which program is chosen, and what the command prints by itself.
using System.Text;
using Vivarium.Runtime.State;

namespace Vivarium.Cli.Tests;

public class CommandLineTests
{
    private static (RuntimeConfig Config, CommandEnd? End) Parse(params string[] arguments)
    {
        RuntimeConfig config = new();
        return (config, Program.Configure(config, arguments, _ => null));
    }

    [Fact]
    public void NothingReadsStandardInput()
    {
        (RuntimeConfig config, CommandEnd? end) = Parse();
        Assert.Null(end);
        Assert.Equal([""], config.argv);
        Assert.Null(config.run_filename ?? config.run_command ?? config.run_module);
    }

    [Fact]
    public void DashReadsStandardInputAndKeepsArguments()
    {
        RuntimeConfig config = Parse("-B", "-", "-c", "x").Config;
        Assert.Equal(["-", "-c", "x"], config.argv);
        Assert.Null(config.run_filename ?? config.run_command ?? config.run_module);
        Assert.False(config.write_bytecode);
    }

    [Fact]
    public void FileIsMadeAbsoluteButArgvKeepsWhatWasTyped()
    {
        RuntimeConfig config = Parse("a/b.py", "-c").Config;
        Assert.Equal(["a/b.py", "-c"], config.argv);
        Assert.Equal(Path.Combine(Directory.GetCurrentDirectory(), "a/b.py"), config.run_filename);
    }

    [Fact]
    public void TwoDashesEndTheOptions()
    {
        RuntimeConfig config = Parse("-q", "--", "-c").Config;
        Assert.EndsWith("/-c", config.run_filename);
        Assert.Equal(["-c"], config.argv);
    }

    [Theory]
    [InlineData("-m", "json.tool")]
    [InlineData("-mjson.tool", null)]
    [InlineData("-Bm", "json.tool")]
    [InlineData("-Bmjson.tool", null)]
    public void ModuleTakesWhatFollows(string option, string? value)
    {
        string[] arguments = value is null ? [option, "-x", "y"] : [option, value, "-x", "y"];
        RuntimeConfig config = Parse(arguments).Config;
        Assert.Equal("json.tool", config.run_module);
        Assert.Equal(["-m", "-x", "y"], config.argv);
    }

    [Fact]
    public void CommandGetsANewline()
    {
        Assert.Equal("pass\n", Parse("-c", "pass").Config.run_command);
        Assert.Equal("\n", Parse("-c", "").Config.run_command);
    }

    [Fact]
    public void OriginalArgumentsAreKept()
    {
        Assert.Equal(["viv", "-B", "-c", "pass", "x"], Parse("-B", "-c", "pass", "x").Config.orig_argv);
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--help")]
    [InlineData("-Bh")]
    public void HelpNamesEveryOption(string option)
    {
        CommandEnd end = Parse(option).End!;
        Assert.Equal(0, end.ExitCode);
        Assert.StartsWith("usage: viv [option] ... [-c cmd | -m mod | file | -] [arg] ...\n", end.Output);
        foreach (string name in "-b -B -c -d -E -h -i -I -m -O -OO -P -q -s -S -u -v -V -W -x -X --check-hash-based-pycs --help-env --help-xoptions --help-all".Split(' '))
            Assert.Contains("\n" + name + " ", end.Output);
    }

    [Fact]
    public void HelpAllIsAllOfTheHelp()
    {
        string all = Parse("--help-all").End!.Output;
        Assert.Contains(Parse("-h").End!.Output, all);
        Assert.Contains(Parse("--help-env").End!.Output, all);
        Assert.Contains(Parse("--help-xoptions").End!.Output, all);
    }

    [Fact]
    public void HelpWinsOverALaterError()
    {
        Assert.Equal(0, Parse("-h", "-z").End!.ExitCode);
        Assert.Equal(2, Parse("-z", "-h").End!.ExitCode);
    }

    [Theory]
    [InlineData("-V")]
    [InlineData("--version")]
    [InlineData("-VcB")]
    [InlineData("-qV")]
    public void VersionIsPrintedOnce(string option)
    {
        CommandEnd end = Parse(option).End!;
        Assert.Equal((0, $"Python {VersionText.Language}\n"), (end.ExitCode, end.Output));
    }

    [Fact]
    public void TwiceVersionTellsMore()
    {
        string text = Parse("-VV").End!.Output;
        Assert.StartsWith($"Python {VersionText.Language} (Vivarium ", text);
        Assert.Equal(text, Parse("-V", "-V").End!.Output);
    }

    [Fact]
    public void VivariumsOwnVariablesCountEvenWhenIsolated()
    {
        RuntimeConfig config = new();
        Dictionary<string, string> variables = new()
        {
            ["VIVARIUM_HEAP_DEBUG"] = "1", ["VIVARIUM_HEAP_CHECK"] = "1", ["VIVARIUM_GC_STRESS"] = "10", ["VIVARIUM_HEAP_LIMIT"] = "1000000",
        };
        Assert.Null(Program.Configure(config, ["-I", "-c", "pass"], variables.GetValueOrDefault));
        Assert.Equal((true, true, 10, 1000000L), (config.heap_debug, config.heap_check, config.gc_stress, config.heap_limit));
    }

    [Fact]
    public void StandardStreamsEncodingIsSplit()
    {
        Assert.Equal(("latin1", "strict"), Encoding("latin1"));
        Assert.Equal(("latin1", "replace"), Encoding("latin1:replace"));
        Assert.Equal((null, "replace"), Encoding(":replace"));
        Assert.Equal((null, null), Encoding(""));

        static (string?, string?) Encoding(string value)
        {
            RuntimeConfig config = new();
            Program.Configure(config, ["-c", "pass"], name => name == "PYTHONIOENCODING" ? value : null);
            return (config.stdio_encoding, config.stdio_errors);
        }
    }

    [Fact]
    public void BytesThatAreNotUtf8BecomeLoneSurrogates()
    {
        byte[] block = [.. Encoding.UTF8.GetBytes("viv\0é€😀\0"), 0x61, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0];
        List<string> split = OwnArguments.Split(block);
        Assert.Equal(["viv", "é€😀", "a\udcff\udcc3(\udced\udca0\udc80"], split);
        Assert.Equal(block, OwnArguments.Encode(string.Join('\0', split) + "\0"));
        Assert.Equal(["", "", "x"], OwnArguments.Split("\0\0x\0"u8));
    }

    [Fact]
    public void LibraryIsFoundBesideTheProgramOrWhereToldTo()
    {
        RuntimeConfig config = new();
        RuntimePaths.Complete(config, "/v/app-1/", null);
        Assert.Equal(("/v", "/v/lib/python3.14"), (config.prefix, config.stdlib_dir));
        Assert.Equal(["/v/lib/python314.zip", "/v/lib/python3.14", "/v/lib/python3.14/lib-dynload"], config.module_search_paths!);

        config = new() { pythonpath_env = "/a:/b" };
        RuntimePaths.Complete(config, "/v/app-1/", "/usr/lib/python3.14/");
        Assert.Equal(("/usr", "/usr/lib/python3.14"), (config.prefix, config.stdlib_dir));
        Assert.Equal(["/a", "/b", "/usr/lib/python314.zip"], config.module_search_paths!.Take(3));

        config = new();
        RuntimePaths.Complete(config, "/v/app-1/", "/some/Lib");
        Assert.Equal(("/v", "/some/Lib"), (config.prefix, config.stdlib_dir));

        config = new() { home = "/h:/e" };
        RuntimePaths.Complete(config, "/v/app-1/", null);
        Assert.Equal(("/h", "/e", "/h/lib/python3.14"), (config.prefix, config.exec_prefix, config.stdlib_dir));
    }
}
