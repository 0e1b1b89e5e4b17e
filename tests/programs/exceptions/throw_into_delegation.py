# Exceptions thrown into generators that delegate, and what the delegate then returns.
def inner():
    try:
        yield 1
    except ValueError:
        pass
    return 2


def outer():
    v = yield from inner()
    print('inner returned', v)
    yield v


g = outer()
next(g)
print(g.throw(ValueError))


def cleaning():
    try:
        yield 'a'
    except BaseException:
        pass
    return 'from cleaning'


def closing():
    try:
        result = yield from cleaning()
        print('result', result)
    finally:
        print('closed')


for thrown in (GeneratorExit, StopIteration, KeyError, BaseException):
    g = closing()
    next(g)
    try:
        g.throw(thrown)
    except BaseException as e:
        print(thrown.__name__, '->', type(e).__name__, e)


def lines():
    try:
        yield
    except KeyError:
        raise
    finally:
        pass


import traceback
g = lines()
next(g)
try:
    g.throw(KeyError('k'))
except KeyError as e:
    print([line.lineno for line in traceback.extract_tb(e.__traceback__)])


# Groups say what they were made of, whatever becomes of it.
excs = [ValueError(1), TypeError(2)]
eg = ExceptionGroup('test', excs)
excs.clear()
print(repr(eg), eg.args)
for args in ((), (1,), (1, []), (1, ()), (1, 2, 3)):
    eg.args = args
    print(args, repr(eg))


class Seq:
    def __init__(self, text):
        self.text = text

    def __len__(self):
        return 1

    def __getitem__(self, i):
        if i:
            raise IndexError
        return ValueError(1)

    def __repr__(self):
        return self.text


print(repr(ExceptionGroup('m', Seq('a sequence'))))
try:
    ExceptionGroup('m', Seq(None))
except TypeError as e:
    print(e)
for notes in (123, 'abc', (1, 2), None, [1]):
    eg = ExceptionGroup('m', [ValueError(1), TypeError(2)])
    eg.__notes__ = notes
    print(notes, [getattr(part, '__notes__', 'none') for part in eg.split(TypeError)])
for result in ('x', (1,), None, [1, 2], (None, ValueError(3)), (None, None)):
    class Odd(ExceptionGroup):
        def split(self, *args):
            return result
    try:
        try:
            raise Odd('m', [ValueError(1)])
        except* ValueError:
            pass
        print('none left')
    except BaseException as e:
        print(type(e).__name__, e)
