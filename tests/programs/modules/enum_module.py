# enum: members, lookup, aliases, auto, Flag, IntEnum, StrEnum, unique, functional form, methods.
import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto


class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = "b"
    CRIMSON = 1

    def describe(self):
        return f"{self.name}={self.value}"

    @classmethod
    def default(cls):
        return cls.GREEN

    @property
    def lower(self):
        return self.name.lower()


print(list(Color), Color.RED, repr(Color.RED), Color(1), Color["BLUE"], Color.CRIMSON is Color.RED, Color.__members__.keys(), len(Color), Color.RED.describe(), Color.default(), Color.BLUE.lower, Color.GREEN.value)
print(Color.RED == 1, Color.RED in Color, 1 in Color, 99 in Color, hash(Color.RED) == hash("RED"), {Color.RED: "r"}[Color(1)], isinstance(Color.RED, Color), f"{Color.RED}", Color.RED != Color.GREEN, type(Color.RED))
for bad in (lambda: Color(99), lambda: Color["NOPE"], lambda: setattr(Color, "RED", 5), lambda: Color.RED < Color.GREEN, lambda: delattr(Color, "RED"), lambda: type("Sub", (Color,), {}), lambda: Color.NOPE, lambda: setattr(Color.RED, "value", 5), lambda: Color()):
    try:
        print(bad())
    except (ValueError, KeyError, AttributeError, TypeError) as e:
        print(type(e).__name__, e)


class N(IntEnum):
    A = 1
    B = 2


class S(StrEnum):
    X = auto()
    Y = "why"


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


class F(IntFlag):
    A = 1
    B = 4


print(N.A + 1, N.A < N.B, N(2), f"{N.A} {N.A!r}", S.X, S.X == "x", repr(S.Y), S.Y.upper(), sorted(N, reverse=True))
print(Perm.R | Perm.X, Perm.RW, ~Perm.R, Perm.R in Perm.RW, Perm(5), list(Perm.RW), bool(Perm(0)), Perm(0), Perm.RW & Perm.W, Perm.RW ^ Perm.R, Perm.R.value, len(Perm.RW), F.A | F.B, F(5), F(8), F.A | 2, repr(F.A))
try:
    Perm(64)
except ValueError as e:
    print(e)
try:
    @enum.unique
    class D(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
Fn = Enum("Fn", "a b c")
print(list(Fn), Fn.a.value, Enum("G", {"x": 10, "y": 20}).y)


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def density(self):
        return round(self.mass / self.radius**3, 4)


print(Planet.EARTH.mass, Planet.MARS.density, Planet((0.64, 3.39)))


class Auto(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last):
        return name.lower() * (count + 1)

    A = auto()
    B = auto()

    @classmethod
    def _missing_(cls, value):
        return cls.A


print(Auto.B.value, Auto("anything"))
