# io: StringIO, BytesIO, files in text and binary mode, newlines, seek, errors.
import io
import os

path = os.path.join(os.environ["TMPDIR"], "file.txt")
with open(path, "w", encoding="utf-8", newline="") as f:
    print(f.write("line 1\nzeile é\r\nlast"), f.tell(), f.writable(), f.readable(), f.closed, f.name == path, f.mode, f.encoding)
with open(path, encoding="utf-8") as f:
    print(repr(f.read(5)), repr(f.readline()), f.readlines(), repr(f.read()))
with open(path, "rb") as f:
    print(f.read(3), f.readline(), f.tell(), f.seek(-4, 2), f.read(), f.peek(1) if hasattr(f, "peek") else "")
with open(path, encoding="utf-8", newline="") as f:
    print(list(f))
with open(path, "a", encoding="utf-8") as f:
    f.writelines(["\nx", "\ny"])
with open(path, "r+b") as f:
    f.write(b"LINE")
    f.seek(0)
    print(f.readlines())
    f.truncate(4)
print(os.path.getsize(path), open(path).read())
for args in (("/nonexistent/x",), (path, "x"), (path, "zz"), (path, "rw"), (path, "rb", -1, "utf8"), ("/",), (path, "b"), (5.5,)):
    try:
        open(*args)
    except (OSError, ValueError, TypeError) as e:
        print(type(e).__name__, str(e).replace(path, "PATH"))
f = open(path)
f.close()
for action in (f.read, lambda: open(path).write("x"), lambda: open(path, "rb").write("x")):
    try:
        action()
    except (ValueError, io.UnsupportedOperation, TypeError) as e:
        print(type(e).__name__, e)
s = io.StringIO("a\nb\nc")
print(s.readline(), list(s), s.getvalue(), s.seek(0), s.read(2), s.write("Z"), s.getvalue(), s.tell(), s.truncate(2), s.getvalue())
b = io.BytesIO(b"abc")
print(b.read(1), b.getvalue(), b.seek(0, 2), b.write(b"d"), b.getvalue(), b.readable(), b.getbuffer().nbytes if False else "")
try:
    b.write("text")
except TypeError as e:
    print(e)
try:
    s.write(b"x")
except TypeError as e:
    print(e)
w = io.TextIOWrapper(io.BytesIO("é\r\nx".encode("latin-1")), encoding="latin-1")
print(repr(w.read()), w.encoding, w.errors, w.newlines)
try:
    io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8").read()
except UnicodeDecodeError as e:
    print(e)
out = io.TextIOWrapper(raw := io.BytesIO(), encoding="ascii", errors="backslashreplace", newline="\r\n", write_through=True)
out.write("é\nx")
out.flush()
print(raw.getvalue(), isinstance(out, io.TextIOBase), isinstance(raw, io.IOBase), io.DEFAULT_BUFFER_SIZE)
os.remove(path)
print(os.path.exists(path), os.listdir(os.environ["TMPDIR"]))
