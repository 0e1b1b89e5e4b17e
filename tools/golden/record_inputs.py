"""Records how the reference takes programs of every form, good and bad: record_inputs.py REFERENCE OUTPUT.

A case has files (laid out in an empty folder TMP, base64), arguments, standard input, and what came of it.
"""
import base64
import io
import json
import marshal
import os
import re
import subprocess
import sys
import tempfile
import zipfile

from importlib.util import MAGIC_NUMBER


def pyc(code):
    return MAGIC_NUMBER + bytes(12) + marshal.dumps(code)


def archive(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as z:
        for name, text in files.items():
            z.writestr(zipfile.ZipInfo(name.replace("__slash__", "/") + ".py", (2026, 1, 1, 0, 0, 0)), text)
    return data.getvalue()


GOOD = compile("import sys; print('from a pyc', __name__, sys.argv[1:])", "made.py", "exec")
SHOW = b"import sys\nprint(__name__, __file__, sys.argv[1:], sys.path[0], __package__ or None)\n"
# Statements as they are typed: simple ones end with their line or bracket, compound ones with a blank line.
TYPED = '''\
1+1
x = (1,
2)
x
def f(y):
    return y/0

f(3)
for i in range(2): print(i)

if 1
match (1,
 2):
  case _: print(9)

class A: pass

@f
def g(): pass

async def h():
  pass

with open("/dev/null"): print(2)

"""a
b"""
# comment
x;x

1 if 1 else \\
2
'''
# name, files, arguments, standard input
CASES = [
    ("typed-statements", {}, ["-i", "-q"], TYPED),
    ("missing-file", {}, ["TMP/nope.py"], ""),
    ("missing-file-relative", {}, ["nope.py", "x"], ""),
    ("unreadable-folder-as-file", {"d/x": b""}, ["TMP/d/x/y.py"], ""),
    ("folder-without-main", {"d/other.py": b""}, ["TMP/d"], ""),
    ("folder-with-main", {"d/__main__.py": SHOW, "d/helper.py": b""}, ["TMP/d", "a"], ""),
    ("archive-with-main", {"a.zip": archive(__main__=SHOW.decode() + "import helper\n", helper="print('helper', __name__)")}, ["TMP/a.zip", "a"], ""),
    ("archive-without-main", {"a.zip": archive(other="")}, ["TMP/a.zip"], ""),
    ("script", {"s.py": SHOW}, ["TMP/s.py", "-c", "--", "x"], ""),
    ("script-without-suffix", {"s": SHOW}, ["TMP/s"], ""),
    ("script-from-here", {"s.py": b"import sys\nprint(sys.argv[0])\n"}, ["s.py"], ""),
    ("empty-file", {"e.py": b""}, ["TMP/e.py"], ""),
    ("comment-only", {"e.py": b"# nothing"}, ["TMP/e.py"], ""),
    ("byte-order-mark", {"b.py": b"\xef\xbb\xbfprint('bom')\n"}, ["TMP/b.py"], ""),
    ("line-ends", {"c.py": b"x = 1\r\nif x:\r\n    print('''a\r\nb''')\r\ny = 2\rprint(y)\r\n"}, ["TMP/c.py"], ""),
    ("form-feed", {"f.py": b"x = 1\n\x0cif x:\n  print('ok')\n"}, ["TMP/f.py"], ""),
    ("latin1-cookie", {"l.py": b"# -*- coding: latin-1 -*-\nprint(ascii('\xe9'))\n"}, ["TMP/l.py"], ""),
    ("cookie-in-second-line", {"l.py": b"#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\nprint(ascii('\xa4'))\n"}, ["TMP/l.py"], ""),
    ("unknown-encoding", {"u.py": b"# coding: nope\nprint(1)\n"}, ["TMP/u.py"], ""),
    ("bom-and-other-cookie", {"u.py": b"\xef\xbb\xbf# coding: latin-1\nprint(1)\n"}, ["TMP/u.py"], ""),
    ("not-utf8", {"u.py": b"x = 1\ny = '\xff'\n"}, ["TMP/u.py"], ""),
    ("not-utf8-in-comment", {"u.py": b"# caf\xe9\nprint(1)\n"}, ["TMP/u.py"], ""),
    ("not-ascii-as-declared", {"u.py": b"# coding: ascii\nx = '\xe9'\n"}, ["TMP/u.py"], ""),
    ("null-byte", {"n.py": b"x = 1\nprint('a\x00b')\n"}, ["TMP/n.py"], ""),
    ("pyc", {"p.pyc": pyc(GOOD)}, ["TMP/p.pyc", "arg"], ""),
    ("pyc-empty", {"p.pyc": b""}, ["TMP/p.pyc"], ""),
    ("pyc-of-another-version", {"p.pyc": b"\xcb\x0d\x0d\x0a" + bytes(12) + marshal.dumps(GOOD)}, ["TMP/p.pyc"], ""),
    ("pyc-header-only", {"p.pyc": MAGIC_NUMBER + bytes(12)}, ["TMP/p.pyc"], ""),
    ("pyc-truncated", {"p.pyc": pyc(GOOD)[:-20]}, ["TMP/p.pyc"], ""),
    ("pyc-no-code", {"p.pyc": MAGIC_NUMBER + bytes(12) + marshal.dumps(5)}, ["TMP/p.pyc"], ""),
    ("module-pyc-truncated", {"m.pyc": pyc(GOOD)[:30], "s.py": b"import m\n"}, ["TMP/s.py"], ""),
    ("module-pyc-of-another-version", {"m.pyc": b"\xcb\x0d\x0d\x0a" + bytes(12), "s.py": b"try:\n    import m\nexcept ImportError as e:\n    print(e)\n"}, ["TMP/s.py"], ""),
    ("stdin", {}, [], "import sys\nprint('stdin', sys.argv, __name__)\n"),
    ("stdin-dash", {}, ["-", "a"], "import sys\nprint(sys.argv)\n"),
    ("stdin-syntax-error", {}, [], "x = 1\ny = = 2\n"),
    ("stdin-error", {}, ["-"], "def f():\n    1/0\nf()\n"),
    ("command", {}, ["-c", "import sys; print(sys.argv, __name__)", "a", "-b"], ""),
    ("command-empty", {}, ["-c", ""], ""),
    ("command-syntax-error", {}, ["-c", "print(1"], ""),
    ("command-indented", {}, ["-c", "\n    x = 1\n    print(x)\n"], ""),
    ("command-error", {}, ["-c", "import sys\nsys.stdout.write('partial')\n{}['k']"], ""),
    ("module-missing", {}, ["-m", "nope_nope"], ""),
    ("module-missing-in-package", {"pk/__init__.py": b""}, ["-m", "pk.nope"], ""),
    ("module-package-without-main", {"pk/__init__.py": b"print('init')"}, ["-m", "pk"], ""),
    ("module-package-with-main", {"pk/__init__.py": b"print('init')", "pk/__main__.py": SHOW}, ["-m", "pk", "a"], ""),
    ("module-in-package", {"pk/__init__.py": b"", "pk/m.py": SHOW}, ["-m", "pk.m", "-x"], ""),
    ("module-with-syntax-error", {"bad.py": b"x = (\n"}, ["-m", "bad"], ""),
    ("skip-first-line", {"x.py": b"this is no Python\nprint('second line')\n"}, ["-x", "TMP/x.py"], ""),
    ("no-site", {}, ["-S", "-c", "import sys; print('site' in sys.modules)"], ""),
    ("isolated", {"here.py": b""}, ["-I", "-c", "import sys; print('' in sys.path, sys.flags.isolated)"], ""),
    ("safe-path", {"here.py": b""}, ["-P", "-m", "here"], ""),
    ("unbuffered", {}, ["-u", "-c", "import sys; print('out'); print('err', file=sys.stderr)"], ""),
    ("warnings-as-errors", {}, ["-W", "error", "-c", "import warnings; warnings.warn('w')"], ""),
    ("warning-of-the-compiler", {}, ["-W", "error", "-c", "x = 1 is 1"], ""),
    ("bytes-warning", {}, ["-bb", "-c", "b'a' == 'a'"], ""),
    ("exit-text", {}, ["-c", "import sys; sys.exit('text')"], ""),
    ("exit-number", {}, ["-c", "raise SystemExit(42)"], ""),
    ("exit-large", {}, ["-c", "raise SystemExit(256 + 7)"], ""),
    ("exit-negative", {}, ["-c", "raise SystemExit(-1)"], ""),
    ("exit-at-once", {}, ["-c", "import os; print('lost'); os._exit(7)"], ""),
    ("interrupted", {}, ["-c", "raise KeyboardInterrupt"], ""),
    ("too-many-parentheses", {"n.py": b"(" * 300}, ["TMP/n.py"], ""),
    ("deep-nesting", {"n.py": b"x = " + b"-" * 20000 + b"1\n"}, ["TMP/n.py"], ""),
    ("tabs-and-spaces", {"t.py": b"if 1:\n        x = 1\n\ty = 2\n"}, ["TMP/t.py"], ""),
    ("unindent", {"t.py": b"if 1:\n    x = 1\n  y = 2\n"}, ["TMP/t.py"], ""),
    ("expected-indent", {"t.py": b"def f():\nx = 1\n"}, ["TMP/t.py"], ""),
    ("unexpected-indent", {"t.py": b"x = 1\n    y = 2\n"}, ["TMP/t.py"], ""),
    ("unterminated-string", {"t.py": b"x = 'abc\n"}, ["TMP/t.py"], ""),
    ("unterminated-triple", {"t.py": b"x = '''abc\ny\n"}, ["TMP/t.py"], ""),
    ("never-closed", {"t.py": b"x = [1,\n     2\ny = 3\n"}, ["TMP/t.py"], ""),
    ("wrong-closing", {"t.py": b"x = (1]\n"}, ["TMP/t.py"], ""),
    ("invalid-character", {"t.py": "x = 1 × 2\n".encode()}, ["TMP/t.py"], ""),
    ("invalid-number", {"t.py": b"x = 12abc\n"}, ["TMP/t.py"], ""),
    ("forgotten-comma", {"t.py": b"x = [1,\n     2 3]\n"}, ["TMP/t.py"], ""),
    ("assignment-in-condition", {"t.py": b"if x = 3:\n    pass\n"}, ["TMP/t.py"], ""),
    ("return-outside", {"t.py": b"return 1\n"}, ["TMP/t.py"], ""),
    ("statement-misspelt", {"t.py": b"whille True:\n    pass\n"}, ["TMP/t.py"], ""),
    ("print-statement", {"t.py": b"print 'hello'\n"}, ["TMP/t.py"], ""),
    ("error-in-imported", {"m.py": b"def f(:\n", "s.py": b"import m\n"}, ["TMP/s.py"], ""),
]


def run(reference, name, files, args, stdin):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for file, data in files.items():
            path = os.path.join(folder, file)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as f:
                f.write(data)
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent", "TMPDIR": folder, "NO_COLOR": "1",
               "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([reference, *(a.replace("TMP", folder) for a in args)], env=env, cwd=folder, input=stdin.encode(), capture_output=True, timeout=60)

        def text(data):
            # The library's own line numbers are not the point.
            shown = re.sub('(File "<frozen [^"]*>", line )[0-9]+', r"\1N", data.decode("utf-8", "backslashreplace"))
            return shown.replace(folder, "TMP").replace(reference, "viv")

        code = done.returncode if done.returncode >= 0 else 128 - done.returncode
        return {"name": name, "files": {f: base64.b64encode(d).decode() for f, d in files.items()}, "args": args, "stdin": stdin,
                "exit": code, "stdout": text(done.stdout), "stderr": text(done.stderr)}


def main():
    reference, output = sys.argv[1:]
    entries = [run(reference, *case) for case in CASES]
    with open(output, "w", encoding="utf-8") as file:
        file.write('{"reference": %s, "cases": [\n' % json.dumps(sys.version.split()[0]))
        file.write(",\n".join(json.dumps(entry) for entry in entries))
        file.write("\n]}\n")
    print(f"{len(entries)} inputs recorded in {output}")


main()
