// Reading directories: opening by path, by descriptor or the current one, and the entries without "." and "..". See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class DirectoryStream
{
    /// <summary>A DIR*, or null with an exception. A descriptor is duplicated, as closing the stream closes it.</summary>
    public static void* Open(ThreadState* ts, in PathArg file, out bool fromFd)
    {
        fromFd = file.Fd != -1;
        void* dir;
        int errno;
        if (fromFd)
        {
            Blocking.Begin(ts);
            int copy = Libc.fcntl(file.Fd, DescriptorFlags.DupFdCloexec, 0);
            errno = Blocking.End(ts);
            if (copy < 0)
                return OsError.Raise(ts, errno);
            Blocking.Begin(ts);
            dir = Libc.fdopendir(copy);
            errno = Blocking.End(ts);
            if (dir == null)
                _ = Libc.close(copy);
        }
        else
        {
            byte* dot = stackalloc byte[2] { (byte)'.', 0 };
            Blocking.Begin(ts);
            dir = Libc.opendir(file.Narrow == null ? dot : file.Narrow);
            errno = Blocking.End(ts);
        }
        return dir == null ? OsError.Raise(ts, errno, file.Object) : dir;
    }

    /// <summary>The next entry, or null at the end (errno 0) and on failure.</summary>
    public static dirent* Next(ThreadState* ts, void* dir, out int errno)
    {
        while (true)
        {
            Blocking.Begin(ts);
            dirent* entry = Libc.readdir(dir);
            errno = Blocking.End(ts);
            if (entry == null)
                return null;
            if (entry->d_name[0] != '.' || (entry->d_name[1] != 0 && (entry->d_name[1] != '.' || entry->d_name[2] != 0)))
                return entry;
        }
    }

    public static void Close(ThreadState* ts, void* dir, bool fromFd)
    {
        Blocking.Begin(ts);
        if (fromFd)
            Libc.rewinddir(dir);
        _ = Libc.closedir(dir);
        Blocking.End(ts);
    }
}
