// The module _stat: the bits of file modes, and what they say. See docs/internals/modules.md.
namespace Vivarium.Stdlib.Stat;

[PyModule("_stat", Doc = "What the mode of a file says: S_IFMT() etc. take the st_mode of a stat result.\n\nThe ST_ constants are indices of the tuple that os.stat() gives.")]
internal static unsafe partial class StatModule
{
    private const uint S_IFMT_Mask = 0xF000;
    private const uint S_IMODE_Mask = 0xFFF;

    private static readonly (string Name, long Value)[] s_constants =
    [
        ("S_IFDIR", 16384), ("S_IFCHR", 8192), ("S_IFBLK", 24576), ("S_IFREG", 32768), ("S_IFIFO", 4096), ("S_IFLNK", 40960),
        ("S_IFSOCK", 49152), ("S_IFDOOR", 0), ("S_IFPORT", 0), ("S_IFWHT", 0), ("S_ISUID", 2048), ("S_ISGID", 1024),
        ("S_ISVTX", 512), ("S_ENFMT", 1024), ("S_IREAD", 256), ("S_IWRITE", 128), ("S_IEXEC", 64), ("S_IRWXU", 448),
        ("S_IRUSR", 256), ("S_IWUSR", 128), ("S_IXUSR", 64), ("S_IRWXG", 56), ("S_IRGRP", 32), ("S_IWGRP", 16), ("S_IXGRP", 8),
        ("S_IRWXO", 7), ("S_IROTH", 4), ("S_IWOTH", 2), ("S_IXOTH", 1), ("UF_SETTABLE", 65535), ("UF_NODUMP", 1),
        ("UF_IMMUTABLE", 2), ("UF_APPEND", 4), ("UF_OPAQUE", 8), ("UF_NOUNLINK", 16), ("UF_COMPRESSED", 32), ("UF_TRACKED", 64),
        ("UF_DATAVAULT", 128), ("UF_HIDDEN", 32768), ("SF_SETTABLE", 4294901760), ("SF_ARCHIVED", 65536),
        ("SF_IMMUTABLE", 131072), ("SF_APPEND", 262144), ("SF_NOUNLINK", 1048576), ("SF_SNAPSHOT", 2097152),
        ("SF_FIRMLINK", 8388608), ("SF_DATALESS", 1073741824), ("ST_MODE", 0), ("ST_INO", 1), ("ST_DEV", 2), ("ST_NLINK", 3),
        ("ST_UID", 4), ("ST_GID", 5), ("ST_SIZE", 6), ("ST_ATIME", 7), ("ST_MTIME", 8), ("ST_CTIME", 9),
    ];

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        foreach ((string name, long value) in s_constants)
        {
            if (Modules.AddIntConstant(ts, module, name, value) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    /// <summary>An int as a mode_t; null with the exception set.</summary>
    private static uint? ModeOf(ThreadState* ts, PyObject* o)
    {
        using Owned<PyObject> number = Own.Of(ts, PyLong.Check(o) ? Ref.New(o) : Num.Index(ts, o));
        ulong value = number.IsNull ? ulong.MaxValue : PyLong.AsUInt64(ts, number.Pointer);
        if (Err.Occurred(ts))
            return null;
        if (value <= uint.MaxValue)
            return (uint)value;
        Err.Overflow(ts, "mode out of range");
        return null;
    }

    private static PyObject* IsOf(ThreadState* ts, PyObject* mode, uint kind) =>
        ModeOf(ts, mode) is { } bits ? Py.Bool((bits & S_IFMT_Mask) == kind) : null;

    [PyFunction("($self, object, /)", Name = "S_ISDIR", Doc = "S_ISDIR(mode) -> bool\n\nTell whether the mode is that of a directory.")]
    private static PyObject* IsDIR(ThreadState* ts, PyObject* module, PyObject* mode) => IsOf(ts, mode, 0x4000);

    [PyFunction("($self, object, /)", Name = "S_ISCHR", Doc = "S_ISCHR(mode) -> bool\n\nTell whether the mode is that of a character device.")]
    private static PyObject* IsCHR(ThreadState* ts, PyObject* module, PyObject* mode) => IsOf(ts, mode, 0x2000);

    [PyFunction("($self, object, /)", Name = "S_ISBLK", Doc = "S_ISBLK(mode) -> bool\n\nTell whether the mode is that of a block device.")]
    private static PyObject* IsBLK(ThreadState* ts, PyObject* module, PyObject* mode) => IsOf(ts, mode, 0x6000);

    [PyFunction("($self, object, /)", Name = "S_ISREG", Doc = "S_ISREG(mode) -> bool\n\nTell whether the mode is that of a regular file.")]
    private static PyObject* IsREG(ThreadState* ts, PyObject* module, PyObject* mode) => IsOf(ts, mode, 0x8000);

    [PyFunction("($self, object, /)", Name = "S_ISFIFO", Doc = "S_ISFIFO(mode) -> bool\n\nTell whether the mode is that of a FIFO (named pipe).")]
    private static PyObject* IsFIFO(ThreadState* ts, PyObject* module, PyObject* mode) => IsOf(ts, mode, 0x1000);

    [PyFunction("($self, object, /)", Name = "S_ISLNK", Doc = "S_ISLNK(mode) -> bool\n\nTell whether the mode is that of a symbolic link.")]
    private static PyObject* IsLNK(ThreadState* ts, PyObject* module, PyObject* mode) => IsOf(ts, mode, 0xA000);

    [PyFunction("($self, object, /)", Name = "S_ISSOCK", Doc = "S_ISSOCK(mode) -> bool\n\nTell whether the mode is that of a socket.")]
    private static PyObject* IsSOCK(ThreadState* ts, PyObject* module, PyObject* mode) => IsOf(ts, mode, 0xC000);

    [PyFunction("($self, object, /)", Name = "S_ISDOOR", Doc = "S_ISDOOR(mode) -> bool\n\nTell whether the mode is that of a door; this system has none.")]
    private static PyObject* IsDOOR(ThreadState* ts, PyObject* module, PyObject* mode) => ModeOf(ts, mode) is null ? null : Py.False;

    [PyFunction("($self, object, /)", Name = "S_ISPORT", Doc = "S_ISPORT(mode) -> bool\n\nTell whether the mode is that of an event port; this system has none.")]
    private static PyObject* IsPORT(ThreadState* ts, PyObject* module, PyObject* mode) => ModeOf(ts, mode) is null ? null : Py.False;

    [PyFunction("($self, object, /)", Name = "S_ISWHT", Doc = "S_ISWHT(mode) -> bool\n\nTell whether the mode is that of a whiteout; this system has none.")]
    private static PyObject* IsWHT(ThreadState* ts, PyObject* module, PyObject* mode) => ModeOf(ts, mode) is null ? null : Py.False;

    [PyFunction("($self, object, /)", Doc = "The part of a mode that can be set by os.chmod().")]
    private static PyObject* S_IMODE(ThreadState* ts, PyObject* module, PyObject* mode) => ModeOf(ts, mode) is { } bits ? PyLong.FromInt64(ts, bits & S_IMODE_Mask) : null;

    [PyFunction("($self, object, /)", Doc = "The part of a mode that says what kind of file it is.")]
    private static PyObject* S_IFMT(ThreadState* ts, PyObject* module, PyObject* mode) => ModeOf(ts, mode) is { } bits ? PyLong.FromInt64(ts, bits & S_IFMT_Mask) : null;

    [PyFunction("($self, object, /)", Doc = "The mode as ls shows it, like '-rwxrwxrwx'.")]
    private static PyObject* filemode(ThreadState* ts, PyObject* module, PyObject* mode)
    {
        if (ModeOf(ts, mode) is not { } bits)
            return null;
        byte* text = stackalloc byte[10];
        text[0] = (byte)((bits & S_IFMT_Mask) switch
        {
            0x8000 => '-',
            0x4000 => 'd',
            0xA000 => 'l',
            0x6000 => 'b',
            0x2000 => 'c',
            0x1000 => 'p',
            0xC000 => 's',
            _ => '?',
        });
        Permissions(text + 1, bits >> 6, (bits & 0x800) != 0, 's');
        Permissions(text + 4, bits >> 3, (bits & 0x400) != 0, 's');
        Permissions(text + 7, bits, (bits & 0x200) != 0, 't');
        return PyUnicode.FromAscii(ts, new ReadOnlySpan<byte>(text, 10));
    }

    /// <summary>Three letters; a special bit replaces the x, in upper case where there is no x.</summary>
    private static void Permissions(byte* text, uint bits, bool special, char letter)
    {
        bool executable = (bits & 1) != 0;
        text[0] = (byte)((bits & 4) != 0 ? 'r' : '-');
        text[1] = (byte)((bits & 2) != 0 ? 'w' : '-');
        text[2] = (byte)(special ? (executable ? letter : char.ToUpperInvariant(letter)) : executable ? 'x' : '-');
    }
}
