# signal: handlers, masks, waiting, timers, the wake-up descriptor, and KeyboardInterrupt.
import os
import signal
import time

log = []


def handler(number, frame):
    log.append((signal.Signals(number).name, type(frame).__name__))


def failing(number, frame):
    raise ZeroDivisionError(number)


print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGPIPE), signal.getsignal(signal.SIGTERM), signal.getsignal(32))
print(signal.signal(signal.SIGUSR1, handler), signal.getsignal(signal.SIGUSR1) is handler)
signal.raise_signal(signal.SIGUSR1)
os.kill(os.getpid(), signal.SIGUSR1)
print(log)
log.clear()

signal.signal(signal.SIGUSR2, failing)
try:
    signal.raise_signal(signal.SIGUSR2)
except ZeroDivisionError as error:
    print('raised', error)
for number, action in (0, 0), (65, 0), (9, signal.SIG_DFL), (10, 5), (10, None), (10, True), (32, 0):
    try:
        signal.signal(number, action)
    except Exception as error:
        print(number, type(error).__name__, error)

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGTERM])
signal.raise_signal(signal.SIGUSR1)
os.kill(os.getpid(), signal.SIGTERM)
print(log, sorted(signal.sigpending()))
print(signal.sigwait([signal.SIGTERM]), sorted(signal.sigpending()))
print(sorted(signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1, signal.SIGTERM])), log)
log.clear()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
signal.raise_signal(signal.SIGUSR1)
info = signal.sigtimedwait([signal.SIGUSR1], 5)
print(info.si_signo, info.si_pid == os.getpid(), signal.sigtimedwait([signal.SIGUSR1], 0.01))
signal.pthread_sigmask(signal.SIG_SETMASK, [])

signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
while len(log) < 3:
    pass
print(log[:3], signal.setitimer(signal.ITIMER_REAL, 0)[1])
log.clear()
signal.setitimer(signal.ITIMER_REAL, 0.3)
signal.pause()
print(log)
log.clear()
start = time.monotonic()
signal.setitimer(signal.ITIMER_REAL, 0.1)
time.sleep(0.3)
print(log, time.monotonic() - start >= 0.3)
log.clear()
for arguments in (0, 'a'), (0, -1), (9, 1), (0, float('nan')), (0, 1e300):
    try:
        signal.setitimer(*arguments)
    except Exception as error:
        print(type(error).__name__, error)

r, w = os.pipe2(os.O_NONBLOCK)
print(signal.set_wakeup_fd(w))
signal.raise_signal(signal.SIGUSR1)
signal.raise_signal(signal.SIGALRM)
print(os.read(r, 10), signal.set_wakeup_fd(-1) == w)
log.clear()

os.set_blocking(r, True)
child = os.posix_spawn('/bin/sh', ['sh', '-c', 'sleep 0.3; kill -USR1 $PPID'], {'PATH': os.defpath})
signal.signal(signal.SIGUSR1, lambda number, frame: os.write(w, b'from the handler'))
print(os.read(r, 100), os.waitpid(child, 0)[1])
child = os.posix_spawn('/bin/sh', ['sh', '-c', 'sleep 0.3; kill -USR2 $PPID; sleep 0.3'], {'PATH': os.defpath})
try:
    os.waitpid(child, 0)
except ZeroDivisionError as error:
    print('waitpid ended by', error)
os.waitpid(child, 0)
child = os.posix_spawn('/bin/sh', ['sh', '-c', 'sleep 0.3; kill -INT $PPID'], {'PATH': os.defpath})
try:
    while True:
        pass
except KeyboardInterrupt:
    print('interrupted')
os.waitpid(child, 0)

signal.signal(signal.SIGSEGV, handler)
os.kill(os.getpid(), signal.SIGSEGV)
signal.signal(signal.SIGRTMIN, handler)
signal.raise_signal(signal.SIGRTMIN)
print(log, signal.strsignal(11), signal.strsignal(34), signal.strsignal(33), len(signal.valid_signals()))
signal.signal(signal.SIGSEGV, signal.SIG_DFL)
signal.signal(signal.SIGRTMIN, signal.SIG_DFL)
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN) is not None, signal.raise_signal(signal.SIGUSR1), signal.siginterrupt(signal.SIGALRM, False))
