# os and os.path: files, directories, environment, path functions.
import os
import os.path as p
import stat

root = os.environ["TMPDIR"]
os.mkdir(p.join(root, "d"))
os.makedirs(p.join(root, "a/b/c"), exist_ok=True)
with open(p.join(root, "a", "f.txt"), "w") as f:
    f.write("12345")
print(sorted(os.listdir(root)), p.exists(p.join(root, "a")), p.isdir(p.join(root, "a")), p.isfile(p.join(root, "a/f.txt")), p.getsize(p.join(root, "a/f.txt")))
for d, dirs, files in os.walk(root):
    dirs.sort()
    print(p.relpath(d, root), dirs, files)
os.rename(p.join(root, "a/f.txt"), p.join(root, "g.txt"))
os.symlink("g.txt", p.join(root, "link"))
print(os.readlink(p.join(root, "link")), p.islink(p.join(root, "link")), p.realpath(p.join(root, "link")) == p.join(p.realpath(root), "g.txt"))
st = os.stat(p.join(root, "g.txt"))
print(st.st_size, stat.S_ISREG(st.st_mode), stat.filemode(0o100644), oct(stat.S_IMODE(0o100755)))
os.chmod(p.join(root, "g.txt"), 0o600)
print(oct(os.stat(p.join(root, "g.txt")).st_mode & 0o777))
print(sorted((e.name, e.is_dir(), e.is_symlink()) for e in os.scandir(root)))
os.remove(p.join(root, "link"))
os.unlink(p.join(root, "g.txt"))
os.removedirs(p.join(root, "a/b/c"))
os.rmdir(p.join(root, "d")) if p.exists(p.join(root, "d")) else None
for action in (lambda: os.remove("/nonexistent"), lambda: os.mkdir("/"), lambda: os.listdir("/nonexistent"), lambda: os.rmdir("/nonexistent"), lambda: os.stat(b"/nonexistent"), lambda: os.open("/nonexistent", os.O_RDONLY), lambda: os.chdir("/nonexistent"), lambda: os.close(9999), lambda: os.stat("a\0b"), lambda: os.environ["NOPE_NOT_SET"], lambda: os.fspath(5), lambda: os.stat(1.5)):
    try:
        action()
    except (OSError, ValueError, KeyError, TypeError) as e:
        print(type(e).__name__, e)
print(p.join("a", "b", "/c", "d"), p.join("a", ""), p.split("/a/b.c"), p.splitext("x.tar.gz"), p.basename("/a/b/"), p.dirname("/a/b"), p.normpath("a//b/../c/./d"), p.isabs("/x"), p.commonpath(["/a/b", "/a/c"]), p.commonprefix(["abc", "abd"]), p.expanduser("~"), p.splitext(".hidden"))
os.environ["VIV_TEST"] = "value"
print(os.environ["VIV_TEST"], os.getenv("VIV_TEST"), os.environ.get("NOPE"), "VIV_TEST" in os.environ, os.environb[b"VIV_TEST"])
del os.environ["VIV_TEST"]
print(os.getenv("VIV_TEST", "gone"), os.sep, os.linesep == "\n", os.name, os.curdir, os.pathsep, os.devnull)
r, w = os.pipe()
os.write(w, b"through a pipe")
print(os.read(r, 100))
os.close(r)
os.close(w)
fd = os.open(p.join(root, "fd"), os.O_RDWR | os.O_CREAT, 0o644)
print(os.write(fd, b"abc"), os.lseek(fd, 0, 0), os.read(fd, 2), os.fstat(fd).st_size)
os.close(fd)
os.remove(p.join(root, "fd"))


class Pth:
    def __fspath__(self):
        return "/from/fspath"


print(os.fspath(Pth()), os.fsencode("é"), os.fsdecode(b"\xff") == "\udcff", p.join(Pth(), "x"), os.strerror(2), os.getpid() > 0, os.getcwd() == os.path.abspath("."))
