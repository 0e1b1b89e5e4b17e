# What builtin functions and methods say about wrong arguments.
calls = """abs() abs(1,2) all() any(5) bin('a') callable() chr() chr('a') dir(1,2) divmod(1) divmod('a',1) enumerate() eval() eval(5) exec() filter() filter(1) format() format(1,2) getattr() getattr(1) getattr(1,2) globals(1) hasattr(1) hasattr(1,2)
hash() hex() hex('a') id() input(1,2) int([]) isinstance() isinstance(1,[]) issubclass(1,2) iter() iter(1,2) len() len(1,2) list(1) locals(1) map() map(len) max() max(1) min([]) next() next(1) oct(1.5) open() ord() ord('ab') ord(1) pow() pow(1) pow('a',2) range() range(1.5)
repr() reversed() reversed(1) round() round('a') round(1,'a') set(1) setattr(1) sorted() sorted(1) sum() sum(1) sum('a') sum(['a']) tuple(1) type() type(1,2) type('A',1,{}) type('A',(),1) type(1,(),{}) vars(1) vars(1,2) zip(1) zip([1],2) compile() compile(1,2) delattr(1) staticmethod() classmethod() property(1,2,3,4,5)
''.join() ''.join(1) ''.split(1) ''.find() ''.find(1) ''.replace() ''.encode(1) ''.format_map() ''.zfill('a') ''.startswith() ''.strip(1) ''.center() ''.expandtabs('a') ''.translate() [].append() [].extend(1) [].insert(1) [].pop('a') [].remove() [].index() [].sort(1) {}.get() {}.pop() {}.update(1) {}.setdefault() {}.fromkeys() {}.popitem(1) set().add() set().union(1) set().pop(1)
b''.join([1]) b''.find() b''.hex(1) bytes.fromhex(1) (1).to_bytes() (1).to_bytes('a') (1).bit_length(1) int.from_bytes() (1.5).hex(1) float.fromhex(1) (1,).index() (1,).count() slice() super(1) super(1,2) object(1) memoryview() print(1,end=1) breakpoint_missing __import__() __import__(1) __import__('')""".split()
for call in calls:
    try:
        print(call, repr(eval(call))[:40])
    except Exception as e:
        print(call, type(e).__name__, e)
