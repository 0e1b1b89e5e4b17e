// The C library's socket functions and structures, with glibc's sizes on x86-64. See docs/internals/sockets.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Sockets;

/// <summary>An address of any family: the family in the first two bytes, then what the family defines.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal unsafe struct SockAddr
{
    public const uint Size = 128;

    [FieldOffset(0)]
    public ushort sa_family;
    [FieldOffset(0)]
    public fixed byte bytes[128];
    /// <summary>AF_INET and AF_INET6: big-endian.</summary>
    [FieldOffset(2)]
    public ushort sin_port;
    [FieldOffset(4)]
    public uint sin_addr;
    [FieldOffset(4)]
    public uint sin6_flowinfo;
    [FieldOffset(8)]
    public fixed byte sin6_addr[16];
    [FieldOffset(24)]
    public uint sin6_scope_id;
    [FieldOffset(2)]
    public fixed byte sun_path[108];
    [FieldOffset(4)]
    public uint nl_pid;
    [FieldOffset(8)]
    public uint nl_groups;
    [FieldOffset(4)]
    public uint svm_port;
    [FieldOffset(8)]
    public uint svm_cid;
    [FieldOffset(4)]
    public uint sq_node;
    [FieldOffset(8)]
    public uint sq_port;
    /// <summary>AF_PACKET.</summary>
    [FieldOffset(2)]
    public ushort sll_protocol;
    [FieldOffset(4)]
    public int sll_ifindex;
    [FieldOffset(8)]
    public ushort sll_hatype;
    [FieldOffset(10)]
    public byte sll_pkttype;
    [FieldOffset(11)]
    public byte sll_halen;
    [FieldOffset(12)]
    public fixed byte sll_addr[8];
    [FieldOffset(4)]
    public int can_ifindex;
    [FieldOffset(8)]
    public uint can_rx;
    [FieldOffset(12)]
    public uint can_tx;
}

internal unsafe struct msghdr
{
    public void* msg_name;
    public uint msg_namelen;
    public iovec* msg_iov;
    public nuint msg_iovlen;
    public void* msg_control;
    public nuint msg_controllen;
    public int msg_flags;
}

internal struct cmsghdr
{
    public nuint cmsg_len;
    public int cmsg_level;
    public int cmsg_type;
}

internal unsafe struct addrinfo
{
    public int ai_flags;
    public int ai_family;
    public int ai_socktype;
    public int ai_protocol;
    public uint ai_addrlen;
    public SockAddr* ai_addr;
    public byte* ai_canonname;
    public addrinfo* ai_next;
}

internal unsafe struct hostent
{
    public byte* h_name;
    public byte** h_aliases;
    public int h_addrtype;
    public int h_length;
    public byte** h_addr_list;
}

internal unsafe struct servent
{
    public byte* s_name;
    public byte** s_aliases;
    public int s_port;
    public byte* s_proto;
}

internal unsafe struct protoent
{
    public byte* p_name;
    public byte** p_aliases;
    public int p_proto;
}

internal unsafe struct if_nameindex_t
{
    public uint if_index;
    public byte* if_name;
}

internal static unsafe partial class SocketCalls
{
    private const string C = "libc";

    public const int AF_UNIX = 1, AF_INET = 2, AF_INET6 = 10, AF_NETLINK = 16, AF_PACKET = 17, AF_CAN = 29, AF_ALG = 38, AF_VSOCK = 40, AF_QIPCRTR = 42;
    public const int SOL_SOCKET = 1, SO_TYPE = 3, SO_ERROR = 4, SO_PROTOCOL = 38, SOCK_CLOEXEC = 0x80000, SOCK_NONBLOCK = 0x800;

    [LibraryImport(C, SetLastError = true)] public static partial int socket(int family, int type, int protocol);
    [LibraryImport(C, SetLastError = true)] public static partial int socketpair(int family, int type, int protocol, int* fds);
    [LibraryImport(C, SetLastError = true)] public static partial int bind(int fd, void* address, uint length);
    [LibraryImport(C, SetLastError = true)] public static partial int connect(int fd, void* address, uint length);
    [LibraryImport(C, SetLastError = true)] public static partial int listen(int fd, int backlog);
    [LibraryImport(C, SetLastError = true)] public static partial int accept4(int fd, void* address, uint* length, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int getsockname(int fd, void* address, uint* length);
    [LibraryImport(C, SetLastError = true)] public static partial int getpeername(int fd, void* address, uint* length);
    [LibraryImport(C, SetLastError = true)] public static partial int getsockopt(int fd, int level, int name, void* value, uint* length);
    [LibraryImport(C, SetLastError = true)] public static partial int setsockopt(int fd, int level, int name, void* value, uint length);
    [LibraryImport(C, SetLastError = true)] public static partial int shutdown(int fd, int how);
    [LibraryImport(C, SetLastError = true)] public static partial nint recv(int fd, void* buffer, nuint length, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial nint recvfrom(int fd, void* buffer, nuint length, int flags, void* address, uint* addressLength);
    [LibraryImport(C, SetLastError = true)] public static partial nint send(int fd, void* buffer, nuint length, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial nint sendto(int fd, void* buffer, nuint length, int flags, void* address, uint addressLength);
    [LibraryImport(C, SetLastError = true)] public static partial nint recvmsg(int fd, msghdr* message, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial nint sendmsg(int fd, msghdr* message, int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int gethostname(byte* name, nuint size);
    [LibraryImport(C, SetLastError = true)] public static partial int sethostname(byte* name, nuint size);
    [LibraryImport(C)] public static partial int inet_aton(byte* text, uint* address);
    [LibraryImport(C, SetLastError = true)] public static partial int inet_pton(int family, byte* text, void* address);
    [LibraryImport(C, SetLastError = true)] public static partial byte* inet_ntop(int family, void* address, byte* text, uint size);
    [LibraryImport(C, SetLastError = true)] public static partial int getaddrinfo(byte* host, byte* service, addrinfo* hints, addrinfo** result);
    [LibraryImport(C)] public static partial void freeaddrinfo(addrinfo* list);
    [LibraryImport(C)] public static partial byte* gai_strerror(int error);
    [LibraryImport(C)] public static partial byte* hstrerror(int error);
    [LibraryImport(C, SetLastError = true)]
    public static partial int getnameinfo(void* address, uint length, byte* host, uint hostSize, byte* service, uint serviceSize, int flags);
    [LibraryImport(C)] public static partial int gethostbyname_r(byte* name, hostent* entry, byte* buffer, nuint size, hostent** result, int* error);
    [LibraryImport(C)]
    public static partial int gethostbyaddr_r(void* address, uint length, int family, hostent* entry, byte* buffer, nuint size, hostent** result, int* error);
    [LibraryImport(C)] public static partial int getservbyname_r(byte* name, byte* protocol, servent* entry, byte* buffer, nuint size, servent** result);
    [LibraryImport(C)] public static partial int getservbyport_r(int port, byte* protocol, servent* entry, byte* buffer, nuint size, servent** result);
    [LibraryImport(C)] public static partial int getprotobyname_r(byte* name, protoent* entry, byte* buffer, nuint size, protoent** result);
    [LibraryImport(C, SetLastError = true)] public static partial uint if_nametoindex(byte* name);
    [LibraryImport(C, SetLastError = true)] public static partial byte* if_indextoname(uint index, byte* name);
    [LibraryImport(C, SetLastError = true)] public static partial if_nameindex_t* if_nameindex();
    [LibraryImport(C)] public static partial void if_freenameindex(if_nameindex_t* list);
}
