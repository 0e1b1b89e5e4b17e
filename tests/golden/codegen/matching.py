match a:
    case 1: b
    case -1 | 2.5 | -3j | 1 + 2j | "s" "t" | b"u": c
    case None | True | False: d
    case []: e
    case [x]: f
    case [x, y, *z] if x: g
    case (x, *_, y): h
    case [_, _]: i
    case [*_]: j
    case {}: k
    case {"a": 1, "b": x, **rest}: l
    case {c.d: _}: m
    case A(): n
    case A(1, x, y=2, z=B(w)): o
    case [x, y] | [x, _, y] | {"x": x, "y": y}: p
    case [[x] as y, z] as w: q
    case a.b.c: r
    case str() | int() as x if x: s
    case x: t

match a, b:
    case (1, 2): c
    case _: d

match a:
    case _: b

match (yield_ := a):
    case x if (y := x): b


def in_function(a):
    match a:
        case [b, c] | [c, _, b]:
            return b, c
        case {"k": b}:
            return lambda: b
        case C(d=[e, *f], g={"h": i}):
            pass
        case (1 | 2) as j:
            return j
        case _ if a:
            return 3
