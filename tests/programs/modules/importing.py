# Packages made on the fly: __main__, __path__, namespace packages, __all__, relative imports, hooks, zipped sources not needed.
import importlib
import importlib.abc
import importlib.util
import os
import sys

root = os.environ["TMPDIR"]
sys.path.insert(0, root)


def write(name, text=""):
    path = os.path.join(root, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


write("p/__init__.py", "from .a import A\nfrom . import b as bee\n__all__ = ['A', 'c']\n")
write("p/a.py", "from . import b\nclass A: origin = __name__\n")
write("p/b.py", "from .. import nothing_above\n" if False else "import p\nstate = hasattr(p, 'A')\n")
write("p/c.py", "print('c loaded by star')\n")
write("ns1/space/one.py", "name = __name__\n")
write("ns2/space/two.py", "name = __name__\n")
sys.path[:0] = [os.path.join(root, "ns1"), os.path.join(root, "ns2")]
import p

print(p.A.origin, p.bee.state, p.__package__, p.a.__package__, p.__spec__.submodule_search_locations == [os.path.join(root, "p")])
ns = {}
exec("from p import *", ns)
print(sorted(k for k in ns if not k.startswith("_")))
import space.one
import space.two

print(space.one.name, space.two.name, len(list(space.__path__)), space.__file__ if hasattr(space, "__file__") else "no __file__", type(space.__loader__).__name__)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.startswith("virtual"):
            print("find", name, path)
            return importlib.util.spec_from_loader(name, self, is_package=name == "virtual")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.made = f"made {module.__name__}"


sys.meta_path.append(Finder())
import virtual.sub

print(virtual.made, virtual.sub.made, virtual.__path__)
sys.meta_path.pop()
spec = importlib.util.find_spec("p.c")
print(spec.name, spec.parent, spec.has_location, spec.loader.is_package("p.c"), importlib.util.find_spec("nope_nope"))
src = importlib.util.spec_from_file_location("elsewhere", os.path.join(root, "p/a.py"), submodule_search_locations=None)
print(src.name, src.cached.endswith(f"__pycache__/a.{sys.implementation.cache_tag}.pyc"), importlib.util.cache_from_source("/x/y.py"))
write("changing.py", "value = 1\n")
import changing

write("changing.py", "value = 22\n")
importlib.invalidate_caches()
print(changing.value, importlib.reload(changing).value)
del sys.modules["changing"]
import changing as again

print(again is changing, sys.modules["changing"] is again)
for bad in ("import p.nope", "from p import nope", "import p.a.b", "from p.a import B", "import space.three", "from .x import y", "import ''", "from p import (A, zzz)", "__import__('p', fromlist=['nope']).nope", "importlib.import_module('.x')", "importlib.reload(5)"):
    try:
        exec(bad, {"__name__": "__main__", "importlib": importlib})
    except (ImportError, SyntaxError, TypeError, AttributeError) as e:
        print(bad, "->", type(e).__name__, str(e).replace(root, "ROOT"))
print(__name__, __spec__, __package__, sys.modules["__main__"].__file__ == __file__, __file__.endswith("importing.py"), "p.a" in sys.modules, [m for m in ("sys", "builtins", "marshal") if m in sys.builtin_module_names])
write("syn.py", "def f(:\n")
try:
    import syn
except SyntaxError as e:
    print(e.msg, e.filename == os.path.join(root, "syn.py"), e.lineno, "syn" in sys.modules)
