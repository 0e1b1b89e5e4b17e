# dis: the listing of functions with locals, calls, branches, loops, exceptions, closures.
import dis


def add(a, b):
    c = a + b
    return print(c)


def branch(x):
    if x > 1 and x != 5:
        return "big"
    for i in range(x):
        x += i
    return x


def handle(d):
    try:
        return d["k"]
    except KeyError as e:
        return str(e)
    finally:
        print("end")


def closure(n):
    def inner(m):
        nonlocal n
        n += m
        return n

    return inner


def gen(xs):
    with xs as y:
        yield from y
    return [i * 2 for i in y]


async def co(x):
    async for i in x:
        await i


for f in (add, branch, handle, closure, gen, co):
    print("==", f.__name__)
    dis.dis(f, depth=0)
dis.dis("x = {**a, 'b': [1, *c]}\ndel x.y[1:2]")
for i in list(dis.get_instructions(add))[:6]:
    print(i.offset, i.opname, i.arg, i.argval, i.argrepr, i.line_number, i.is_jump_target, i.positions.col_offset)
print(dis.code_info(add).replace(__file__, "FILE"))
print(dis.stack_effect(dis.opmap["BINARY_OP"], 0), list(dis.findlinestarts(add.__code__))[:2], dis.opname[dis.opmap["LOAD_FAST"]], dis.HAVE_ARGUMENT)
