# _socket: making, connecting, sending, receiving, ancillary data, timeouts, errors of arguments.
import errno
import os
import signal
import socket
import time
import _socket


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, e)


S = _socket.socket
s = S()
print(s.family, s.type, s.proto, s.timeout, S.__basicsize__)
t(S, 1, 2, 3, 4, 5)
t(S, "a")
t(S, fileno=-1)
t(S, fileno="a")
t(S, fileno=9999)
t(S, -5)
t(S, 2, 99)
for a in 5, (1,), ("a",), ("localhost", -1), ("localhost", 70000), ("localhost", "a"), (5, 5), ("127.0.0.1", 1, 2), ("a\0b", 0), (None, 0):
    t(s.bind, a)
s.close()
t(s.recv, 1)
print(s.fileno(), s.detach())
s = S(_socket.AF_UNIX)
for a in 5, "x" * 200, ("a",), "/nonexistent/x":
    t(s.bind, a)
for value in -1, "a", float("nan"), 2**70, None, 1.5, 3:
    t(s.settimeout, value)
print(s.gettimeout(), s.getblocking(), s.timeout)
t(s.recv, -1)
t(s.recv_into, b"abc")
t(s.recv_into, bytearray(3), 5)
t(s.recvfrom_into, bytearray(2), 9)
t(s.sendto, b"a")
t(s.sendto, b"a", 5)
t(s.send, "a")
t(s.sendmsg, 5)
t(s.sendmsg, ["a"])
t(s.sendmsg, [b"a"], 5)
t(s.sendmsg, [b"a"], [5])
t(s.recvmsg, 1, -1)
t(s.recvmsg_into, [b"a"])
t(s.setsockopt, 1, 2)
t(s.setsockopt, 1, 2, "a")
t(s.getsockopt, 1, 2, 2000)
t(s.listen, 2**40)
t(s.shutdown, 2)
t(s.connect_ex, "/nonexistent")
t(s.connect, "/nonexistent")
s.close()
for f in _socket.htons, _socket.ntohl:
    for n in 258, -1, 2**40, "a":
        t(f, n)
t(_socket.inet_aton, "1.2.3")
t(_socket.inet_aton, "x")
t(_socket.inet_ntoa, b"123")
t(_socket.inet_ntop, 10, b"1" * 16)
t(_socket.inet_ntop, 99, b"")
t(_socket.inet_pton, 10, "::1")
t(_socket.getaddrinfo, "127.0.0.1", 80)
t(_socket.getaddrinfo, 5, 5)
t(_socket.getaddrinfo, "127.0.0.1", "nosuchservice")
t(_socket.getnameinfo, ("127.0.0.1", 80), 3)
t(_socket.getnameinfo, (), 0)
t(_socket.getprotobyname, "tcp")
t(_socket.CMSG_LEN, -1)
t(_socket.CMSG_SPACE, 5)
print(_socket.gaierror.__mro__, _socket.herror, _socket.timeout)

# Streams, descriptors in messages, files.
a, b = socket.socketpair()
a.sendall(b"hi")
print(b.recv(10))
b.settimeout(0.02)
t(b.recv, 1)
r, w = os.pipe()
socket.send_fds(a, [b"q"], [r])
data, fds, flags, address = socket.recv_fds(b, 10, 2)
os.write(w, b"through")
print(data, len(fds), address, os.read(fds[0], 10))
for fd in [r, w, *fds]:
    os.close(fd)
a.sendmsg([b"several ", b"parts"])
one, two = bytearray(4), bytearray(20)
print(b.recvmsg_into([one, two])[0], one, two)
a.setblocking(False)
t(a.recv, 1)
with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
    peer, address = server.accept()
    print(address == client.getsockname(), client.getpeername() == server.getsockname())
    client.sendall(b"l1\nl2\n")
    client.shutdown(socket.SHUT_WR)
    with peer, peer.makefile("rb") as file:
        print(file.readlines())
with socket.socket(type=socket.SOCK_DGRAM) as u:
    u.bind(("127.0.0.1", 0))
    u.sendto(b"datagram", u.getsockname())
    data, address = u.recvfrom(99)
    print(data, address == u.getsockname())
with socket.socket() as closed:
    closed.bind(("127.0.0.1", 0))
    with socket.socket() as n:
        n.settimeout(5)
        print(errno.errorcode[n.connect_ex(closed.getsockname())])

# A signal does not end a wait before its time, unless its handler raises.
signal.signal(signal.SIGALRM, lambda *a: print("signal"))
b.settimeout(0.1)
signal.setitimer(signal.ITIMER_REAL, 0.02)
start = time.monotonic()
t(b.recv, 1)
print(time.monotonic() - start >= 0.099)
signal.signal(signal.SIGALRM, lambda *a: 1 / 0)
b.settimeout(None)
signal.setitimer(signal.ITIMER_REAL, 0.02)
t(b.recv, 1)
a.close()
b.close()
