# options: -OO
# Under -OO docstrings are gone.
"""module doc"""


class C:
    """class doc"""

    def m(self):
        """method doc"""
        return "not a doc"


print(__doc__, C.__doc__, C.m.__doc__, C().m())
print(compile("'x'; y = 1", "f", "exec", optimize=0).co_consts, compile("'doc'\ny = 1", "f", "exec").co_consts)
