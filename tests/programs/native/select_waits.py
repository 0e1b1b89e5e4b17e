# select, poll and epoll: readiness, timeouts, errors of arguments.
import os
import select
import signal
import time


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, e)


r, w = os.pipe()


class File:
    def fileno(self):
        return r

    def __repr__(self):
        return "File"


file = File()
t(select.select, [file], [], [], 0)
os.write(w, b"x")
t(select.select, [file], [], [], 0)
t(select.select, [file], [file], [], 0.01)
for timeout in "a", -1, float("nan"), float("inf"), 1e300, 2**70, -0.5:
    print(timeout)
    t(select.select, [], [], [], timeout)
t(select.select, 1, 2, 3)
t(select.select, [5000], [], [], 0)
t(select.select, [-1], [], [], 0)
t(select.select, ["a"], [], [], 0)

p = select.poll()
p.register(file, select.POLLIN)
print([event for fd, event in p.poll()])
p.modify(r, select.POLLOUT)
t(p.poll, 1)
p.unregister(file)
t(p.poll, 1.5)
for timeout in "a", float("nan"), 2**31, 2**70:
    t(p.poll, timeout)
t(p.register, w, -1)
t(p.register, w, 2**16)
t(p.register, w, "a")
t(p.register, -1)
t(p.register, "a")
t(p.modify, 5555, 1)
t(p.unregister, 5555)
t(type(p))
print(type(p).__name__, type(p).__basicsize__, select.epoll.__basicsize__)

with select.epoll() as e:
    e.register(r)
    print(e.closed, [event for fd, event in e.poll()], [event for fd, event in e.poll(0, 1)])
    e.modify(r, select.EPOLLOUT)
    t(e.poll, 0.001)
    t(e.register, r)
    e.unregister(r)
    t(e.unregister, r)
    t(e.poll, 0, 0)
    t(e.poll, 0, -2)
    t(e.poll, "a")
    t(e.poll, 2**31)
    t(e.register, w, "a")
    t(e.register, 5555, 1)
print(e.closed)
t(e.fileno)
t(e.poll)
t(e.register, 1)
t(e.__enter__)
t(select.epoll, -2)
t(select.epoll, 0)
t(select.epoll, 1, 5)

# A signal does not end a wait before its time, unless its handler raises.
caught = []
signal.signal(signal.SIGALRM, lambda *a: caught.append(1))
for wait in lambda: select.select([], [], [], 0.1), lambda: select.poll().poll(100), lambda: select.epoll().poll(0.1):
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    start = time.monotonic()
    result = wait()
    print(result, time.monotonic() - start >= 0.099, len(caught))
signal.signal(signal.SIGALRM, lambda *a: 1 / 0)
for wait in lambda: select.select([], [], []), lambda: select.poll().poll(), lambda: select.epoll().poll():
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    t(wait)
