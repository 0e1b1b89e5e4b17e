# "Did you mean": names, attributes, imports, keyword arguments.
import sys


class Animal:
    def __init__(self):
        self.weight = 1

    def breathe(self):
        colour = 5
        return color

    def inside(self):
        return weight


def attempt(text):
    try:
        exec(text, globals())
    except Exception as e:
        sys.excepthook(type(e), e, None)


length_of_list = 3
for text in ("lenght_of_list", "Animal().wieght", "Animal().brethe()", "Animal().breathe()", "Animal().inside()", "pritn(1)", "import maths", "from math import sqroot", "[].apend(1)", "'x'.uper()", "sys.pathh", "Anmal()", "True1", "time.time()", "a", "x_y_z_nothing_like_it", "(1).bit_lenght()", "import sys; sys.exlt", "{}.item()", "int('5', bas=2)", "sorted([], revers=True)"):
    attempt(text)
