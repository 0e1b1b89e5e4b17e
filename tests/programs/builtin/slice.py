# slice objects: attributes, indices, equality, hashing, use with __getitem__.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice("a", [], 1.5), s == slice(1, 10, 2), s != slice(1), slice(1, 2) < slice(1, 3))
for sl in (slice(None), slice(2, -1), slice(None, None, -1), slice(-100, 100, 3), slice(100, -100, -7), slice(5, 5), slice(-1, None), slice(10**30), slice(None, -(10**30), -1)):
    print(sl, [sl.indices(n) for n in (0, 1, 5, 10)], len(range(10)[sl]))
for bad in (lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(1, 2, 0).indices(5), lambda: slice("a").indices(5), lambda: s.indices(-1), lambda: s.indices("a"), lambda: setattr(s, "start", 3), lambda: slice(x=1)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(hash(slice(1, 2)) == hash(slice(1, 2)), {slice(1): "ok"}[slice(1)])
try:
    hash(slice([]))
except TypeError as e:
    print(e)


class G:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


g = G()
print(g[1], g[1:2], g[1:2:3], g[:], g[::], g[1:, 2], g[...], g[..., ::2], g[()], g[(1, 2)], g[1:2,], g["k":], g[-1], g[*[1, 2]], g[1, *[2, 3], 4:5])
g[1:2] = 5
g[1, 2] = 6
del g[:, 0]


class I:
    def __index__(self):
        return 2


print([0, 1, 2, 3][I() :], "abcd"[: I()], slice(I(), None).indices(4), slice(3).__reduce__())
