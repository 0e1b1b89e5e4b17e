// Properties of descriptors that fcntl and ioctl know: inheritance and blocking. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class DescriptorFlags
{
    public const int DupFdCloexec = 1030;
    private const int GetFd = 1, SetFd = 2, GetFl = 3, SetFl = 4, Cloexec = 1, Nonblock = 0x800;

    /// <summary>1 or 0, or -1 with errno.</summary>
    public static int GetInheritable(int fd)
    {
        int flags = Libc.fcntl(fd, GetFd, 0);
        return flags < 0 ? -1 : (flags & Cloexec) == 0 ? 1 : 0;
    }

    public static int SetInheritable(int fd, bool inheritable)
    {
        int flags = Libc.fcntl(fd, GetFd, 0);
        if (flags < 0)
            return -1;
        int wanted = inheritable ? flags & ~Cloexec : flags | Cloexec;
        return wanted == flags ? 0 : Libc.fcntl(fd, SetFd, wanted);
    }

    public static int GetBlocking(int fd)
    {
        int flags = Libc.fcntl(fd, GetFl, 0);
        return flags < 0 ? -1 : (flags & Nonblock) == 0 ? 1 : 0;
    }

    public static int SetBlocking(int fd, bool blocking)
    {
        int flags = Libc.fcntl(fd, GetFl, 0);
        if (flags < 0)
            return -1;
        return Libc.fcntl(fd, SetFl, blocking ? flags & ~Nonblock : flags | Nonblock);
    }
}
