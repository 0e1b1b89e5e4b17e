# import statements: plain, dotted, as, from, star, relative, conditional; what is bound and what is cached.
import os
import sys

root = os.environ["TMPDIR"]


def write(name, text):
    path = os.path.join(root, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


write("pkg/__init__.py", "print('init', __name__)\nvalue = 1\nfrom . import first\n")
write("pkg/first.py", "print('first', __name__, __package__)\nfrom .sub import thing\n")
write("pkg/sub/__init__.py", "print('sub', __name__)\nfrom ..other import two as thing\n")
write("pkg/other.py", "one, two, _three = 1, 2, 3\n__all__ = ['one', '_three']\n")
write("single.py", "x = 1\n_hidden = 2\ny = 3\n")
write("broken.py", "before = 1\nraise ValueError('at import')\n")
write("cycle_a.py", "import cycle_b\nname = 'a'\nprint('in a:', cycle_b.name, cycle_b.partial)\n")
write("cycle_b.py", "import cycle_a\npartial = hasattr(cycle_a, 'name')\nname = 'b'\n")
write("cycle_c.py", "from cycle_d import thing\n")
write("cycle_d.py", "from cycle_c import other\nthing = 1\n")
write("lazy.py", "def __getattr__(name):\n    if name == 'computed':\n        return 'made up'\n    raise AttributeError(f'no {name} here')\ndef __dir__():\n    return ['computed']\n")
sys.path.insert(0, root)

import pkg.sub as ps
print(ps.thing, ps.__name__)
import pkg.first
print(pkg.first.thing, pkg.value)
from pkg.other import two as renamed, one
print(renamed, one)
ns = {}
exec("from pkg.other import *", ns)
print(sorted(k for k in ns if k != "__builtins__"))
exec("from single import *", ns := {})
print(sorted(k for k in ns if k != "__builtins__"))
print(sys.modules["pkg.other"] is pkg.other)
for text in ("import nothing_such", "import pkg.nothing", "from pkg import nothing", "from single import z", "import single.x", "import broken", "import broken",
             "from . import x", "from .. import x", "import cycle_c"):
    try:
        exec(text, {"__name__": "m"})
    except Exception as e:
        print(text, "->", type(e).__name__, str(e).replace(root, "ROOT"), getattr(e, "name", None))
print("broken" in sys.modules)
import cycle_a
import lazy
print(lazy.computed, dir(lazy))
try:
    lazy.other
except AttributeError as e:
    print(e)
from lazy import computed
print(computed)
import single
single.x = "changed"
import importlib
print(importlib.reload(single) is single, single.x)
print(importlib.import_module(".other", "pkg") is pkg.other)
print(single.__spec__.name, single.__file__ == os.path.join(root, "single.py"), single.__spec__.origin == single.__file__, pkg.__path__ == [os.path.join(root, "pkg")])
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e)
print(repr(single).replace(root, "ROOT"), repr(sys))
