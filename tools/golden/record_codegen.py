"""Records what the reference compiles: record_codegen.py DIRECTORY, run under the reference.

For every NAME.py there it writes NAME.code (the code objects as text) and NAME.symbols (the symbol tables); for every NAME.txt, which
holds snippets between lines of "====", it writes NAME.expected: error or "ok", then the warnings. The tests of the compiler make the same
texts; tests/Vivarium.Compiler.Tests/CodeGen/GoldenText.cs describes them.
"""
import _symtable
import opcode
import os
import platform
import sys
import warnings

NAMES = {number: name for name, number in opcode.opmap.items()}


def constant(value):
    if hasattr(value, "co_code"):
        return f"<code {value.co_qualname}>"
    if isinstance(value, frozenset):
        return "frozenset({" + ", ".join(sorted(map(constant, value))) + "})"
    if isinstance(value, tuple):
        return "(" + "".join(constant(item) + ", " for item in value) + ")"
    return ascii(value)


def instructions(code):
    raw = code.co_code
    positions = list(code.co_positions())
    offset = extended = 0
    while offset < len(raw):
        number, arg = raw[offset], raw[offset + 1] | extended << 8
        name = NAMES[number]
        if name == "EXTENDED_ARG":
            extended = arg
            offset += 2
            continue
        place = ":".join("-" if part is None else str(part) for part in positions[offset // 2])
        yield f"  {offset} {name} {arg} @{place}"
        extended = 0
        offset += 2 + 2 * sum(opcode._cache_format.get(name, {}).values())


def describe(code, lines):
    lines.append(
        f"{code.co_qualname} line {code.co_firstlineno} args {code.co_argcount}/{code.co_posonlyargcount}/{code.co_kwonlyargcount}"
        f" stack {code.co_stacksize} flags {code.co_flags:#x}")
    for field in ("varnames", "cellvars", "freevars", "names"):
        if names := getattr(code, "co_" + field):
            lines.append(f"  {field} {' '.join(map(ascii, names))}")
    lines += ("  const " + constant(value) for value in code.co_consts)
    lines += instructions(code)
    lines.append("  exceptions " + code.co_exceptiontable.hex())
    for value in code.co_consts:
        if hasattr(value, "co_code"):
            describe(value, lines)


def symbols(table, indent, lines):
    names = " ".join(sorted(f"{ascii(name)[1:-1]}:{flags}" for name, flags in table.symbols.items()))
    lines.append(f"{' ' * indent}{table.name} {table.type} {table.lineno} {table.nested} [{','.join(table.varnames)}] {names}")
    for child in table.children:
        symbols(child, indent + 1, lines)


def snippet(source, lines):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<golden>", "exec", dont_inherit=True, optimize=0)
            lines.append("ok")
        except SyntaxError as error:
            lines.append(f"{type(error).__name__} {error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset} {error.msg}")
    lines += (f"  {warning.lineno} {warning.message}" for warning in caught)


def write(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def main(directory):
    warnings.simplefilter("ignore")
    for name in sorted(os.listdir(directory)):
        path = os.path.join(directory, name)
        stem, ending = os.path.splitext(path)
        if ending not in (".py", ".txt"):
            continue
        with open(path, encoding="utf-8") as file:
            source = file.read()
        lines = []
        if ending == ".txt":
            for part in source.split("====\n"):
                snippet(part, lines)
            write(stem + ".expected", lines)
            continue
        for level in 0, 2:
            lines.append(f"# optimize={level}")
            describe(compile(source, name, "exec", dont_inherit=True, optimize=level), lines)
        write(stem + ".code", lines)
        lines = []
        symbols(_symtable.symtable(source, name, "exec"), 0, lines)
        write(stem + ".symbols", lines)
    write(os.path.join(directory, "VERSION"), [platform.python_version()])


main(sys.argv[1])
