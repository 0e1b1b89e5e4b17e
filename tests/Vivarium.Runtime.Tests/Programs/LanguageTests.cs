// Small programs over the whole language, each with the value the reference gives; every one ends with an empty heap.
namespace Vivarium.Runtime.Tests.Programs;

public class LanguageTests
{
    [Theory]
    [InlineData("result = 1 + 2 * 3", "7")]
    [InlineData("result = 2 ** 200", "1606938044258990275541962092341162602522202993782792835301376")]
    [InlineData("result = 'a' + 'b' * 3", "'abbb'")]
    [InlineData("result = [i * i for i in range(5) if i != 2]", "[0, 1, 9, 16]")]
    [InlineData("result = {k: v for k, v in zip('abc', range(3))}", "{'a': 0, 'b': 1, 'c': 2}")]
    [InlineData("def f(a, b=2, *c, d, **e): return a, b, c, d, e\nresult = f(1, 3, 4, 5, d=6, g=7)", "(1, 3, (4, 5), 6, {'g': 7})")]
    [InlineData("def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nresult = fib(15)", "610")]
    [InlineData("class A:\n    x = 1\n    def __init__(self, y): self.y = y\n    def sum(self): return self.x + self.y\nresult = A(5).sum()", "6")]
    [InlineData("class A:\n    def f(self): return 'A'\nclass B(A):\n    def f(self): return super().f() + 'B'\nresult = B().f()", "'AB'")]
    [InlineData("def g():\n    x = yield 1\n    yield x\n    return 3\ni = g()\nresult = [next(i), i.send(5)]", "[1, 5]")]
    [InlineData("try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    result = str(e)\nfinally:\n    result += '!'", "'division by zero!'")]
    [InlineData("a, *b, c = range(6)\nresult = a, b, c", "(0, [1, 2, 3, 4], 5)")]
    [InlineData("match {'k': [1, 2]}:\n    case {'k': [x, y]}:\n        result = x + y", "3")]
    [InlineData("x = 5\nresult = f'{x:>4}|{x!r}|{x + 1 = }'", "'   5|5|x + 1 = 6'")]
    [InlineData("def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n        return n\n    inner()\n    return inner()\nresult = outer()", "2")]
    [InlineData("class M(type):\n    def __new__(m, n, b, d): return super().__new__(m, n.upper(), b, d)\nclass c(metaclass=M): pass\nresult = c.__name__", "'C'")]
    [InlineData("with_log = []\nclass C:\n    def __enter__(self): with_log.append(1); return self\n    def __exit__(self, *a): with_log.append(a[0] is ValueError); return True\nwith C():\n    raise ValueError\nresult = with_log", "[1, True]")]
    [InlineData("result = sorted([3, 1, 2], key=lambda x: -x)", "[3, 2, 1]")]
    [InlineData("result = undefined", "NameError: name 'undefined' is not defined")]
    [InlineData("def f(x): pass\nf()", "TypeError: f() missing 1 required positional argument: 'x'")]
    [InlineData("a = []\na.append(a)\nresult = a", "[[...]]")]
    [InlineData("class Node: pass\na = Node(); b = Node(); a.b = b; b.a = a\nresult = 1", "1")]
    public void ProgramsGiveTheReferencesValues(string source, string expected) => Assert.Equal(expected, PythonRun.Result(source));
}
