// Longer programs: one that touches most of the language, and one that nests deeper than any stack. Expected values are the reference's.
namespace Vivarium.Runtime.Tests.Programs;

public class LongerPrograms
{
    [Fact]
    public void ManyFeaturesWorkTogether() => Assert.Equal(
        "[3, True, 3, 8, ['w', 5], 'KeyError', '(ValueError(1),)', '(TypeError(2),)', 5, 'L', 3, int | str, list[int], ['a', 'b'], ' 3.14|ab   |', '1,234,567', '6162', 142857142857142857142857142857, (-3, 2), 2.67, 0.30000000000000004, 1e+22, (3+6j), 'SS', [0, 1, 2, 'a', 'b'], {'a': 1, 'b': 2}, 3]",
        PythonRun.Result("""
        from_list = []
        class P:
            __slots__ = ('a', 'b')
            def __init__(self, a, b): self.a, self.b = a, b
            @property
            def s(self): return self.a + self.b
            def __repr__(self): return f'P({self.a}, {self.b})'
            def __eq__(self, o): return (self.a, self.b) == (o.a, o.b)
            def __hash__(self): return hash((self.a, self.b))
        class D(dict):
            def __missing__(self, k): return k * 2
        def deco(f):
            def w(*a, **k): return ['w', f(*a, **k)]
            return w
        @deco
        def h(x, *, y=3): return x + y
        try:
            try:
                raise KeyError('k')
            except KeyError as e:
                raise ValueError('v') from e
        except ValueError as e:
            c = type(e.__cause__).__name__
        try:
            raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
        except* ValueError as eg:
            g1 = eg.exceptions
        except* TypeError as eg:
            g2 = eg.exceptions
        async def co(): return 5
        x = co()
        try:
            x.send(None)
        except StopIteration as e:
            cv = e.value
        type L[T] = list[T]
        def gen[T](a: T) -> T: return a
        result = [P(1, 2).s, P(1, 2) == P(1, 2), {P(1, 2): 3}[P(1, 2)], D()[4], h(2), c, repr(g1), repr(g2), cv, L.__name__, gen(3), int | str, list[int], sorted({'b': 1, 'a': 2}), '%5.2f|%-5s|' % (3.14159, 'ab'), '{:>8,}'.format(1234567), b'ab'.hex(), 10**30 // 7, divmod(-7, 3), round(2.675, 2), 0.1 + 0.2, 1e22, (1+2j) * 3, 'ß'.upper(), [*range(3), *'ab'], {**{'a': 1}, 'b': 2}, max([3, 1], default=0)]
        """));

    [Fact]
    public void DepthEndsInRecursionErrorOrSuccess() => Assert.Equal("('maximum recursion depth exceeded', 'RecursionError')", PythonRun.Result("""
        def f(n): return f(n + 1)
        try:
            f(0)
        except RecursionError as e:
            r1 = str(e)
        a = None
        for i in range(1000000): a = (a,)
        a = None
        l = []
        for i in range(100000): l = [l]
        try:
            repr(l); r2 = 'ok'
        except RecursionError as e:
            r2 = 'RecursionError'
        l = None
        result = r1, r2
        """));
}
