// The types of streams have the reference's sizes and places of dict and weak references, and no stream leaves anything behind. The behaviour is in tests/programs/native/io_*.py
// and tests/programs/io. See docs/internals/io.md.
namespace Vivarium.Runtime.Tests.Io;

public class StreamLayoutTests
{
    [Theory]
    [InlineData("_IOBase", 32, 16, 24)]
    [InlineData("_RawIOBase", 32, 16, 24)]
    [InlineData("_BufferedIOBase", 32, 16, 24)]
    [InlineData("_TextIOBase", 32, 16, 24)]
    [InlineData("FileIO", 48, 40, 32)]
    [InlineData("BufferedReader", 152, 136, 144)]
    [InlineData("BufferedWriter", 152, 136, 144)]
    [InlineData("BufferedRandom", 152, 136, 144)]
    [InlineData("BufferedRWPair", 48, 32, 40)]
    [InlineData("BytesIO", 64, 40, 48)]
    [InlineData("_BytesIOBuffer", 24, 0, 0)]
    [InlineData("StringIO", 120, 96, 104)]
    [InlineData("TextIOWrapper", 200, 184, 176)]
    [InlineData("IncrementalNewlineDecoder", 40, 0, 0)]
    public void TypeHasTheSizesOfTheReference(string type, int size, int dict, int weak)
    {
        string source = $"import _io\nt = _io.{type}\nresult = (t.__basicsize__, t.__dictoffset__, t.__weakrefoffset__)";
        Assert.Equal($"({size}, {dict}, {weak})", PythonRun.Result(source));
    }

    [Theory]
    [InlineData("f = _io.FileIO('/dev/null', 'r+')\nb = _io.BufferedRandom.__new__(_io.BufferedRandom)\nf.self = f\nresult = f.mode", "'rb+'")]
    [InlineData("s = _io.StringIO('a\\nb')\ns.self = s\nnext(s)\nresult = s.read()", "'b'")]
    [InlineData("b = _io.BytesIO(b'abc')\nv = b.getbuffer()\nv[0] = 90\nresult = bytes(v)", "b'Zbc'")]
    [InlineData("r = _io.BufferedReader(_io.FileIO('/dev/zero'), 100)\nresult = (len(r.peek()), len(r.read(250)), len(r.read1()), r.raw.closed)", "(100, 250, 50, False)")]
    [InlineData("w = _io.BufferedWriter(_io.FileIO('/dev/full', 'w'))\nw.write(b'x')\ntry: w.flush()\nexcept OSError as e: result = e.errno\ntry: w.close()\nexcept OSError: pass", "28")]
    public void StreamsLeaveNothingBehind(string source, string expected) => Assert.Equal(expected, PythonRun.Result("import _io\n" + source));
}
