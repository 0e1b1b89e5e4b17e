// Specialised instructions against the reference: which forms they take (with their counters), and what they do once their guards do not hold any more. The programs and their
// recorded results are in tests/golden/specialisation.
using System.Text;

namespace Vivarium.Runtime.Tests.Programs;

public class SpecialisationTests
{
    [Theory]
    [InlineData("forms")]
    [InlineData("invalidation")]
    public void ProgramGivesTheReferencesLines(string program)
    {
        string folder = Repository.PathOf("tests/golden/specialisation");
        string source = File.ReadAllText(Path.Combine(folder, program + ".py")) + "\nresult = '\\n'.join([repr(line) for line in result])\n";
        string[] expected = File.ReadAllLines(Path.Combine(folder, program + ".expected"));
        Assert.Equal(expected, Unquote(PythonRun.Result(source)).Split('\n'));
    }

    [Fact]
    public void LoopsOverEveryFormUseNoNativeStack() => Assert.Equal("1200000", PythonRun.Result("""
        class P:
            def __init__(self, v): self.v = v
            def m(self): return self.v
            @property
            def p(self): return self.v
            def __getitem__(self, i): return i
        def gen(n):
            for i in range(n): yield i
        def one(a, b=1): return a
        def work(n):
            total = 0
            o = P(1)
            l = [0, 1]
            d = {}
            s = ''
            for i in gen(n):
                o.v = o.m()
                total += o.p + o[1] + one(1) + one(b=2, a=1) + P(1).v
                l[0] = i
                d[i & 7] = l[1]
                total += d[i & 7] * 0 + (i in d) * 0 + (d != l) * 0 + len(l[0:1]) * 0 + (i % 7) * 0
                try: d[-1]
                except KeyError: pass
                t = (i, l); u, v = t
                [w for w in l]
                a, b = l
                if i % 1000 == 0 and 3 in d: s = ''
                s += 'x'
                total += a < b or 1
            return total
        result = work(200000)
        """));

    /// <summary>The text of a str's repr.</summary>
    private static string Unquote(string repr)
    {
        var text = new StringBuilder();
        for (int i = 1; i < repr.Length - 1; i++)
        {
            if (repr[i] == '\\')
            {
                i++;
                text.Append(repr[i] == 'n' ? '\n' : repr[i]);
            }
            else
            {
                text.Append(repr[i]);
            }
        }
        return text.ToString();
    }
}
