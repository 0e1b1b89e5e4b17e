# posix: files, directories, links, pipes and other descriptors at work, in a folder of the program's own.
import posix

base = f'/tmp/posix_files_{posix.getpid()}'
posix.mkdir(base)


def outcome(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f'{type(error).__name__} {error.args}'


file = base + '/f'
fd = posix.open(file, posix.O_RDWR | posix.O_CREAT, 0o640)
print(posix.write(fd, b'hello world'), posix.lseek(fd, 0, 0), posix.read(fd, 5), posix.pread(fd, 3, 1), posix.pwrite(fd, b'XX', 2), posix.pread(fd, 100, 0))
four = bytearray(4)
three = bytearray(3)
posix.lseek(fd, 0, 0)
print(posix.readv(fd, [four, three]), four, three, posix.readinto(fd, four), four, posix.writev(fd, [b'1', bytearray(b'23')]))
print(posix.preadv(fd, [four], 0), four, posix.pwritev(fd, (b'zz', b'y'), 1), posix.pread(fd, 50, 0))
posix.umask(0o22)
print(oct(posix.fstat(fd).st_mode), posix.fchmod(fd, 0o600), oct(posix.stat(file).st_mode), posix.chmod(fd, 0o604), oct(posix.stat(file).st_mode))
print(posix.chown(file, -1, -1), posix.fchown(fd, -1, -1), posix.lchown(file, -1, -1), posix.umask(0o22))
posix.symlink(file, base + '/l')
posix.link(file, base + '/h')
print(posix.readlink(base + '/l') == file, posix.readlink(base.encode() + b'/l') == file.encode(), posix.stat(base + '/h').st_nlink, sorted(posix.listdir(base)))
for entry in sorted(posix.scandir(base), key=lambda e: e.name):
    print(entry, entry.path == base + '/' + entry.name, entry.is_file(), entry.is_symlink(), entry.is_dir(), entry.is_file(follow_symlinks=False), entry.is_junction(),
          entry.stat().st_size, entry.inode() == entry.stat(follow_symlinks=False).st_ino, entry.stat() is entry.stat(), posix.fspath(entry) == entry.path)
with posix.scandir(base.encode()) as entries:
    print(sorted(e.name for e in entries), next(entries, 'end'))

posix.utime(file, (10, 20.5))
s = posix.stat(file)
print(s.st_atime, s.st_mtime_ns, s[8])
posix.utime(fd, ns=(-1, 1234567890123456789))
s = posix.stat(file)
print(s.st_atime, s.st_atime_ns, s.st_mtime_ns, s[7])
posix.utime(base + '/l', (1.25, 2), follow_symlinks=False)
print(posix.lstat(base + '/l').st_atime, posix.utime(file))

folder = posix.open(base, 0)
print(posix.stat('f', dir_fd=folder).st_size, posix.rename('h', 'h2', src_dir_fd=folder, dst_dir_fd=folder), sorted(posix.listdir(folder)))
print(posix.mkdir('d', dir_fd=folder), posix.access('f', posix.R_OK, dir_fd=folder), posix.mkfifo('p', dir_fd=folder), posix.unlink('h2', dir_fd=folder),
      posix.rmdir('d', dir_fd=folder), posix.close(posix.open('new', posix.O_CREAT | posix.O_WRONLY, dir_fd=folder)), sorted(posix.listdir(folder)))
print(posix.replace('new', 'f2', src_dir_fd=folder, dst_dir_fd=folder), posix.symlink('q', 's', dir_fd=folder), posix.readlink('s', dir_fd=folder),
      posix.link('f', 'f3', src_dir_fd=folder, dst_dir_fd=folder), posix.remove('f3', dir_fd=folder), sorted(posix.listdir(base)))
print(posix.truncate(file, 3), posix.ftruncate(fd, 5), posix.fstat(fd).st_size, posix.truncate(fd, 2), posix.lseek(fd, 0, 2), posix.fsync(fd), posix.fdatasync(fd))
print(posix.lockf(fd, posix.F_TLOCK, 1), posix.lockf(fd, posix.F_ULOCK, 1))

r, w = posix.pipe()
print(posix.get_inheritable(r), posix.set_inheritable(r, True), posix.get_inheritable(r), posix.get_blocking(r), posix.set_blocking(r, False), posix.get_blocking(r),
      outcome(posix.read, r, 1), posix.write(w, b'abc'), posix.read(r, 10), posix.isatty(r))
posix.lseek(fd, 0, 0)
posix.ftruncate(fd, 0)
posix.write(fd, b'0123456789')
print(posix.sendfile(w, fd, 2, 3), posix.read(r, 9), posix.splice(fd, w, 4, offset_src=5), posix.read(r, 9))
copy = posix.dup(fd)
print(posix.get_inheritable(copy), posix.dup2(fd, copy) == copy, posix.get_inheritable(copy), posix.dup2(fd, copy, False) == copy, posix.get_inheritable(copy))
posix.closerange(copy, copy + 1)
print(outcome(posix.fstat, copy))
event = posix.eventfd(3)
print(posix.eventfd_read(event), posix.eventfd_write(event, 7), posix.eventfd_read(event))
memory = posix.memfd_create('memory')
print(posix.write(memory, b'abc'), posix.pread(memory, 9, 0))
timer = posix.timerfd_create(1)
print(posix.timerfd_settime(timer, initial=1000, interval=2.5), posix.timerfd_gettime(timer)[1], posix.timerfd_gettime_ns(timer)[1],
      posix.timerfd_settime_ns(timer, initial=1, interval=0)[1], posix.read(timer, 8))
master, slave = posix.openpty()
print(posix.isatty(master), posix.ttyname(slave) == posix.ptsname(master), posix.get_terminal_size(master), posix.get_inheritable(master))

for name in posix.listdir(base):
    posix.unlink(base + '/' + name)
before = posix.getcwd()
posix.chdir(base)
print(posix.getcwd() == base, posix.getcwdb() == base.encode(), posix.listdir(), list(posix.scandir()))
posix.chdir(before)
posix.rmdir(base)
print(posix.access(base, posix.F_OK))
for descriptor in fd, folder, r, w, event, memory, timer, master, slave:
    posix.close(descriptor)
