# Pickling by _pickle: the bytes of every protocol, what is called, what fails, and hostile pickles.
import copyreg, io, pickle
from _pickle import Pickler, Unpickler, PickleBuffer, dumps, loads, dump, load


class Plain:
    def __init__(self, **kw): self.__dict__.update(kw)
    def __eq__(self, other): return type(self) is type(other) and self.__dict__ == other.__dict__
    __hash__ = None


class Slots:
    __slots__ = ("a", "b")


class NewArgs:
    def __new__(cls, *args, **kw):
        self = object.__new__(cls)
        self.got = args, kw
        return self
    def __getnewargs_ex__(self): return self.got


class MyList(list): pass
class MyDict(dict): pass
class Inner:
    class Nested:
        def method(self): return 1


cyclic = [1]
cyclic.append((cyclic, {"self": cyclic}))
slots = Slots()
slots.a = 5
values = [None, True, False, 0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, -2**31, 2**31, -2**31 - 1, 2**63, -2**63, 10**40, -10**40, -128, -32768, 1 << 2050,
          0.0, -1.5, float("inf"), 1e300, 3 + 4j, "", "abc", "\xe9\u20ac\U0001f600\n\\\0\x1a\r", "\ud800", "x" * 300, b"", b"abc\xff", b"y" * 300, bytearray(b"zz"), bytearray(),
          (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(2345)), {}, {"a": 1}, {i: str(i) for i in range(1000)}, {i: i for i in range(2001)},
          {1}, frozenset({2}), frozenset(), set(range(1500)), cyclic, Plain(x=1, y=[2]), slots, NewArgs(1, 2, k=3), MyList([1, 2]), MyDict(a=1), Inner.Nested, Inner.Nested.method,
          len, int, type(None), type(...), NotImplemented, ..., range(3), slice(1, 2), ValueError("x", 1), [].append, "x" * 70000, b"z" * 70000, ["w" * 3000] * 60, object]
for protocol in range(6):
    for value in values:
        if protocol < 2 and isinstance(value, Slots):
            continue
        data = dumps(value, protocol)
        again = loads(data)
        text = data.hex() if len(data) < 60 else f"{len(data)} bytes {sum(data) * 31 + data[-2]}"
        assert type(again) is type(value)
        if not isinstance(value, (Slots, NewArgs, Exception)) and value is not cyclic and not callable(value):
            assert again == value, (protocol, value, again)
        file = io.BytesIO()
        dump(value, file, protocol)
        assert file.getvalue() == data
        if repr(value).find("object at") < 0:
            print(protocol, repr(value)[:30], text)
again = loads(dumps(cyclic))
print(again[1][0] is again, again[1][1]["self"] is again)


class Ids(Pickler):
    def persistent_id(self, o): return ("id", str(o)) if isinstance(o, complex) else None
    def reducer_override(self, o): return (int, ("42",)) if o is Plain else NotImplemented


class Find(Unpickler):
    def persistent_load(self, pid): return ["loaded", pid]
    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


file = io.BytesIO()
Ids(file).dump([1j, Plain, len])
file.seek(0)
print(Find(file).load())
table = copyreg.dispatch_table.copy()
table[Plain] = lambda o: (dict, ([("plain", 1)],))
pickler = Pickler(file := io.BytesIO())
pickler.dispatch_table = table
pickler.dump(Plain())
print(loads(file.getvalue()))
copyreg.add_extension("__main__", "MyList", 0x1234)
print(dumps(MyList, 2).hex(), loads(dumps(MyList, 4)) is MyList)
copyreg.remove_extension("__main__", "MyList", 0x1234)

buffers = []
data = dumps([PickleBuffer(b"abc"), PickleBuffer(bytearray(b"def"))], 5, buffer_callback=buffers.append)
print(data.hex(), [bytes(b) for b in buffers], loads(data, buffers=[b"abc", bytearray(b"def")]))
print(dumps([PickleBuffer(b"abc"), PickleBuffer(bytearray(b"def"))], 5).hex())
wrapped = PickleBuffer(memoryview(bytearray(range(12))).cast("B", (3, 4)))
print(wrapped.raw().tolist(), memoryview(wrapped).shape)
wrapped.release()

pickler = Pickler(file := io.BytesIO(), 4)
shared = ["shared"]
pickler.dump(shared); pickler.dump(shared)
print(file.getvalue().hex(), sorted(n for n, _ in pickler.memo.copy().values()))
pickler.clear_memo()
print(pickler.memo.copy())
unpickler = Unpickler(io.BytesIO(file.getvalue()))
print(unpickler.load() is unpickler.load(), unpickler.memo.copy())
fast = Pickler(file := io.BytesIO(), 2)
fast.fast = True
fast.dump([shared, shared])
print(file.getvalue().hex())


def attempt(function, *arguments, **named):
    try:
        print(function(*arguments, **named))
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "__notes__", ""))


class Bad:
    def __init__(self, r): self.r = r
    def __reduce_ex__(self, protocol): return self.r


for reduced in [1, (), (1, ()), (int, 1), (int, (), None, 1), (int, (), None, None, 1), (int, (), 1, None, None, 1), (int, (), None, iter([len, lambda: 0])), "nosuch",
                (int, (), None, None, iter([1])), (copyreg.__newobj__, ()), (copyreg.__newobj__, (1,)), (copyreg.__newobj__, (int,)), (copyreg.__newobj_ex__, (Bad, 1, {}))]:
    attempt(dumps, [Bad(reduced)])
attempt(dumps, lambda: 0)
attempt(dumps, {"k": [lambda: 0]})
attempt(dumps, 1, 6)
attempt(dumps, 1, 3, buffer_callback=print)
attempt(dumps, wrapped)
attempt(dumps, PickleBuffer(b""), 4)
deep = []
for _ in range(200000):
    deep = [deep]
try:
    dumps(deep)
except RecursionError as e:
    print("RecursionError")
del deep
nested = loads(b"]" * 100000 + b"a" * 99999 + b".")
depth = 0
while nested:
    nested = nested[0]
    depth += 1
print(depth)
for data in [b"", b"N", b".", b"I\n.", b"I010\n.", b"(.", b"(NNd.", b"(NNNd.", b"\x8e" + b"\xff" * 7 + b"\x7f.", b"B\xff\xff\xff\x7f.", b"\x95\xff\xff\xff\xff\0\0\0\0.", b"N\x94j\xff\xff\xff\xff.",
             b"Nr\xff\xff\x0f\0j\xff\xff\x0f\0.", b"Na.", b"(Na.", b"NNb.", b"N)\x81.", b"NNR.", b"cos\nnosuch\n.", b"\x82\x07.", b"\x80\x07.", b"\x97.", b"V\\u12\n.", b"Fx\n.", b"Sx\n.", b"\xfe",
             b"\x80\x04\x95\x06\0\0\0\0\0\0\0Vhelloworld\n.", b"P\xff\n.", b"NQ.", b"1", b"0", b"2", b"g5\n.", b"p5\n.", b"Np-5\n.", b"cbuiltins\nobject\n)\x81(K\x01K\x02db."]:
    attempt(loads, data)
    attempt(load, io.BytesIO(data))
