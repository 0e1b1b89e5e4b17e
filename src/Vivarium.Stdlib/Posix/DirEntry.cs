// posix.DirEntry: an entry of a directory as scandir finds it, which knows its kind without asking the system again and keeps what it asked for.
// See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal unsafe struct DirEntryObject
{
    public PyObject ob_base;
    public PyObject* name;
    public PyObject* path;
    /// <summary>Results of stat() with and without following links, once asked for.</summary>
    public PyObject* stat;
    public PyObject* lstat;
    public byte d_type;
    public ulong d_ino;
    public int dir_fd;
}

[PyType("posix.DirEntry", Layout = typeof(DirEntryObject), Flags = TypeFlags.DisallowInstantiation)]
[PyMember("name", "name", MemberType.Object, Doc = "the entry's name, without its directory")]
[PyMember("path", "path", MemberType.Object, Doc = "the entry's name joined to the path that scandir() was given")]
internal static unsafe partial class DirEntryType
{
    private const byte DtUnknown = 0, DtDir = 4, DtReg = 8, DtLnk = 10;
    private const uint SIfmt = 0xf000, SIfdir = 0x4000, SIfreg = 0x8000, SIflnk = 0xa000;

    /// <summary>The entry; the name is joined to the iterator's path.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* directory, int dirFd, dirent* found)
    {
        DirEntryObject* self = (DirEntryObject*)ObjectAlloc.New(ts, Type);
        if (self == null)
            return null;
        self->name = null;
        self->path = null;
        self->stat = null;
        self->lstat = null;
        self->d_type = found->d_type;
        self->d_ino = found->d_ino;
        self->dir_fd = dirFd == -1 ? Fds.Cwd : dirFd;
        ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(found->d_name);
        bool asBytes = directory != null && PyBytes.Check(directory);
        self->name = FsPath.Name(ts, name, asBytes);
        if (self->name != null)
            self->path = dirFd != -1 ? Ref.New(self->name) : Join(ts, directory, name, asBytes);
        if (self->path != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    private static PyObject* Join(ThreadState* ts, PyObject* directory, ReadOnlySpan<byte> name, bool asBytes)
    {
        using Owned<PyObject> head = Own.Of(ts, directory == null ? PyBytes.FromSpan(ts, "."u8) : asBytes ? Ref.New(directory) : PyUnicode.EncodeFSDefault(ts, directory));
        if (head.IsNull)
            return null;
        ReadOnlySpan<byte> start = PyBytes.AsSpan(head.Pointer);
        bool slash = start.Length > 0 && start[^1] != '/';
        int length = start.Length + (slash ? 1 : 0) + name.Length;
        PyObject* joined = PyBytes.New(ts, length);
        if (joined == null)
            return null;
        Span<byte> to = new(PyBytes.Data(joined), length);
        start.CopyTo(to);
        if (slash)
            to[start.Length] = (byte)'/';
        name.CopyTo(to[^name.Length..]);
        if (asBytes)
            return joined;
        PyObject* path = FsPath.Decode(ts, to);
        Ref.Dec(ts, joined);
        return path;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, DirEntryObject* self)
    {
        Ref.XDec(ts, self->name);
        Ref.XDec(ts, self->path);
        Ref.XDec(ts, self->stat);
        Ref.XDec(ts, self->lstat);
        ObjectAlloc.Free(ts, self);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, DirEntryObject* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteAscii("<DirEntry "u8);
        writer.WriteRepr(self->name);
        writer.WriteAscii(">"u8);
        return writer.Finish();
    }

    [PyMethod("($self, /)", Doc = "The entry's path, for functions that take names of files.")]
    private static PyObject* __fspath__(ThreadState* ts, DirEntryObject* self) => Ref.New(self->path);

    [PyMethod("($self, /)", Doc = "The number by which the file system knows the file.")]
    private static ulong inode(ThreadState* ts, DirEntryObject* self) => self->d_ino;

    [PyMethod("($self, /)", Doc = "Whether the entry is a junction; never, on this system.")]
    private static bool is_junction(ThreadState* ts, DirEntryObject* self) => false;

    [PyMethod("($self, /)", Doc = "Whether the entry is a symbolic link.")]
    private static Truth is_symlink(ThreadState* ts, DirEntryObject* self) =>
        self->d_type != DtUnknown ? self->d_type == DtLnk ? Truth.True : Truth.False : HasMode(ts, self, false, SIflnk);

    [PyMethod("($self, /, *, follow_symlinks=True)", Doc = "Whether the entry is a directory; of a link, whether its target is one, unless follow_symlinks is false.")]
    private static Truth is_dir(ThreadState* ts, DirEntryObject* self, bool follow_symlinks) => IsKind(ts, self, follow_symlinks, DtDir, SIfdir);

    [PyMethod("($self, /, *, follow_symlinks=True)", Doc = "Whether the entry is a plain file; of a link, whether its target is one, unless follow_symlinks is false.")]
    private static Truth is_file(ThreadState* ts, DirEntryObject* self, bool follow_symlinks) => IsKind(ts, self, follow_symlinks, DtReg, SIfreg);

    private static Truth IsKind(ThreadState* ts, DirEntryObject* self, bool follow, byte type, uint mode)
    {
        bool link = self->d_type == DtLnk;
        return self->d_type == DtUnknown || (follow && link) ? HasMode(ts, self, follow, mode) : self->d_type == type ? Truth.True : Truth.False;
    }

    /// <summary>Asks the system; a file that is gone is of no kind.</summary>
    private static Truth HasMode(ThreadState* ts, DirEntryObject* self, bool follow, uint wanted)
    {
        using Owned<PyObject> result = Own.Of(ts, stat(ts, self, follow));
        if (result.IsNull)
        {
            if (!Err.Matches(ts, Exc.FileNotFoundError))
                return Truth.Error;
            Err.Clear(ts);
            return Truth.False;
        }
        long mode = ArgumentParsing.Int64(ts, PyTuple.GetBorrowed(result.Pointer, 0));
        return mode == -1 && Err.Occurred(ts) ? Truth.Error : ((uint)mode & SIfmt) == wanted ? Truth.True : Truth.False;
    }

    [PyMethod("($self, /, *, follow_symlinks=True)", Doc = "The stat_result of the entry, asked for once.")]
    private static PyObject* stat(ThreadState* ts, DirEntryObject* self, bool follow_symlinks)
    {
        if (!follow_symlinks)
            return Kept(ts, self, &self->lstat, false);
        if (self->stat != null)
            return Ref.New(self->stat);
        Truth link = is_symlink(ts, self);
        if (link == Truth.Error)
            return null;
        if (link == Truth.True)
            return Kept(ts, self, &self->stat, true);
        PyObject* same = Kept(ts, self, &self->lstat, false);
        if (same != null && self->stat == null)
            self->stat = Ref.New(same);
        return same;
    }

    private static PyObject* Kept(ThreadState* ts, DirEntryObject* self, PyObject** field, bool follow)
    {
        if (*field == null)
        {
            PyObject* result = PosixModule.StatOf(ts, self->path, PathKinds.Path, "DirEntry", self->dir_fd, follow);
            if (result == null)
                return null;
            Ref.SetSteal(ts, field, result);
        }
        return Ref.New(*field);
    }

    [PyClassMethod("($type, object, /)", Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}
