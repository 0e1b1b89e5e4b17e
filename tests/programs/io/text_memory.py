# TextIOWrapper over streams in memory: line ends, buffering, errors, chunks, and what its decoder and buffer are asked.
import io, _io, sys
def t(f,*a,**k):
    try: r=f(*a,**k); print('  ->',repr(r))
    except BaseException as e: print('  !!',type(e).__name__,e, '| ctx',repr(e.__context__) if e.__context__ else '')

def wrap(data=b'', **k): return _io.TextIOWrapper(_io.BytesIO(data), **k)
data = b'AAA\nBB\x0c\rCC\r\nDD\r\r\nEE\n\rF'
for nl in (None, '', '\n', '\r', '\r\n'):
    for size in (1, 2, 3, 4, 5, 6, 7, 8192):
        w = wrap(data, encoding='ascii', newline=nl); w._CHUNK_SIZE = size
        a = w.readlines(), w.newlines
        w.seek(0); b = [w.readline(2) for i in range(20)]
        w.seek(0); c = [w.read(3) for i in range(9)]
        print(repr(nl), size, a, b, c) if size in (1, 8192) else print(a == last[0], b == last[1], c == last[2])
        last = a, b, c
for nl in (None, '', '\n', '\r', '\r\n'):
    w = wrap(newline=nl, encoding='utf-8'); print(w.write('a\nb\r\nc\n'), w.buffer.getvalue(), w.flush(), w.buffer.getvalue())
w = wrap(encoding='utf-8', line_buffering=True)
w.write('x'); print(w.buffer.getvalue()); w.write('y\nz'); print(w.buffer.getvalue()); w.write('q\r'); print(w.buffer.getvalue())
w = wrap(encoding='utf-8', write_through=True); w.write('x'); print(w.buffer.getvalue(), w.write_through)
w = wrap(encoding='utf-8'); w.write('a' * 8191); print(len(w.buffer.getvalue())); w.write('b'); print(len(w.buffer.getvalue())); w.write('c' * 5000); w.write('d' * 5000); print(len(w.buffer.getvalue())); w.write('e' * 20000); print(len(w.buffer.getvalue())); w.write('\u20ac'); w.flush(); print(len(w.buffer.getvalue()))
for enc, errors in (('ascii', 'strict'), ('ascii', 'replace'), ('ascii', 'xmlcharrefreplace'), ('latin-1', 'backslashreplace'), ('utf-8', 'strict'), ('utf-8', 'surrogateescape'), ('utf-16', 'strict'), ('utf-32-be', 'strict'), ('utf-8-sig', 'strict')):
    w = wrap(encoding=enc, errors=errors); t(w.write, 'a\xe9\u20ac\U0001f40d'); t(w.write, '\udc80'); w.flush(); print(enc, errors, w.buffer.getvalue())
for enc, errors in (('ascii', 'strict'), ('ascii', 'replace'), ('utf-8', 'strict'), ('utf-8', 'ignore'), ('utf-8', 'surrogateescape'), ('utf-16', 'strict')):
    w = wrap(b'ok\n\xff\xfea\xc3\n', encoding=enc, errors=errors); t(w.readline); t(w.read); w.seek(0); t(w.read, 3); t(w.read, 3)
w = wrap(b'h\xc3\xa9llo\nw\xc3\xb6rld\n', encoding='utf-8')
print(w.read(2), w.tell(), w.read(0), repr(w.readline()), w.tell(), next(w)); t(w.tell); t(next, w); print(w.tell(), w.seek(0, 2), w.seek(0), w.read())
w.seek(3); w.write('XX'); w.seek(0); print(w.read(), w.buffer.getvalue()); w.truncate(4); print(w.buffer.getvalue())
print(w.seekable(), w.readable(), w.writable(), w.isatty(), w.line_buffering, w.encoding, w.errors, w.newlines, w._CHUNK_SIZE); t(w.fileno)
for v in (0, -1, 'x', 1.5, 2**70): t(setattr, w, '_CHUNK_SIZE', v)
t(delattr, w, '_CHUNK_SIZE'); w.close(); t(w.read); t(w.write, 'x'); t(w.tell); t(w.seek, 0); t(w.readline); t(next, w); t(w.flush); print(w.closed, w.close())
class D:
    def decode(self, b, final=False): return self.r
    def getstate(self): return self.s
    def setstate(self, s): pass
    def reset(self): pass
class B(_io.BytesIO):
    def read1(self, n=-1): return self.r
import codecs
def info(name):
    if name != 'strange': return None
    d = D(); d.r = 'x'; d.s = (b'', 0)
    global decoder; decoder = d
    return codecs.CodecInfo(codecs.ascii_encode, codecs.ascii_decode, incrementaldecoder=lambda e: d, incrementalencoder=codecs.getincrementalencoder('ascii'), name='strange')
codecs.register(info)
b = B(b'abc'); w = _io.TextIOWrapper(b, 'strange', newline='\n')
for v in (None, 'x', 3): b.r = v; t(w.read, 1); t(w.readline)
b.r = b'a'
for v in (b'x', None, 3): decoder.r = v; t(w.read, 1)
decoder.r = 'x'
for v in (None, (), ('x', 0), (b'', 'x'), 3): decoder.s = v; t(w.read, 1); t(w.tell)
print([type(x).__name__ for x in (sys.stdin, sys.stdout, sys.stderr)], sys.stdout.encoding, sys.stdout.errors, sys.stderr.errors, sys.stdout.line_buffering, sys.stderr.line_buffering, sys.stdout.name, sys.stdout.mode)
print('to stderr', file=sys.stderr)
