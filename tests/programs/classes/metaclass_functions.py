# A metaclass may be any callable; __build_class__, types.new_class, __mro_entries__, class keywords.
def meta(name, bases, ns, **kw):
    return name, bases, sorted(k for k in ns if not k.startswith("__")), kw


class F(metaclass=meta, z=5):
    a = 1

    def b(self):
        pass


print(F)
ns = {"metaclass": type}


class G(object, **ns):
    pass


print(type(G))


class Entry:
    def __mro_entries__(self, bases):
        print("entries", len(bases))
        return (int,)


e = Entry()


class H(e):
    pass


print(H.__bases__, H.__orig_bases__ == (e,), H(5) + 1)
try:
    class I(metaclass=5):
        pass
except TypeError as err:
    print(err)
try:
    class J(object, keyword=1):
        pass
except TypeError as err:
    print(err)


class BadPrepare(type):
    def __prepare__(name, bases):
        return 5


try:
    class K(metaclass=BadPrepare):
        pass
except TypeError as err:
    print(err)
import types

L = types.new_class("L", (list,), {}, lambda ns: ns.update(x=1))
print(L.x, L([1]), types.resolve_bases((e,)), types.prepare_class("P", (int,))[0])
N = type("N", (), {"__slots__": ("q",), "m": lambda self: "m"})
print(N().m(), N.__slots__)
for args in (("N",), (1, (), {}), ("N", [], {}), ("N", (5,), {}), ("N", (), []), ("N\0", (), {})):
    try:
        type(*args)
        print("ok")
    except (TypeError, ValueError) as err:
        print(type(err).__name__, err)


class Singleton(type):
    _instances = {}

    def __call__(cls, *a, **k):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*a, **k)
        return cls._instances[cls]


class S(metaclass=Singleton):
    pass


print(S() is S())
print(type(type), type.__mro__, isinstance(type, type), isinstance(object, type), issubclass(type, object), type.__call__(int, "5"), type(type(5)))


class Registry(type):
    seen = []

    def __init__(cls, *a):
        super().__init__(*a)
        Registry.seen.append(cls.__name__)


class R1(metaclass=Registry):
    pass


class R2(R1):
    pass


print(Registry.seen)
