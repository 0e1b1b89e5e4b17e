// The one piece of memory that the system's signal handlers work on, and the handler itself: machine code, because nothing managed may run while a signal interrupts a
// thread at an arbitrary place. The handler marks the signal, sets the main thread's reason for a check point, writes to the wake-up descriptors, and ends. A signal
// that the system gave to another thread (of the .NET runtime, say) is sent on to the thread that wants it, whose waiting call it thereby ends.
// Dispositions belong to the process, so this is the process's. See docs/internals/signals.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Signal;

/// <summary>The data page; the machine code knows these offsets.</summary>
[StructLayout(LayoutKind.Explicit, Size = 4096)]
internal unsafe struct SignalData
{
    /// <summary>By signal: it has come.</summary>
    [FieldOffset(0)]
    public fixed byte tripped[128];
    /// <summary>By signal: what handles the processor's faults (the .NET runtime), to which the handler passes on what the kernel raised.</summary>
    [FieldOffset(0x80)]
    public fixed ulong chained[65];
    /// <summary>The eval_breaker of the main thread; null while no interpreter takes signals.</summary>
    [FieldOffset(0x290)]
    public nuint* breaker;
    [FieldOffset(0x298)]
    public int any;
    [FieldOffset(0x2a0)]
    public int pid;
    /// <summary>set_wakeup_fd's descriptor, or -1.</summary>
    [FieldOffset(0x2a4)]
    public int wakeup;
    /// <summary>The event descriptor that <see cref="SignalWatcher"/> reads, or -1.</summary>
    [FieldOffset(0x2a8)]
    public int watcher;
    /// <summary>Minus the error number of a write to the wake-up descriptor that failed.</summary>
    [FieldOffset(0x2ac)]
    public int wakeupError;
    [FieldOffset(0x2b0)]
    public ulong one;
    /// <summary>Each byte is its own index: what is written to the wake-up descriptor.</summary>
    [FieldOffset(0x2c0)]
    public fixed byte numbers[128];
    /// <summary>By signal: the system's number of the thread that is to get it.</summary>
    [FieldOffset(0x400)]
    public fixed int target[65];
}

internal static unsafe class SignalBoard
{
    private const nuint PageSize = 4096;
    private const int ProtRead = 1, ProtWrite = 2, ProtExec = 4, MapPrivate = 2, MapAnonymous = 0x20;
    private const int SaSiginfo = 4, SaOnstack = 0x08000000;
    private static readonly void* s_pages = MakePages();
    private static readonly sigaction_t* s_original = QueryAll();
    private static long s_owner;

    public static SignalData* Data => (SignalData*)((byte*)s_pages + PageSize);

