m = memoryview(bytearray(range(12)))
n = m.cast('B', [3, 4])
result = n.tolist(), m[::2].tobytes(), m == bytes(range(12)), m.hex()
m[::-1] = m
class E:
    def __buffer__(self, f): return memoryview(b'xyz')
    def __release_buffer__(self, v): pass
result = result, bytes(E())
