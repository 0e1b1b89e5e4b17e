// The C library's functions on users, groups, limits, terminals and the system's log. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix.Native;

internal static unsafe partial class Libc
{
    [LibraryImport(C)] public static partial int getpwuid_r(uint uid, passwd_t* entry, byte* buffer, nuint size, passwd_t** found);
    [LibraryImport(C)] public static partial int getpwnam_r(byte* name, passwd_t* entry, byte* buffer, nuint size, passwd_t** found);
    [LibraryImport(C)] public static partial void setpwent();
    [LibraryImport(C)] public static partial passwd_t* getpwent();
    [LibraryImport(C)] public static partial void endpwent();
    [LibraryImport(C)] public static partial int getgrgid_r(uint gid, group_t* entry, byte* buffer, nuint size, group_t** found);
    [LibraryImport(C)] public static partial int getgrnam_r(byte* name, group_t* entry, byte* buffer, nuint size, group_t** found);
    [LibraryImport(C)] public static partial void setgrent();
    [LibraryImport(C)] public static partial group_t* getgrent();
    [LibraryImport(C)] public static partial void endgrent();
    [LibraryImport(C, SetLastError = true)] public static partial int getrusage(int who, rusage* usage);
    [LibraryImport(C, SetLastError = true)] public static partial int getrlimit(int resource, rlimit_t* limit);
    [LibraryImport(C, SetLastError = true)] public static partial int setrlimit(int resource, rlimit_t* limit);
    [LibraryImport(C, SetLastError = true)] public static partial int prlimit(int pid, int resource, rlimit_t* after, rlimit_t* before);
    [LibraryImport(C, SetLastError = true)] public static partial int flock(int fd, int operation);
    [LibraryImport(C, SetLastError = true)] public static partial int tcsendbreak(int fd, int duration);
    [LibraryImport(C, SetLastError = true)] public static partial int tcdrain(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial int tcflush(int fd, int queue);
    [LibraryImport(C, SetLastError = true)] public static partial int tcflow(int fd, int action);
    [LibraryImport(C)] public static partial void openlog(byte* ident, int options, int facility);
    [LibraryImport(C)] public static partial void closelog();
    [LibraryImport(C)] public static partial int setlogmask(int mask);

    /// <summary>One argument behind the format: a variadic function whose register count the x86-64 convention lets be anything when no argument is a float.</summary>
    [LibraryImport(C)] public static partial void syslog(int priority, byte* format, byte* text);
}

internal unsafe struct passwd_t
{
    public byte* pw_name;
    public byte* pw_passwd;
    public uint pw_uid;
    public uint pw_gid;
    public byte* pw_gecos;
    public byte* pw_dir;
    public byte* pw_shell;
}

internal unsafe struct group_t
{
    public byte* gr_name;
    public byte* gr_passwd;
    public uint gr_gid;
    public byte** gr_mem;
}

internal struct rlimit_t
{
    public ulong rlim_cur;
    public ulong rlim_max;
}

/// <summary>struct flock of fcntl.</summary>
internal struct flock_t
{
    public short l_type;
    public short l_whence;
    public long l_start;
    public long l_len;
    public int l_pid;
}

/// <summary>Linux's own struct of terminal settings, with speeds as numbers.</summary>
internal unsafe struct termios2
{
    public const int CharacterCount = 19;

    public uint c_iflag;
    public uint c_oflag;
    public uint c_cflag;
    public uint c_lflag;
    public byte c_line;
    public fixed byte c_cc[CharacterCount];
    public uint c_ispeed;
    public uint c_ospeed;
}