    /// <summary>The handler, as the signal would come: edi is the signal, rsi the siginfo, rdx the context. Only registers that the kernel restores afterwards are used.</summary>
    private static ReadOnlySpan<byte> Handler =>
    [
        0xf3, 0x0f, 0x1e, 0xfa,                           // 000: endbr64
        0x4c, 0x8d, 0x0d, 0xf5, 0x0f, 0x00, 0x00,         // 004: lea r9,[rip+0xff5]
        0x41, 0x89, 0xfa,                                 // 00b: mov r10d,edi
        0x4f, 0x8b, 0x84, 0xd1, 0x80, 0x00, 0x00, 0x00,   // 00e: mov r8,[r9+r10*8+0x80]
        0x4d, 0x85, 0xc0,                                 // 016: test r8,r8
        0x74, 0x09,                                       // 019: je 0x24
        0x83, 0x7e, 0x08, 0x00,                           // 01b: cmp [rsi+0x8],0x0
        0x7e, 0x03,                                       // 01f: jle 0x24
        0x41, 0xff, 0xe0,                                 // 021: jmp r8
        0xb8, 0xba, 0x00, 0x00, 0x00,                     // 024: mov eax,0xba
        0x0f, 0x05,                                       // 029: syscall
        0x43, 0x8b, 0xb4, 0x91, 0x00, 0x04, 0x00, 0x00,   // 02b: mov esi,[r9+r10*4+0x400]
        0x39, 0xf0,                                       // 033: cmp eax,esi
        0x74, 0x1a,                                       // 035: je 0x51
        0x85, 0xf6,                                       // 037: test esi,esi
        0x74, 0x16,                                       // 039: je 0x51
        0x41, 0x8b, 0xb9, 0xa0, 0x02, 0x00, 0x00,         // 03b: mov edi,[r9+0x2a0]
        0x44, 0x89, 0xd2,                                 // 042: mov edx,r10d
        0xb8, 0xea, 0x00, 0x00, 0x00,                     // 045: mov eax,0xea
        0x0f, 0x05,                                       // 04a: syscall
        0x85, 0xc0,                                       // 04c: test eax,eax
        0x78, 0x01,                                       // 04e: js 0x51
        0xc3,                                             // 050: ret
        0x43, 0xc6, 0x04, 0x11, 0x01,                     // 051: mov byte [r9+r10*1],0x1
        0x41, 0xc7, 0x81, 0x98, 0x02, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00,// 056: mov [r9+0x298],0x1
        0x4d, 0x8b, 0x81, 0x90, 0x02, 0x00, 0x00,         // 061: mov r8,[r9+0x290]
        0x4d, 0x85, 0xc0,                                 // 068: test r8,r8
        0x74, 0x05,                                       // 06b: je 0x72
        0xf0, 0x41, 0x83, 0x08, 0x02,                     // 06d: lock or [r8],0x2
        0x41, 0x8b, 0xb9, 0xa4, 0x02, 0x00, 0x00,         // 072: mov edi,[r9+0x2a4]
        0x85, 0xff,                                       // 079: test edi,edi
        0x78, 0x20,                                       // 07b: js 0x9d
        0x4b, 0x8d, 0xb4, 0x11, 0xc0, 0x02, 0x00, 0x00,   // 07d: lea rsi,[r9+r10*1+0x2c0]
        0xba, 0x01, 0x00, 0x00, 0x00,                     // 085: mov edx,0x1
        0xb8, 0x01, 0x00, 0x00, 0x00,                     // 08a: mov eax,0x1
        0x0f, 0x05,                                       // 08f: syscall
        0x48, 0x85, 0xc0,                                 // 091: test rax,rax
        0x79, 0x07,                                       // 094: jns 0x9d
        0x41, 0x89, 0x81, 0xac, 0x02, 0x00, 0x00,         // 096: mov [r9+0x2ac],eax
        0x41, 0x8b, 0xb9, 0xa8, 0x02, 0x00, 0x00,         // 09d: mov edi,[r9+0x2a8]
        0x85, 0xff,                                       // 0a4: test edi,edi
        0x78, 0x13,                                       // 0a6: js 0xbb
        0x49, 0x8d, 0xb1, 0xb0, 0x02, 0x00, 0x00,         // 0a8: lea rsi,[r9+0x2b0]
        0xba, 0x08, 0x00, 0x00, 0x00,                     // 0af: mov edx,0x8
        0xb8, 0x01, 0x00, 0x00, 0x00,                     // 0b4: mov eax,0x1
        0x0f, 0x05,                                       // 0b9: syscall
        0xc3,                                             // 0bb: ret
    ];

    private static void* MakePages()
    {
        void* pages = Libc.mmap(null, 2 * PageSize, ProtRead | ProtWrite, MapPrivate | MapAnonymous, -1, 0);
        if ((nint)pages == -1)
            return null;
        Handler.CopyTo(new Span<byte>(pages, (int)PageSize));
        SignalData* data = (SignalData*)((byte*)pages + PageSize);
        data->pid = Libc.getpid();
        data->wakeup = -1;
        data->watcher = -1;
        data->one = 1;
        for (int i = 0; i < 128; i++)
            data->numbers[i] = (byte)i;
        _ = Libc.mprotect(pages, PageSize, ProtRead | ProtExec);
        return pages;
    }

    /// <summary>What the process did with each signal before any interpreter took them.</summary>
    private static sigaction_t* QueryAll()
    {
        sigaction_t* all = (sigaction_t*)NativeMemory.AllocZeroed((nuint)(SignalSets.Count * sizeof(sigaction_t)));
        for (int signal = 1; signal < SignalSets.Count; signal++)
            _ = Libc.sigaction(signal, null, all + signal);
        return all;
    }

    // ---- Who takes signals ----

