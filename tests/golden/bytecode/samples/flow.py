"""Control flow."""


def conditions(a, b, c):
    if a and (b or not c):
        return 1
    elif a is None or b is not None:
        return 2
    elif not a:
        pass
    elif a < b < c != a:
        return 3
    while a:
        if b:
            break
        if c:
            continue
        a -= 1
    else:
        return 4
    assert a, "message"
    return a if b else c and a or b


def loops(xs):
    for x in xs:
        for y in x:
            if y:
                break
        else:
            continue
        return y
    for i in (1, 2, 3):
        print(i)
    while True:
        if xs:
            return


def tries(f):
    try:
        f()
    except ValueError as e:
        print(e)
    except (TypeError, KeyError):
        raise
    except:
        raise RuntimeError from None
    else:
        f(1)
    finally:
        f(2)
    for i in f:
        try:
            continue
        finally:
            f(i)
    while f:
        try:
            break
        except Exception:
            return 1
    try:
        f()
    except* OSError as group:
        print(group)
    except* ValueError:
        pass


def withs(a, b):
    with a as x, b:
        return x
    for i in a:
        with b:
            continue


def matches(subject):
    match subject:
        case 1 | 2:
            return "small"
        case "a" as x if x:
            return x
        case [a, b, *rest]:
            return a, b, rest
        case {"k": v, **rest}:
            return v, rest
        case complex(real=r, imag=0):
            return r
        case None | True:
            return subject
        case (1, [2, -3.5, 1 + 2j]):
            pass
        case _:
            raise TypeError


def dead():
    if 0:
        print("never")
    while 0:
        pass
    return 1
    print("never")


def long_jumps(x):
    while x:
        if x.a0.a1.a2.a3.a4.a5.a6.a7.a8.a9.b0.b1.b2.b3.b4.b5.b6.b7.b8.b9.c0.c1.c2.c3.c4.c5.c6.c7.c8.c9:
            x.a0.a1.a2.a3.a4.a5.a6.a7.a8.a9.b0.b1.b2.b3.b4.b5.b6.b7.b8.b9.c0.c1.c2.c3.c4.c5.c6.c7.c8.c9()
        x.a0.a1.a2.a3.a4.a5.a6.a7.a8.a9.b0.b1.b2.b3.b4.b5.b6.b7.b8.b9.c0.c1.c2.c3.c4.c5.c6.c7.c8.c9()
    return x
