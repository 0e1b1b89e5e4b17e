# posix: its names, the signatures of its functions, and the shapes of its types.
import posix

for name in sorted(dir(posix)):
    value = getattr(posix, name)
    if name.startswith('__'):
        continue
    if type(value) is int:
        print(name, value)
    elif type(value) is type(len):
        print(name, value.__text_signature__)
    elif type(value) is dict and name != 'environ':
        print(name, sorted(value.items()))
    elif type(value) is type:
        print(name, value.__module__, value.__qualname__, value.__basicsize__, value.__itemsize__, getattr(value, '__match_args__', None))
        if hasattr(value, 'n_fields'):
            print(value.n_fields, value.n_sequence_fields, value.n_unnamed_fields)
    else:
        print(name, type(value))
print(posix._have_functions)
s = posix.stat_result(range(10))
print(s, s.st_atime, s.st_mtime, s.st_ctime, s.st_atime_ns, s.st_blksize)
s = posix.stat_result(range(19))
print(s, s.st_atime, s.st_atime_ns, s.st_rdev)
print(posix.sched_param(3), posix.terminal_size((80, 24)), posix.uname_result('abcde'))
for path in '', '.', '..', '/', '//', '///', '//a', '///a//b/..', 'a/..', 'a/../..', '../a', '../a/..', '/..', '/../a', './a', 'a/./b', 'a//b', b'x/../y', '\udc80/../b', '\ud800/..', 'a\0b/c':
    print(ascii(posix._path_normpath(path)), ascii(posix._path_splitroot_ex(path)))
for status in 0, 256, 9, 137, 0x137f, 0xffff:
    print(status, posix.WIFEXITED(status), posix.WEXITSTATUS(status), posix.WIFSIGNALED(status), posix.WTERMSIG(status), posix.WIFSTOPPED(status),
          posix.WSTOPSIG(status), posix.WIFCONTINUED(status), posix.WCOREDUMP(status))
print(posix.strerror(2), posix.strerror(13), posix.makedev(300, 70000), posix.major(posix.makedev(300, 70000)), posix.minor(posix.makedev(300, 70000)), posix.makedev(-1, -1))