    /// <summary>Makes the interpreter the one that takes the process's signals, and the calling thread, its main thread, the one they go to. False when another does.</summary>
    public static bool Claim(InterpreterState* interp)
    {
        if (s_pages == null || Interlocked.CompareExchange(ref s_owner, (long)interp, 0) != 0)
            return Owns(interp);
        SignalData* data = Data;
        int thread = (int)Libc.syscall(Libc.SysGettid, 0, 0, 0, 0, 0, 0);
        for (int signal = 0; signal < SignalSets.Count; signal++)
        {
            data->tripped[signal] = 0;
            data->target[signal] = thread;
        }
        data->any = 0;
        data->wakeup = -1;
        data->wakeupError = 0;
        data->breaker = &interp->main_thread->eval_breaker;
        return true;
    }

    public static bool Owns(InterpreterState* interp) => Volatile.Read(ref s_owner) == (long)interp;

    /// <summary>The interpreter ends: every signal is handled as it was before.</summary>
    public static void Release(InterpreterState* interp)
    {
        if (!Owns(interp))
            return;
        for (int signal = 1; signal < SignalSets.Count; signal++)
            RestoreOriginal(signal);
        Data->breaker = null;
        Data->wakeup = -1;
        Volatile.Write(ref s_owner, 0);
    }

    private static void RestoreOriginal(int signal)
    {
        sigaction_t now;
        if (Libc.sigaction(signal, null, &now) == 0 && now.sa_handler != s_original[signal].sa_handler)
            _ = Libc.sigaction(signal, s_original + signal, null);
    }

    // ---- Dispositions ----

    /// <summary>Faults of the processor, which the .NET runtime turns into exceptions: it keeps those that the kernel raises.</summary>
    private static bool IsFault(int signal) => signal is 4 or 5 or 7 or 8 or 11;

    /// <summary>The signal by which the .NET runtime stops its threads; it is never touched.</summary>
    public static bool IsReserved(int signal) => signal == 34;

    public static bool IsIgnored(int signal) => (nint)s_original[signal].sa_handler == 1;

    /// <summary>Signals of which the system has no disposition to tell.</summary>
    public static bool IsUnknown(int signal) => SignalSets.IsInternal(signal);

    /// <summary>0, or -1 with errno.</summary>
    public static int SetDefault(int signal)
    {
        if (IsReserved(signal))
            return 0;
        if (IsFault(signal) || signal == 6)
            return Libc.sigaction(signal, s_original + signal, null);
        sigaction_t action = default;
        return Libc.sigaction(signal, &action, null);
    }

    public static int SetIgnored(int signal)
    {
        if (IsReserved(signal))
            return 0;
        if (IsFault(signal))
            return Libc.sigaction(signal, s_original + signal, null);
        sigaction_t action = default;
        action.sa_handler = (void*)1;
        return Libc.sigaction(signal, &action, null);
    }

    /// <summary>Has the handler mark the signal. Waiting calls end by it.</summary>
    public static int SetHandled(int signal)
    {
        if (IsReserved(signal))
            return 0;
        sigaction_t action = default;
        if (IsFault(signal) && (nuint)s_original[signal].sa_handler > 1)
        {
            action = s_original[signal];
            Data->chained[signal] = (ulong)s_original[signal].sa_handler;
        }
        action.sa_handler = s_pages;
        action.sa_flags |= SaSiginfo | SaOnstack;
        return Libc.sigaction(signal, &action, null);
    }

    /// <summary>Does in this thread what the handler does: for signals that do not come from the system.</summary>
    public static void Trip(int signal)
    {
        SignalData* data = Data;
        data->tripped[signal] = 1;
        data->any = 1;
        if (data->breaker != null)
            Interlocked.Or(ref *(ulong*)data->breaker, (ulong)EvalBreaker.SignalsPending);
        ulong one = 1;
        if (data->watcher >= 0)
            _ = Libc.write(data->watcher, &one, sizeof(ulong));
        if (data->wakeup >= 0 && Libc.write(data->wakeup, data->numbers + signal, 1) < 0)
            data->wakeupError = -Libc.Errno;
    }

    /// <summary>The thread that a signal is to go to: another than the main thread while that waits for it.</summary>
    public static void SetTarget(sigset_t* set, int thread, int* old)
    {
        for (int signal = 1; signal < SignalSets.Count; signal++)
        {
            if (!SignalSets.Contains(set, signal))
                continue;
            old[signal] = Data->target[signal];
            Data->target[signal] = thread;
        }
    }

    public static void RestoreTarget(sigset_t* set, int* old)
    {
        for (int signal = 1; signal < SignalSets.Count; signal++)
        {
            if (SignalSets.Contains(set, signal))
                Data->target[signal] = old[signal];
        }
    }
}
