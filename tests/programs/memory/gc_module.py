# gc: thresholds, counts, collect, tracked objects, referrers, callbacks, garbage, freeze, debug.
import gc

print(gc.isenabled(), gc.get_threshold(), gc.get_debug(), gc.garbage)
gc.collect()


class N:
    pass


def cycle(n):
    objs = [N() for _ in range(n)]
    for i, o in enumerate(objs):
        o.next = objs[(i + 1) % n]


cycle(3)
print(gc.collect())
cycle(10)
l = []
l.append(l)
del l
d = {}
d["self"] = d
del d
print(gc.collect(), gc.collect())
print([gc.is_tracked(x) for x in (1, "a", 1.5, None, (), [], {}, {"a": 1}, {"a": []}, (1, 2), ([],), set(), N(), N, len, lambda: 0, range(3), iter([]), object())])
t = (1, (2, "x"))
print(gc.is_tracked(t))
gc.collect()
print(gc.is_tracked(t))
a = N()
b = [a]
c = {"k": a}
print(len([r for r in gc.get_referrers(a) if r is b or r is c]), [type(x).__name__ for x in gc.get_referents(b)], sorted(type(x).__name__ for x in gc.get_referents(c)))
gc.disable()
print(gc.isenabled())
for _ in range(3000):
    cycle(1)
before = gc.get_count()[0]
print(before > 2000)
gc.enable()
print(gc.collect() >= 3000)
log = []


def cb(phase, info):
    log.append((phase, info["generation"], info["collected"] if phase == "stop" else None))


gc.callbacks.append(cb)
cycle(4)
gc.collect()
gc.callbacks.remove(cb)
print(log)
gc.set_threshold(500, 5, 5)
print(gc.get_threshold())
for bad in (lambda: gc.collect(3), lambda: gc.collect(-1), lambda: gc.set_threshold(), lambda: gc.set_threshold("a"), lambda: gc.get_objects(generation=5)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(gc.collect(0) >= 0, gc.collect(1) >= 0, len(gc.get_stats()), sorted(gc.get_stats()[0]))
gc.freeze()
print(gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())


class F:
    def __del__(self):
        seen.append(1)


seen = []
f1, f2 = F(), F()
f1.o, f2.o = f2, f1
del f1, f2
print(gc.collect(), seen, gc.garbage)


class Z:
    def __del__(self):
        revived.append(self)


revived = []
z = Z()
z.me = z
del z
gc.collect()
print(len(revived))
revived.clear()
print(gc.collect() >= 1, revived, gc.is_finalized(Z()), type(gc.get_objects()).__name__)
