// What a new process does between its birth and its program: a list of system calls, made one after the other by a few lines of machine code. The child shares this
// process's memory until it has its program (as with vfork: the calling thread stands still so long), so nothing of the .NET runtime may run in it, no lock be taken and
// no stack be used; its results stay in the list, where the parent reads them. See docs/internals/subprocess.md.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.PosixSubprocess;

/// <summary>One system call; the machine code knows these offsets.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ChildStep
{
    public nint number;
    public fixed long arguments[4];
    /// <summary>What the call gave: at least 0, or minus the error number. 1 as long as it has not been made.</summary>
    public nint result;
    /// <summary>An error ends the list unless this is set.</summary>
    public nint mayFail;
}

internal unsafe ref struct ChildSteps(ThreadState* ts)
{
    public const nint Dup2 = 33, Close = 3, Fcntl = 72, Umask = 95, Chdir = 80, SigAction = 13, SigMask = 14, SetSid = 112, SetPgid = 109, SetGroups = 116, SetReGid = 114,
        SetReUid = 113, CloseRange = 436, Execve = 59;

    private static readonly delegate* unmanaged<ChildStep*, nint> s_run = MakeCode();
    private ChildStep* _steps;
    private int _capacity;

    public int Count { get; private set; }

    /// <summary>The memory ran out; the exception is set.</summary>
    public bool Failed { get; private set; }

    public readonly ref ChildStep this[int i] => ref _steps[i];

    /// <summary>clone(CLONE_VM | CLONE_VFORK | SIGCHLD) on the same stack; then the child takes the steps (rdi) and ends with status 255 unless one replaced it by a program.</summary>
    private static ReadOnlySpan<byte> Code =>
    [
        0xf3, 0x0f, 0x1e, 0xfa,                           // 000: endbr64
        0x53,                                             // 004: push rbx
        0x48, 0x89, 0xfb,                                 // 005: mov rbx,rdi
        0xbf, 0x11, 0x41, 0x00, 0x00,                     // 008: mov edi,0x4111
        0x31, 0xf6,                                       // 00d: xor esi,esi
        0x31, 0xd2,                                       // 00f: xor edx,edx
        0x45, 0x31, 0xd2,                                 // 011: xor r10d,r10d
        0x45, 0x31, 0xc0,                                 // 014: xor r8d,r8d
        0xb8, 0x38, 0x00, 0x00, 0x00,                     // 017: mov eax,0x38
        0x0f, 0x05,                                       // 01c: syscall
        0x48, 0x85, 0xc0,                                 // 01e: test rax,rax
        0x75, 0x40,                                       // 021: jne 0x63
        0x48, 0x8b, 0x03,                                 // 023: mov rax,[rbx]
        0x48, 0x85, 0xc0,                                 // 026: test rax,rax
        0x78, 0x2b,                                       // 029: js 0x56
        0x48, 0x8b, 0x7b, 0x08,                           // 02b: mov rdi,[rbx+0x8]
        0x48, 0x8b, 0x73, 0x10,                           // 02f: mov rsi,[rbx+0x10]
        0x48, 0x8b, 0x53, 0x18,                           // 033: mov rdx,[rbx+0x18]
        0x4c, 0x8b, 0x53, 0x20,                           // 037: mov r10,[rbx+0x20]
        0x45, 0x31, 0xc0,                                 // 03b: xor r8d,r8d
        0x0f, 0x05,                                       // 03e: syscall
        0x48, 0x89, 0x43, 0x28,                           // 040: mov [rbx+0x28],rax
        0x48, 0x85, 0xc0,                                 // 044: test rax,rax
        0x79, 0x07,                                       // 047: jns 0x50
        0x48, 0x83, 0x7b, 0x30, 0x00,                     // 049: cmp [rbx+0x30],0x0
        0x74, 0x06,                                       // 04e: je 0x56
        0x48, 0x83, 0xc3, 0x38,                           // 050: add rbx,0x38
        0xeb, 0xcd,                                       // 054: jmp 0x23
        0xbf, 0xff, 0x00, 0x00, 0x00,                     // 056: mov edi,0xff
        0xb8, 0xe7, 0x00, 0x00, 0x00,                     // 05b: mov eax,0xe7
        0x0f, 0x05,                                       // 060: syscall
        0xf4,                                             // 062: hlt
        0x5b,                                             // 063: pop rbx
        0xc3,                                             // 064: ret
    ];

    private static delegate* unmanaged<ChildStep*, nint> MakeCode()
    {
        const nuint size = 4096;
        const int readWrite = 3, readExec = 5, privateAnonymous = 0x22;
        void* page = Libc.mmap(null, size, readWrite, privateAnonymous, -1, 0);
        if ((nint)page == -1)
            return null;
        Code.CopyTo(new Span<byte>(page, (int)size));
        return Libc.mprotect(page, size, readExec) == 0 ? (delegate* unmanaged<ChildStep*, nint>)page : null;
    }

    public void Add(nint number, long a = 0, long b = 0, long c = 0, long d = 0, bool mayFail = false)
    {
        if (Failed)
            return;
        if (Count + 1 >= _capacity)
        {
            int capacity = Math.Max(64, _capacity * 2);
            void* larger = MemDomain.Realloc(ts->interp->heap, _steps, (nuint)(capacity * sizeof(ChildStep)));
            if (larger == null)
            {
                Failed = true;
                Err.NoMemory(ts);
                return;
            }
            _steps = (ChildStep*)larger;
            _capacity = capacity;
        }
        ChildStep* step = _steps + Count++;
        *step = new ChildStep { number = number, result = 1, mayFail = mayFail ? 1 : 0 };
        step->arguments[0] = a;
        step->arguments[1] = b;
        step->arguments[2] = c;
        step->arguments[3] = d;
        step[1].number = -1;
    }

    /// <summary>Starts the process and waits until it has its program or has failed. The process's number, or minus an error number.</summary>
    public readonly nint Run() => s_run == null ? -Posix.OsError.ENOSYS : s_run(_steps);

    public void Dispose()
    {
        if (_steps != null)
            MemDomain.Free(ts->interp->heap, _steps);
        _steps = null;
    }
}
