// The C library's functions on files and directories. Signatures are blittable, so a call is a plain call; errno is read by Blocking.End or Libc.Errno.
// See docs/internals/posix.md.
[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace Vivarium.Stdlib.Posix.Native;

internal static unsafe partial class Libc
{
    private const string C = "libc";

    /// <summary>errno of the last call on this thread.</summary>
    public static int Errno => Marshal.GetLastPInvokeError();

    [LibraryImport(C, SetLastError = true)] public static partial int open(byte* path, int flags, uint mode);
    [LibraryImport(C, SetLastError = true)] public static partial int openat(int dirfd, byte* path, int flags, uint mode);
    [LibraryImport(C, SetLastError = true)] public static partial int close(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial int close_range(uint first, uint last, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial nint read(int fd, void* buffer, nuint count);
    [LibraryImport(C, SetLastError = true)] public static partial nint write(int fd, void* buffer, nuint count);
    [LibraryImport(C, SetLastError = true)] public static partial nint pread(int fd, void* buffer, nuint count, long offset);
    [LibraryImport(C, SetLastError = true)] public static partial nint pwrite(int fd, void* buffer, nuint count, long offset);
    [LibraryImport(C, SetLastError = true)] public static partial nint readv(int fd, iovec* iov, int count);
    [LibraryImport(C, SetLastError = true)] public static partial nint writev(int fd, iovec* iov, int count);
    [LibraryImport(C, SetLastError = true)] public static partial nint preadv2(int fd, iovec* iov, int count, long offset, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial nint pwritev2(int fd, iovec* iov, int count, long offset, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial long lseek(int fd, long offset, int whence);
    [LibraryImport(C, SetLastError = true)] public static partial nint sendfile(int outFd, int inFd, long* offset, nuint count);
    [LibraryImport(C, SetLastError = true)] public static partial nint copy_file_range(int inFd, long* inOffset, int outFd, long* outOffset, nuint count, uint flags);
    [LibraryImport(C, SetLastError = true)] public static partial nint splice(int inFd, long* inOffset, int outFd, long* outOffset, nuint count, uint flags);
    [LibraryImport(C, SetLastError = true)] public static partial int dup(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial int dup2(int fd, int fd2);
    [LibraryImport(C, SetLastError = true)] public static partial int dup3(int fd, int fd2, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int pipe2(int* fds, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int fcntl(int fd, int command, nint argument);
    [LibraryImport(C, SetLastError = true)] public static partial int ioctl(int fd, nuint request, void* argument);
    [LibraryImport(C, SetLastError = true)] public static partial int lockf(int fd, int command, long length);
    [LibraryImport(C, SetLastError = true)] public static partial int fsync(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial int fdatasync(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial void sync();
    [LibraryImport(C, SetLastError = true)] public static partial int ftruncate(int fd, long length);
    [LibraryImport(C, SetLastError = true)] public static partial int truncate(byte* path, long length);
    [LibraryImport(C, SetLastError = true)] public static partial int posix_fallocate(int fd, long offset, long length);
    [LibraryImport(C, SetLastError = true)] public static partial int posix_fadvise(int fd, long offset, long length, int advice);
    [LibraryImport(C, SetLastError = true)] public static partial int isatty(int fd);

    [LibraryImport(C, SetLastError = true)] public static partial int fstat(int fd, stat_t* result);
    [LibraryImport(C, SetLastError = true)] public static partial int fstatat(int dirfd, byte* path, stat_t* result, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int statvfs(byte* path, statvfs_t* result);
    [LibraryImport(C, SetLastError = true)] public static partial int fstatvfs(int fd, statvfs_t* result);
    [LibraryImport(C, SetLastError = true)] public static partial int faccessat(int dirfd, byte* path, int mode, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int fchmod(int fd, uint mode);
    [LibraryImport(C, SetLastError = true)] public static partial int fchmodat(int dirfd, byte* path, uint mode, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int fchown(int fd, uint uid, uint gid);
    [LibraryImport(C, SetLastError = true)] public static partial int fchownat(int dirfd, byte* path, uint uid, uint gid, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int futimens(int fd, timespec* times);
    [LibraryImport(C, SetLastError = true)] public static partial int utimensat(int dirfd, byte* path, timespec* times, int flags);

    [LibraryImport(C, SetLastError = true)] public static partial int linkat(int fromFd, byte* from, int toFd, byte* to, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int symlinkat(byte* target, int dirfd, byte* path);
    [LibraryImport(C, SetLastError = true)] public static partial nint readlinkat(int dirfd, byte* path, byte* buffer, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial int renameat(int fromFd, byte* from, int toFd, byte* to);
    [LibraryImport(C, SetLastError = true)] public static partial int unlinkat(int dirfd, byte* path, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int mkdirat(int dirfd, byte* path, uint mode);
    [LibraryImport(C, SetLastError = true)] public static partial int mkfifoat(int dirfd, byte* path, uint mode);
    [LibraryImport(C, SetLastError = true)] public static partial int mknodat(int dirfd, byte* path, uint mode, ulong device);
    [LibraryImport(C, SetLastError = true)] public static partial byte* getcwd(byte* buffer, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial int chdir(byte* path);
    [LibraryImport(C, SetLastError = true)] public static partial int fchdir(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial int chroot(byte* path);
    [LibraryImport(C, SetLastError = true)] public static partial uint umask(uint mask);
    [LibraryImport(C, SetLastError = true)] public static partial long pathconf(byte* path, int name);
    [LibraryImport(C, SetLastError = true)] public static partial long fpathconf(int fd, int name);

    [LibraryImport(C, SetLastError = true)] public static partial void* opendir(byte* path);
    [LibraryImport(C, SetLastError = true)] public static partial void* fdopendir(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial dirent* readdir(void* dir);
    [LibraryImport(C, SetLastError = true)] public static partial void rewinddir(void* dir);
    [LibraryImport(C, SetLastError = true)] public static partial int closedir(void* dir);

    [LibraryImport(C, SetLastError = true)] public static partial nint getxattr(byte* path, byte* name, void* value, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial nint lgetxattr(byte* path, byte* name, void* value, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial nint fgetxattr(int fd, byte* name, void* value, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial int setxattr(byte* path, byte* name, void* value, nuint size, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int lsetxattr(byte* path, byte* name, void* value, nuint size, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int fsetxattr(int fd, byte* name, void* value, nuint size, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int removexattr(byte* path, byte* name);
    [LibraryImport(C, SetLastError = true)] public static partial int lremovexattr(byte* path, byte* name);
    [LibraryImport(C, SetLastError = true)] public static partial int fremovexattr(int fd, byte* name);
    [LibraryImport(C, SetLastError = true)] public static partial nint listxattr(byte* path, byte* list, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial nint llistxattr(byte* path, byte* list, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial nint flistxattr(int fd, byte* list, nuint size);

    [LibraryImport(C, SetLastError = true)] public static partial int memfd_create(byte* name, uint flags);
    [LibraryImport(C, SetLastError = true)] public static partial int eventfd(uint initial, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int eventfd_read(int fd, ulong* value);
    [LibraryImport(C, SetLastError = true)] public static partial int eventfd_write(int fd, ulong value);
    [LibraryImport(C, SetLastError = true)] public static partial int timerfd_create(int clock, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int timerfd_settime(int fd, int flags, itimerspec* value, itimerspec* old);
    [LibraryImport(C, SetLastError = true)] public static partial int timerfd_gettime(int fd, itimerspec* value);
    [LibraryImport(C, SetLastError = true)] public static partial nint getrandom(void* buffer, nuint size, uint flags);
    [LibraryImport(C, SetLastError = true)] public static partial int poll(void* fds, ulong count, int timeout);
}
