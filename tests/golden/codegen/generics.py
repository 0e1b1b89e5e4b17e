def f[T](x: T) -> T: return x


def g[T: int, *Ts, **P](x: T = 1, *args: *Ts, y: P = 2) -> T:
    def inner[U: (T, str) = int](z: U = x): return T, U
    return inner


class A[T](Base, keyword=1):
    x: T

    def method[U: T](self, y: U) -> T:
        return super().method(y), __class__, T

    type Alias[V] = tuple[T, V, x]


class B[T = int, **P = [int], *Ts = *tuple[int]]: pass


type Simple = int
type Recursive[T] = list[Recursive[T]] | T
type Lambda = lambda: [x for x in Simple]


@decorator
async def h[__T](): return __T


class C[__T]:
    __x: __T
    T = 1

    def m(self, a: T, b: (T for T in T)): return __T

    class D[U](T): y = T


def outer[T](a):
    T2 = T

    class Inner[U](list[T2]):
        def f(self) -> U: return T, U, a
    return Inner
