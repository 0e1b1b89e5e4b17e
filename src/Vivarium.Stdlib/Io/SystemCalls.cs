// The C library's calls that streams need. Those that can block tell the error through the thread's last P/Invoke error. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class SystemCalls
{
    public const int EINTR = 4;
    public const int EBADF = 9;
    public const int EAGAIN = 11;
    public const int EISDIR = 21;
    public const int EINVAL = 22;
    public const int ENOTTY = 25;
    public const int ESPIPE = 29;

    public const int O_RDONLY = 0;
    public const int O_WRONLY = 1;
    public const int O_RDWR = 2;
    public const int O_CREAT = 0x40;
    public const int O_EXCL = 0x80;
    public const int O_TRUNC = 0x200;
    public const int O_APPEND = 0x400;
    public const int O_CLOEXEC = 0x80000;

    private const int FD_CLOEXEC = 1;
    private const int F_GETFD = 1;
    private const int F_SETFD = 2;
    private const uint TypeMask = 0xF000;
    private const uint Directory = 0x4000;
    private const uint CharacterDevice = 0x2000;
    private const int StatSize = 256;

    /// <summary>The largest count that one read or write takes.</summary>
    private const nint MaxTransfer = 0x7FFFF000;

    [LibraryImport("libc", SetLastError = true, EntryPoint = "open")]
    private static partial int NativeOpen(byte* path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true, EntryPoint = "read")]
    private static partial nint NativeRead(int fd, void* buffer, nint count);

    [LibraryImport("libc", SetLastError = true, EntryPoint = "write")]
    private static partial nint NativeWrite(int fd, void* buffer, nint count);

    [LibraryImport("libc", SetLastError = true, EntryPoint = "close")]
    private static partial int NativeClose(int fd);

    [LibraryImport("libc", SetLastError = true, EntryPoint = "lseek")]
    private static partial long NativeSeek(int fd, long offset, int whence);

    [LibraryImport("libc", SetLastError = true, EntryPoint = "ftruncate")]
    private static partial int NativeTruncate(int fd, long length);

    [LibraryImport("libc", SetLastError = true, EntryPoint = "fstat")]
    private static partial int NativeStat(int fd, byte* stat);

    [LibraryImport("libc", SetLastError = true, EntryPoint = "isatty")]
    private static partial int NativeIsATerminal(int fd);

    [LibraryImport("libc", SetLastError = true, EntryPoint = "fcntl")]
    private static partial int NativeControl(int fd, int command, int argument);

    public static int LastError => Marshal.GetLastPInvokeError();

    // ---- Calls that may wait: other threads of the interpreter run meanwhile, so no object may be touched; the error is 0 when there is none ----

    public static int Open(ThreadState* ts, byte* path, int flags, int mode, out int error)
    {
        Gil.Release(ts);
        int fd = NativeOpen(path, flags, mode);
        error = fd < 0 ? LastError : 0;
        Gil.Acquire(ts);
        return fd;
    }

    public static nint Read(ThreadState* ts, int fd, void* buffer, nint count, out int error)
    {
        Gil.Release(ts);
        nint n = NativeRead(fd, buffer, nint.Min(count, MaxTransfer));
        error = n < 0 ? LastError : 0;
        Gil.Acquire(ts);
        return n;
    }

    public static nint Write(ThreadState* ts, int fd, void* buffer, nint count, out int error)
    {
        Gil.Release(ts);
        nint n = NativeWrite(fd, buffer, nint.Min(count, MaxTransfer));
        error = n < 0 ? LastError : 0;
        Gil.Acquire(ts);
        return n;
    }

    /// <summary>The error of closing, or 0.</summary>
    public static int Close(ThreadState* ts, int fd)
    {
        Gil.Release(ts);
        int error = NativeClose(fd) == 0 ? 0 : LastError;
        Gil.Acquire(ts);
        return error;
    }

    /// <summary>The error of cutting, or 0.</summary>
    public static int Truncate(ThreadState* ts, int fd, long length)
    {
        Gil.Release(ts);
        int error = NativeTruncate(fd, length) == 0 ? 0 : LastError;
        Gil.Acquire(ts);
        return error;
    }

    // ---- Calls that do not ----

    public static long Seek(int fd, long offset, int whence) => NativeSeek(fd, offset, whence);

    public static bool IsATerminal(int fd) => NativeIsATerminal(fd) == 1;

    /// <summary>The descriptor will be closed when another program is started; 0, or -1 with an error.</summary>
    public static int SetNotInherited(int fd)
    {
        int flags = NativeControl(fd, F_GETFD, 0);
        return flags < 0 ? -1 : (flags & FD_CLOEXEC) != 0 ? 0 : NativeControl(fd, F_SETFD, flags | FD_CLOEXEC);
    }

    /// <summary>Size, block size and kind of an open file; false on error.</summary>
    public static bool Stat(int fd, out StatAtOpen result)
    {
        byte* stat = stackalloc byte[StatSize];
        result = default;
        if (NativeStat(fd, stat) != 0)
            return false;
        // struct stat of 64-bit Linux: the mode comes after the link count on x64, before it on Arm.
        result.st_mode = *(uint*)(stat + (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 24 : 16));
        result.st_size = *(long*)(stat + 48);
        result.st_blksize = *(int*)(stat + 56);
        return true;
    }

    public static bool IsDirectory(uint mode) => (mode & TypeMask) == Directory;

    public static bool IsCharacterDevice(uint mode) => (mode & TypeMask) == CharacterDevice;
}
