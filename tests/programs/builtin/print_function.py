# print: separators, ends, files, flush, objects with str.
import io
import sys

print()
print(1, "a", None, [1, "x"], sep="|", end="<\n")
print(sep="x")
print("a", "b", sep=None, end=None)
buf = io.StringIO()
print("to", "buffer", file=buf, end="")
print(repr(buf.getvalue()))
print("flushed", flush=True)


class W:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)

    def flush(self):
        self.parts.append("FLUSH")


w = W()
print(1, 2, file=w, sep=", ", flush=True)
print(w.parts)
for kw in ({"sep": 1}, {"end": 5}, {"file": 5}, {"nope": 1}):
    try:
        print("x", **kw)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class BadStr:
    def __str__(self):
        raise ValueError("in str")


try:
    print("before", BadStr())
except ValueError as e:
    print("|", e)
print("to stderr", file=sys.stderr)
old, sys.stdout = sys.stdout, w
print("captured")
sys.stdout = old
print(w.parts[-2:])
sys.stdout.write("direct\n")
print(sys.stdout.encoding, sys.stdout.isatty(), sys.stdout.line_buffering, sys.stdout.name, sys.stdout.mode, sys.stdin.read() == "")
print("é中😀", ascii("é"))
sys.stdout = None
print("nowhere")
sys.stdout = old
print("end")
