# fcntl, termios, resource, pwd, grp and syslog: results and errors, on a pseudo-terminal and a file.
import resource,pwd,grp,fcntl,termios,syslog,os,sys,errno,struct
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
print(pwd.getpwuid(0).pw_uid, grp.getgrgid(0).gr_gid, pwd.getpwnam("root").pw_name, type(grp.getgrnam("root").gr_mem), len(pwd.getpwall()) > 1, len(grp.getgrall()) > 1, type(pwd.getpwall()[0]))
for f in (lambda: pwd.getpwnam('nope'), lambda: pwd.getpwuid(123456), lambda: pwd.getpwuid(-1), lambda: pwd.getpwuid(2**40), lambda: grp.getgrgid(12345), lambda: grp.getgrnam('nope'), lambda: pwd.getpwnam('a\0b'), lambda: grp.getgrgid('x'), lambda: grp.getgrgid(1.5), lambda: pwd.getpwuid('x'), lambda: pwd.getpwnam(b'root'),
 lambda: resource.getrlimit(99), lambda: resource.setrlimit(0,(1,2,3)), lambda: resource.setrlimit(0,5), lambda: resource.setrlimit(resource.RLIMIT_NOFILE,(10,5)), lambda: resource.getrusage(77), lambda: resource.setrlimit(7,(2**70,1)), lambda: resource.setrlimit(7,(-5,1)),lambda: resource.setrlimit(7,('x',1)),
 lambda: resource.prlimit(0,99), lambda: resource.prlimit(99999999,7), lambda: len(resource.getrusage(0)), resource.getpagesize,
 lambda: fcntl.fcntl(0, 1, 'x'*1025), lambda: fcntl.fcntl(0, 1, b'x'*5), lambda: fcntl.fcntl(0,1,None), lambda: fcntl.ioctl(0,1,'x'*2000), lambda: fcntl.ioctl(99,1), lambda: fcntl.flock(99,1), lambda: fcntl.lockf(0,77), lambda: fcntl.fcntl(0,1,1.5), lambda: fcntl.ioctl(0,1,[]),
 lambda: termios.tcgetattr(99), lambda: termios.tcsetattr(0,0,[]), lambda: termios.tcsetattr(0,0,5), lambda: termios.tcsetattr(0,0,[1,2,3,4,5,6,7]), lambda: termios.tcsetwinsize(0,(1,)), lambda: termios.tcsetwinsize(0,5), lambda: termios.tcgetattr('x'), lambda: termios.tcsetwinsize(0,('x',1)),
 lambda: syslog.LOG_MASK(3), lambda: syslog.LOG_UPTO(3), lambda: syslog.syslog(), lambda: syslog.syslog(1,2,3), lambda: syslog.syslog('a\0'), lambda: syslog.setlogmask(0), lambda: syslog.openlog('x'), syslog.closelog, lambda: syslog.syslog('x', 'y')):
    t(f)
m, s = os.openpty()
t(lambda: termios.tcgetattr(s))
a = termios.tcgetattr(s)
a[3] &= ~termios.ICANON
a[4] = a[5] = termios.B9600
a[6][termios.VMIN] = 3
a[6][termios.VEOF] = b'x'
t(lambda: termios.tcsetattr(s, termios.TCSANOW, a))
t(lambda: termios.tcgetattr(s))
t(lambda: termios.tcsetattr(s, 77, a))
t(lambda: termios.tcsetattr(s, 0, a[:6] + [[1] * 31]))
t(lambda: termios.tcsetattr(s, 0, a[:6] + [['x'] * 32]))
t(lambda: termios.tcsetattr(s, 0, a[:6] + [[300] * 32]))
t(lambda: termios.tcsetattr(s, 0, ['x'] + a[1:]))
t(lambda: termios.tcsetwinsize(s, (40, 100))); t(lambda: termios.tcgetwinsize(s)); t(lambda: termios.tcsetwinsize(s, (1,2**20)))
t(lambda: termios.tcdrain(s)); t(lambda: termios.tcflush(s, termios.TCIOFLUSH)); t(lambda: termios.tcflow(s, termios.TCOON)); t(lambda: termios.tcsendbreak(s, 0)); t(lambda: termios.tcflush(s, 99))
b = bytearray(8); t(lambda: fcntl.ioctl(s, termios.TIOCGWINSZ, b)); t(lambda: bytes(b)); t(lambda: fcntl.ioctl(s, termios.TIOCGWINSZ, bytes(8))); t(lambda: fcntl.ioctl(s, termios.TIOCGWINSZ, b, False)); t(lambda: fcntl.ioctl(s, termios.TIOCGWINSZ, '\0'*8))
t(lambda: fcntl.fcntl(s, fcntl.F_GETFL) & os.O_RDWR); t(lambda: fcntl.fcntl(s, fcntl.F_SETFD, fcntl.FD_CLOEXEC)); t(lambda: fcntl.fcntl(s, fcntl.F_GETFD))
f = open(os.path.join(os.environ.get('TMPDIR','/tmp'), 'lockme'), 'w+'); f.write('x'*100); f.flush()
t(lambda: fcntl.lockf(f, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 5)); t(lambda: fcntl.lockf(f, fcntl.LOCK_UN)); t(lambda: fcntl.flock(f, fcntl.LOCK_EX)); t(lambda: fcntl.flock(f, fcntl.LOCK_UN)); t(lambda: fcntl.fcntl(f, fcntl.F_GETLK, struct.pack('hhqqi', fcntl.F_WRLCK, 0, 0, 0, 0))[:2])
t(lambda: fcntl.fcntl(f, 99999)); t(lambda: fcntl.lockf(f, fcntl.LOCK_EX, 'x')); t(lambda: fcntl.lockf(f, 2, 0, 0, 9))
log = []
sys.addaudithook(lambda e, a: log.append((e, a[1:])) if e.split('.')[0] in ('fcntl', 'syslog', 'resource') else None)
fcntl.fcntl(0, 1); fcntl.flock(f, 8); fcntl.lockf(f, 8, 3); syslog.openlog('n', 1, 8); syslog.syslog('m'); syslog.closelog(); resource.prlimit(0, 4)
print(log)
