# def f[T], class C[T], type X = ...: lazily evaluated bounds, defaults, scopes, and what the objects say of themselves.
def first[T](xs: list[T]) -> T:
    return xs[0]


print(first([3]), first.__type_params__, first.__annotations__)


class Box[T: (int, str), *Ts, **P]:
    item: T

    def get[U](self, default: U = None) -> T | U:
        return default


print(Box.__type_params__, Box.__orig_bases__, Box.__parameters__)
T = Box.__type_params__[0]
print(T.__name__, T.__constraints__, T.__bound__, T.__covariant__, T.__infer_variance__)
print(Box[int, str, float, [int]])
print(Box.get.__type_params__)
type Alias = dict[str, Later]
try:
    Alias.__value__
except NameError as e:
    print(e)
Later = int
print(Alias, Alias.__value__, Alias.__name__, Alias.__type_params__)
type Pair[A, B = A] = tuple[A, B]
print(Pair, Pair.__value__, Pair[int, str], Pair[int, str].__args__, Pair.__type_params__)
print(Pair.__type_params__[1].__default__, Pair.__type_params__[0].has_default())
type Rec = int | list[Rec]
print(Rec.__value__)


class Bound[T: undefined_bound]:
    pass


try:
    Bound.__type_params__[0].__bound__
except NameError as e:
    print(e)


def scope[T]():
    return T


print(scope(), scope.__qualname__)


class Outer[T]:
    class Inner[U]:
        def method[V](self):
            return T, U, V


print(Outer.Inner().method(), Outer.Inner.method.__qualname__)
for bad in ("def f[T, T](): pass", "class C[T=int, U]: pass", "type X = (y := 3)", "def f[T: (yield)](): pass", "def f[**P = int](): pass"):
    try:
        compile(bad, "s", "exec")
        print(bad, "ok")
    except SyntaxError as e:
        print(bad, "->", e.msg)
