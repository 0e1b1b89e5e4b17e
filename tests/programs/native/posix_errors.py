# posix: what its functions say of wrong arguments and of calls that fail.
import posix


class Path:
    def __fspath__(self):
        return 'nope\udc80'


class BytesPath:
    def __fspath__(self):
        return b'nope'


class BadPath:
    def __fspath__(self):
        return 3


class File:
    def __init__(self, number):
        self.number = number

    def fileno(self):
        return self.number


def tell(name, *args, **kwargs):
    try:
        outcome = ascii(getattr(posix, name)(*args, **kwargs))
    except OSError as error:
        outcome = f'{type(error).__name__} {error.errno} {error.strerror} {ascii(error.filename)} {ascii(error.filename2)}'
    except Exception as error:
        outcome = f'{type(error).__name__}: {ascii(str(error))}'
    print(f'{name}: {outcome}')


HUGE = 2 ** 70
BIG = 2 ** 40

for path in Path(), BytesPath(), BadPath(), 1.5, None, b'nope', bytearray(b'x'), 'a\0b', b'a\0b', -1, BIG, -BIG:
    tell('stat', path)
tell('stat', 'x', dir_fd='a')
tell('stat', 3, dir_fd=3)
tell('stat', 3, follow_symlinks=False)
tell('stat', 'nope', dir_fd=99)
for name in 'lstat', 'chdir', 'readlink', 'rmdir', 'unlink', 'remove', 'listdir', 'scandir', 'statvfs', 'chroot', 'listxattr', 'mkdir':
    tell(name, 1.5)
    tell(name, '/nope/nope')
for name in 'rename', 'replace', 'link', 'symlink':
    tell(name, '/nope/a', 1)
    tell(name, 1, '/nope/a')
    tell(name, '/nope/a', '/nope/b')
tell('listdir', 99)
tell('scandir', 99)
tell('open', 'nope', 0)
tell('open', 'x', 'y')
tell('open', None, 0)
tell('access', 3, 0)
tell('access', '/nope', 0)

for name in 'close', 'fstat', 'dup', 'get_inheritable', 'get_blocking', 'fsync', 'fdatasync', 'fchdir', 'fstatvfs', 'ttyname', 'tcgetpgrp', 'isatty', 'grantpt', 'eventfd_read':
    tell(name, 99)
    tell(name, 'a')
    tell(name, BIG)
for descriptor in File(99), File('a'), File(-3), -1:
    tell('fsync', descriptor)
tell('read', 99, 1)
tell('read', 0, -1)
tell('read', 0, HUGE)
tell('pread', 99, -1, 0)
tell('write', 99, b'a')
tell('write', 99, 'a')
tell('readinto', 99, b'a')
tell('readinto', 99, bytearray(1))
tell('readv', 99, [bytearray(1)])
tell('readv', 99, 1)
tell('readv', 99, [b'a'])
tell('writev', 99, ['a'])
tell('writev', 99, 1)
tell('preadv', 99, 1, 0)
tell('pwritev', 99, 1, 0)
tell('lseek', 0, HUGE, 0)
tell('ftruncate', 99, HUGE)
tell('truncate', '/nope', 'a')
tell('dup2', -1, 0)
tell('dup2', 99, 98, False)
tell('lockf', 99, 0, 0)
tell('sendfile', 99, 98, None, 1)
tell('copy_file_range', 99, 98, -1)
tell('copy_file_range', 99, 98, 1, 'a')
tell('splice', 99, 98, -1)
tell('posix_fallocate', 99, 0, 1)
tell('posix_fadvise', 99, 0, 0, 0)

