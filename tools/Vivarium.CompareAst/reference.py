"""The reference's half of tools/compare-ast: dumps trees and errors of CPython and compares them with ours."""

import argparse
import ast
import base64
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile


def bits(value):
    return "%016X" % struct.unpack("<Q", struct.pack("<d", value))[0]


def constant(value):
    kind = type(value)
    if value is None or value is ... or kind is bool:
        return "Ellipsis" if value is ... else str(value)
    if kind is int:
        return "i" + ("%X" % value).lstrip("0")
    if kind is float:
        return "f" + bits(value)
    if kind is complex:
        return "c" + bits(value.imag)
    if kind is str:
        return "s" + value.encode("utf-8", "surrogatepass").hex().upper()
    return "b" + value.hex().upper()


def dump(value, out, is_constant=False):
    if isinstance(value, ast.AST):
        cls = type(value)
        fields = cls._fields
        if not fields and not isinstance(value, (ast.stmt, ast.expr, ast.arguments)):
            out.append(cls.__name__)
            return
        out.append(cls.__name__)
        if cls._attributes:
            out.append("@%d:%d-%d:%d" % (value.lineno, value.col_offset, value.end_lineno, value.end_col_offset))
        out.append("(")
        for name in fields:
            holds_constant = (
                cls is ast.Constant and name == "value"
                or cls is ast.MatchSingleton
                or cls is ast.Interpolation and name == "str"
            )
            dump(getattr(value, name), out, holds_constant)
            out.append(";")
        out.append(")")
    elif is_constant:
        out.append(constant(value))
    elif value is None:
        out.append("~")
    elif isinstance(value, list):
        out.append("[")
        for item in value:
            dump(item, out)
            out.append(",")
        out.append("]")
    elif isinstance(value, str):
        out.append('"%s"' % value)
    else:
        out.append(str(int(value)))


def reference_summary(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = compile(source, path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    except SyntaxError as error:
        return f"{type(error).__name__}: {error.msg} (line {error.lineno or 0})"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return hashlib.md5(tree_text(tree).encode()).hexdigest()


def tree_text(tree):
    out = []
    dump(tree, out)
    return "".join(out)


def python_files(tree):
    if os.path.isfile(tree):
        return [tree]
    found = []
    for directory, _, names in os.walk(tree):
        found += [os.path.join(directory, name) for name in names if name.endswith(".py")]
    return sorted(path for path in found if os.path.isfile(path))


def run_tool(tool, mode, lines):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write("".join(line + "\n" for line in lines))
    try:
        done = subprocess.run(["dotnet", tool, mode, file.name], stdout=subprocess.PIPE, encoding="utf-8", errors="surrogatepass")
    finally:
        os.unlink(file.name)
    return done.stdout.split("\n")[:-1]


def compare_trees(options):
    sys.setrecursionlimit(20000)
    files = python_files(options.tree)[: options.limit]
    ours = dict(line.split("\t", 1) for line in run_tool(options.tool, "trees", files))
    known = {}
    if options.cache and os.path.exists(options.cache):
        with open(options.cache) as file:
            known = json.load(file)
    same, different = 0, []
    for path in files:
        if path not in known:
            known[path] = reference_summary(path)
        if ours.get(path) == known[path]:
            same += 1
        else:
            different.append((path, ours.get(path), known[path]))
    if options.cache:
        with open(options.cache, "w") as file:
            json.dump(known, file)
    for path, mine, theirs in different[: options.show]:
        print(f"{path}\n    ours:      {mine}\n    reference: {theirs}")
    print(f"{same} of {len(files)} files have identical trees")
    return 0 if same == len(files) else 1


def token_text(path):
    with open(path, "rb") as file:
        source = file.read()
    import io
    import tokenize

    out = []
    for token in tokenize.tokenize(io.BytesIO(source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).readline):
        if token.type != tokenize.ENCODING:
            out.append("%d %d:%d-%d:%d %s\n" % (token.type, *token.start, *token.end, token.string))
    return "".join(out)


def compare_tokens(options):
    files = python_files(options.tree)[: options.limit]
    ours = dict(line.split("\t", 1) for line in run_tool(options.tool, "tokens", files))
    different, skipped = [], 0
    for path in files:
        try:
            theirs = hashlib.md5(token_text(path).encode()).hexdigest()
        except Exception:
            skipped += 1
            continue
        if ours.get(path) != theirs:
            different.append(path)
    for path in different[: options.show]:
        print(path)
    print(f"{len(files) - skipped - len(different)} of {len(files) - skipped} files have identical tokens")
    return 1 if different else 0


def reference_error(mode, source):
    flags = mode.split(",")
    bits_ = ast.PyCF_ONLY_AST
    if "type_comments" in flags:
        bits_ |= ast.PyCF_TYPE_COMMENTS
    if "incomplete" in flags:
        bits_ |= 0x4000
    if "dedent" in flags:
        bits_ |= 0x200
    if "str" in flags:
        try:
            source = source.decode()
        except UnicodeDecodeError:
            return None
    try:
        compile(source, "<s>", flags[0], bits_, dont_inherit=True)
    except SyntaxError as error:
        result = [type(error).__name__.lstrip("_"), error.msg]
        if len(error.args) > 1:
            details = list(error.args[1])
            if len(details) == 4:
                details += [-1, -1]
            metadata = getattr(error, "_metadata", None)
            result += details + [None if metadata is None else list(metadata[:2])]
        return result
    except Exception as error:
        return [type(error).__name__, str(error)]
    return []


def compare_errors(options):
    import mutations

    cases = mutations.collect(options)
    lines = [base64.b64encode(mode.encode() + b"\n" + source).decode() for mode, source in cases]
    ours = run_tool(options.tool, "errors", lines)
    same, wrong, causes = 0, 0, {}
    for (mode, source), mine in zip(cases, ours):
        theirs = json.loads(json.dumps(reference_error(mode, source)))
        try:
            mine = json.loads(mine)
        except ValueError:
            mine = ["unreadable", mine]
        if mine == theirs:
            same += 1
            continue
        if theirs and theirs[0] in ("SyntaxError", "IndentationError", "TabError", "IncompleteInputError"):
            if mine[:2] + mine[3:8] == theirs[:2] + theirs[3:8]:
                same += 1
                continue
        wrong += 1
        cause = theirs[1] if theirs and len(theirs) > 1 else "accepted"
        causes.setdefault(cause, []).append((mode, source, mine, theirs))
    for cause, found in sorted(causes.items(), key=lambda item: -len(item[1]))[: options.show]:
        print(f"{len(found)} x {cause}")
        mode, source, mine, theirs = min(found, key=lambda case: len(case[1]))
        print(f"    source:    {mode} {source[:1500]!r}\n    ours:      {mine}\n    reference: {theirs}")
    print(f"{same} of {len(cases)} errors identical ({100 * same / max(1, len(cases)):.2f} %)")
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("tree")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--tokens", action="store_true")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=25)
    parser.add_argument("--cache", help="file that keeps the reference's answers about trees")
    parser.add_argument("--kinds", default="snippets,mutations")
    options = parser.parse_args()
    if options.tokens:
        return compare_tokens(options)
    return compare_errors(options) if options.errors else compare_trees(options)


if __name__ == "__main__":
    sys.exit(main())
