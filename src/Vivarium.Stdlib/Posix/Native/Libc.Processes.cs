// The C library's functions on processes, users, scheduling, terminals, the environment and signals. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix.Native;

internal static unsafe partial class Libc
{
    /// <summary>System calls that glibc has no function for, or had none for long.</summary>
    public const int SysGettid = 186, SysTgkill = 234, SysPidfdSendSignal = 424, SysPidfdOpen = 434;

    [LibraryImport(C, SetLastError = true)] public static partial nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport(C)] public static partial void _exit(int status);
    [LibraryImport(C)] public static partial void abort();
    [LibraryImport(C, SetLastError = true)] public static partial int execv(byte* path, byte** argv);
    [LibraryImport(C, SetLastError = true)] public static partial int execve(byte* path, byte** argv, byte** envp);
    [LibraryImport(C, SetLastError = true)] public static partial int fexecve(int fd, byte** argv, byte** envp);
    [LibraryImport(C, SetLastError = true)] public static partial int system(byte* command);
    [LibraryImport(C, SetLastError = true)] public static partial int waitpid(int pid, int* status, int options);
    [LibraryImport(C, SetLastError = true)] public static partial int wait4(int pid, int* status, int options, rusage* usage);
    [LibraryImport(C, SetLastError = true)] public static partial int waitid(int idtype, int id, siginfo_t* info, int options);
    [LibraryImport(C, SetLastError = true)] public static partial int kill(int pid, int signal);
    [LibraryImport(C, SetLastError = true)] public static partial int killpg(int group, int signal);
    [LibraryImport(C, SetLastError = true)] public static partial int nice(int increment);
    [LibraryImport(C, SetLastError = true)] public static partial int getpriority(int which, uint who);
    [LibraryImport(C, SetLastError = true)] public static partial int setpriority(int which, uint who, int priority);
    [LibraryImport(C, SetLastError = true)] public static partial int unshare(int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int setns(int fd, int type);

    [LibraryImport(C)] public static partial int posix_spawn(int* pid, byte* path, posix_spawn_file_actions_t* actions, posix_spawnattr_t* attributes, byte** argv, byte** envp);
    [LibraryImport(C)] public static partial int posix_spawnp(int* pid, byte* path, posix_spawn_file_actions_t* actions, posix_spawnattr_t* attributes, byte** argv, byte** envp);
    [LibraryImport(C)] public static partial int posix_spawn_file_actions_init(posix_spawn_file_actions_t* actions);
    [LibraryImport(C)] public static partial int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t* actions);
    [LibraryImport(C)] public static partial int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t* actions, int fd, byte* path, int flags, uint mode);
    [LibraryImport(C)] public static partial int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t* actions, int fd);
    [LibraryImport(C)] public static partial int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t* actions, int fd, int fd2);
    [LibraryImport(C)] public static partial int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t* actions, int from);
    [LibraryImport(C)] public static partial int posix_spawnattr_init(posix_spawnattr_t* attributes);
    [LibraryImport(C)] public static partial int posix_spawnattr_destroy(posix_spawnattr_t* attributes);
    [LibraryImport(C)] public static partial int posix_spawnattr_setflags(posix_spawnattr_t* attributes, short flags);
    [LibraryImport(C)] public static partial int posix_spawnattr_setpgroup(posix_spawnattr_t* attributes, int group);
    [LibraryImport(C)] public static partial int posix_spawnattr_setsigmask(posix_spawnattr_t* attributes, sigset_t* set);
    [LibraryImport(C)] public static partial int posix_spawnattr_setsigdefault(posix_spawnattr_t* attributes, sigset_t* set);
    [LibraryImport(C)] public static partial int posix_spawnattr_setschedpolicy(posix_spawnattr_t* attributes, int policy);
    [LibraryImport(C)] public static partial int posix_spawnattr_setschedparam(posix_spawnattr_t* attributes, sched_param_t* param);

    [LibraryImport(C)] public static partial int getpid();
    [LibraryImport(C)] public static partial int getppid();
    [LibraryImport(C)] public static partial int getpgrp();
    [LibraryImport(C)] public static partial uint getuid();
    [LibraryImport(C)] public static partial uint geteuid();
    [LibraryImport(C)] public static partial uint getgid();
    [LibraryImport(C)] public static partial uint getegid();
    [LibraryImport(C, SetLastError = true)] public static partial int getpgid(int pid);
    [LibraryImport(C, SetLastError = true)] public static partial int getsid(int pid);
    [LibraryImport(C, SetLastError = true)] public static partial int setsid();
    [LibraryImport(C, SetLastError = true)] public static partial int setpgid(int pid, int group);
    [LibraryImport(C, SetLastError = true)] public static partial int setuid(uint uid);
    [LibraryImport(C, SetLastError = true)] public static partial int setgid(uint gid);
    [LibraryImport(C, SetLastError = true)] public static partial int seteuid(uint uid);
    [LibraryImport(C, SetLastError = true)] public static partial int setegid(uint gid);
    [LibraryImport(C, SetLastError = true)] public static partial int setreuid(uint uid, uint euid);
    [LibraryImport(C, SetLastError = true)] public static partial int setregid(uint gid, uint egid);
    [LibraryImport(C, SetLastError = true)] public static partial int setresuid(uint uid, uint euid, uint suid);
    [LibraryImport(C, SetLastError = true)] public static partial int setresgid(uint gid, uint egid, uint sgid);
    [LibraryImport(C, SetLastError = true)] public static partial int getresuid(uint* uid, uint* euid, uint* suid);
    [LibraryImport(C, SetLastError = true)] public static partial int getresgid(uint* gid, uint* egid, uint* sgid);
    [LibraryImport(C, SetLastError = true)] public static partial int getgroups(int size, uint* groups);
    [LibraryImport(C, SetLastError = true)] public static partial int setgroups(nuint size, uint* groups);
    [LibraryImport(C, SetLastError = true)] public static partial int getgrouplist(byte* user, uint group, uint* groups, int* count);
    [LibraryImport(C, SetLastError = true)] public static partial int initgroups(byte* user, uint group);
    [LibraryImport(C, SetLastError = true)] public static partial int getlogin_r(byte* name, nuint size);

    [LibraryImport(C, SetLastError = true)] public static partial int sched_get_priority_max(int policy);
    [LibraryImport(C, SetLastError = true)] public static partial int sched_get_priority_min(int policy);
    [LibraryImport(C, SetLastError = true)] public static partial int sched_getparam(int pid, sched_param_t* param);
    [LibraryImport(C, SetLastError = true)] public static partial int sched_setparam(int pid, sched_param_t* param);
    [LibraryImport(C, SetLastError = true)] public static partial int sched_getscheduler(int pid);
    [LibraryImport(C, SetLastError = true)] public static partial int sched_setscheduler(int pid, int policy, sched_param_t* param);
    [LibraryImport(C, SetLastError = true)] public static partial int sched_rr_get_interval(int pid, timespec* interval);
    [LibraryImport(C, SetLastError = true)] public static partial int sched_getaffinity(int pid, nuint size, ulong* mask);
    [LibraryImport(C, SetLastError = true)] public static partial int sched_setaffinity(int pid, nuint size, ulong* mask);
    [LibraryImport(C, SetLastError = true)] public static partial int sched_yield();

    [LibraryImport(C, SetLastError = true)] public static partial int posix_openpt(int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int grantpt(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial int unlockpt(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial int ptsname_r(int fd, byte* name, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial int ttyname_r(int fd, byte* name, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial byte* ctermid(byte* name);
    [LibraryImport(C, SetLastError = true)] public static partial int tcgetpgrp(int fd);
    [LibraryImport(C, SetLastError = true)] public static partial int tcsetpgrp(int fd, int group);

    [LibraryImport(C, SetLastError = true)] public static partial int setenv(byte* name, byte* value, int overwrite);
    [LibraryImport(C, SetLastError = true)] public static partial int unsetenv(byte* name);
    [LibraryImport(C)] public static partial byte* strsignal(int signal);
    [LibraryImport(C, SetLastError = true)] public static partial long sysconf(int name);
    [LibraryImport(C, SetLastError = true)] public static partial nuint confstr(int name, byte* buffer, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial int getloadavg(double* averages, int count);
    [LibraryImport(C, SetLastError = true)] public static partial int uname(utsname* name);
    [LibraryImport(C, SetLastError = true)] public static partial long times(tms* buffer);

    [LibraryImport(C, SetLastError = true)] public static partial int sigaction(int signal, sigaction_t* action, sigaction_t* old);
    [LibraryImport(C, SetLastError = true)] public static partial int siginterrupt(int signal, int flag);
    [LibraryImport(C)] public static partial int pthread_sigmask(int how, sigset_t* set, sigset_t* old);
    [LibraryImport(C)] public static partial nint pthread_self();
    [LibraryImport(C)] public static partial int pthread_kill(nint thread, int signal);
    [LibraryImport(C, SetLastError = true)] public static partial int sigpending(sigset_t* set);
    [LibraryImport(C)] public static partial int sigwait(sigset_t* set, int* signal);
    [LibraryImport(C, SetLastError = true)] public static partial int sigwaitinfo(sigset_t* set, siginfo_t* info);
    [LibraryImport(C, SetLastError = true)] public static partial int sigtimedwait(sigset_t* set, siginfo_t* info, timespec* timeout);
    [LibraryImport(C, SetLastError = true)] public static partial int sigfillset(sigset_t* set);
    [LibraryImport(C, SetLastError = true)] public static partial int pause();
    [LibraryImport(C)] public static partial uint alarm(uint seconds);
    [LibraryImport(C, SetLastError = true)] public static partial int setitimer(int which, itimerval* value, itimerval* old);
    [LibraryImport(C, SetLastError = true)] public static partial int getitimer(int which, itimerval* value);
    [LibraryImport(C, SetLastError = true)] public static partial void* mmap(void* address, nuint length, int protection, int flags, int fd, long offset);
    [LibraryImport(C, SetLastError = true)] public static partial int mprotect(void* address, nuint length, int protection);
}