tell('chown', '/nope', 'a', 1)
tell('chown', '/nope', 1, 'a')
tell('chown', '/nope', -2, 1)
tell('chown', '/nope', BIG, 1)
tell('chown', '/nope', 1, HUGE)
tell('chown', 0, 1, 1, dir_fd=3)
tell('chown', 0, 1, 1, follow_symlinks=False)
tell('chmod', '/nope', 0)
tell('utime', '/nope', (1, 2), ns=(1, 2))
tell('utime', '/nope', 1)
tell('utime', '/nope', (1,))
tell('utime', '/nope', ('a', 1))
tell('utime', '/nope', (float('nan'), 1))
tell('utime', '/nope', (1e300, 1))
tell('utime', '/nope', (HUGE, 1))
tell('utime', '/nope', ns=1)
tell('utime', '/nope', ns=('a', 1))
tell('utime', '/nope', ns=(1.5, 1))
tell('utime', '/nope', ns=(HUGE, 1))
tell('utime', 0, dir_fd=1)
tell('getxattr', '/nope', 1)
tell('setxattr', '/nope', 'user.a', 'x')
tell('removexattr', '/nope', 'a\0')
tell('getxattr', 0, 'a', follow_symlinks=False)
tell('mknod', '/proc/nope', 0, HUGE)
tell('major', HUGE)
tell('makedev', HUGE, 1)
tell('makedev', 2 ** 32, 0)

tell('putenv', 'a=b', 'c')
tell('putenv', 'a\0', 'c')
tell('putenv', 1, 'c')
tell('putenv', '', 'c')
tell('unsetenv', 'a=b')
tell('confstr', 'a')
tell('confstr', 1.5)
tell('confstr', 9999)
tell('sysconf', 'SC_NOTHING')
tell('sysconf', -1)
tell('pathconf', '/nope', 'PC_NAME_MAX')
tell('fpathconf', 99, 'PC_NAME_MAX')
tell('getgrouplist', 1, 0)
tell('getgrouplist', 'a\0', 0)
tell('setgroups', 1)
tell('setgroups', ['a'])
tell('sched_setaffinity', 0, [-1])
tell('sched_setaffinity', 0, ['a'])
tell('sched_setaffinity', 0, 1)
tell('sched_setparam', 0, 1)
tell('sched_getaffinity', -5)
tell('sched_param')
tell('sched_param', 1, 2)
tell('eventfd', -1)
tell('eventfd', HUGE)
tell('eventfd_write', 99, -1)
tell('memfd_create', 'a\0')
tell('timerfd_create', 99)
tell('timerfd_settime', 99, initial='a')
tell('timerfd_settime', 99, initial=float('nan'))
tell('timerfd_settime_ns', 99, initial=HUGE)
tell('urandom', -1)
tell('getrandom', -1)
tell('register_at_fork')
tell('register_at_fork', before=1)
tell('waitpid', -1, 0)
tell('waitid', 9, 0, 0)
tell('kill', HUGE, 0)
tell('killpg', -5, 0)
tell('system', 1)
tell('waitstatus_to_exitcode', 0x137f)
tell('waitstatus_to_exitcode', 0xffff)
tell('waitstatus_to_exitcode', 1.5)

tell('execv', '/nope', [])
tell('execv', '/nope', 1)
tell('execv', '/nope', [''])
tell('execv', '/nope', ['a'])
tell('execve', '/nope', ['a'], 1)
tell('execve', '/nope', ['a'], {'a=': '2'})
tell('execve', '/nope', ['a\0'], {})
tell('execve', 99, ['a'], {})
tell('posix_spawn', '/nope', ['a'], {})
tell('posix_spawn', '/nope', 1, {})
tell('posix_spawn', '/nope', ['a'], 1)
for actions in 1, [1], [(1,)], [(0,)], [(99,)], [('a',)], [(1, 'a')], [(2, 1)], [(3,)], [()], [[1, 2]], [(0, 1, 2, 3, 4)]:
    tell('posix_spawn', '/nope', ['a'], {}, file_actions=actions)
for scheduler in 1, (1,), (None, 1):
    tell('posix_spawn', '/nope', ['a'], {}, scheduler=scheduler)
tell('posix_spawn', '/nope', ['a'], {}, setpgroup='a')
tell('posix_spawn', '/nope', ['a'], {}, setsigmask=[99])
tell('posix_spawn', '/nope', ['a'], {}, setsigdef=1)

for make in type(next(posix.scandir('/'))), type(posix.scandir('/')):
    try:
        make()
    except TypeError as error:
        print(error)
