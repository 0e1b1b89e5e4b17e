// Structures of glibc on x86-64 Linux, by their C names and fields. Only what calls need is named; the rest is padding. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix.Native;

internal struct timespec
{
    public long tv_sec;
    public long tv_nsec;
}

internal struct timeval
{
    public long tv_sec;
    public long tv_usec;
}

internal struct itimerval
{
    public timeval it_interval;
    public timeval it_value;
}

internal struct itimerspec
{
    public timespec it_interval;
    public timespec it_value;
}

internal unsafe struct stat_t
{
    public ulong st_dev;
    public ulong st_ino;
    public ulong st_nlink;
    public uint st_mode;
    public uint st_uid;
    public uint st_gid;
    public int pad0;
    public ulong st_rdev;
    public long st_size;
    public long st_blksize;
    public long st_blocks;
    public timespec st_atim;
    public timespec st_mtim;
    public timespec st_ctim;
    public fixed long reserved[3];
}

internal unsafe struct dirent
{
    public ulong d_ino;
    public long d_off;
    public ushort d_reclen;
    public byte d_type;
    public fixed byte d_name[256];
}

internal unsafe struct statvfs_t
{
    public ulong f_bsize;
    public ulong f_frsize;
    public ulong f_blocks;
    public ulong f_bfree;
    public ulong f_bavail;
    public ulong f_files;
    public ulong f_ffree;
    public ulong f_favail;
    public ulong f_fsid;
    public ulong f_flag;
    public ulong f_namemax;
    public fixed int spare[6];
}

internal struct winsize
{
    public ushort ws_row;
    public ushort ws_col;
    public ushort ws_xpixel;
    public ushort ws_ypixel;
}

internal struct tms
{
    public long tms_utime;
    public long tms_stime;
    public long tms_cutime;
    public long tms_cstime;
}

internal unsafe struct utsname
{
    public fixed byte sysname[65];
    public fixed byte nodename[65];
    public fixed byte release[65];
    public fixed byte version[65];
    public fixed byte machine[65];
    public fixed byte domainname[65];
}

internal unsafe struct iovec
{
    public void* iov_base;
    public nuint iov_len;
}

internal struct sched_param_t
{
    public int sched_priority;
}

/// <summary>The resources that a child has used.</summary>
internal unsafe struct rusage
{
    public timeval ru_utime;
    public timeval ru_stime;
    public long ru_maxrss;
    public long ru_ixrss;
    public long ru_idrss;
    public long ru_isrss;
    public long ru_minflt;
    public long ru_majflt;
    public long ru_nswap;
    public long ru_inblock;
    public long ru_oublock;
    public long ru_msgsnd;
    public long ru_msgrcv;
    public long ru_nsignals;
    public long ru_nvcsw;
    public long ru_nivcsw;
}

/// <summary>What came with a signal. The fields after si_code overlay each other by kind of signal; these are the ones of SIGCHLD and of kill().</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct siginfo_t
{
    [FieldOffset(0)]
    public int si_signo;
    [FieldOffset(4)]
    public int si_errno;
    [FieldOffset(8)]
    public int si_code;
    [FieldOffset(16)]
    public int si_pid;
    [FieldOffset(16)]
    public long si_band;
    [FieldOffset(20)]
    public uint si_uid;
    [FieldOffset(24)]
    public int si_status;
}

/// <summary>1024 bits, the first for signal 1.</summary>
internal unsafe struct sigset_t
{
    public fixed ulong bits[16];
}

[StructLayout(LayoutKind.Explicit, Size = 152)]
internal unsafe struct sigaction_t
{
    [FieldOffset(0)]
    public void* sa_handler;
    [FieldOffset(8)]
    public sigset_t sa_mask;
    [FieldOffset(136)]
    public int sa_flags;
    [FieldOffset(144)]
    public void* sa_restorer;
}

/// <summary>posix_spawn_file_actions_t: filled by libc's functions only.</summary>
[StructLayout(LayoutKind.Sequential, Size = 80)]
internal unsafe struct posix_spawn_file_actions_t
{
    public fixed ulong opaque[10];
}

/// <summary>posix_spawnattr_t: filled by libc's functions only.</summary>
[StructLayout(LayoutKind.Sequential, Size = 336)]
internal unsafe struct posix_spawnattr_t
{
    public fixed ulong opaque[42];
}
