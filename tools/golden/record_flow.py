"""Records the unoptimised instructions of every code object of some sources together with the finished code.

usage: record_flow.py DIRECTORY SOURCE ...      (run it under the reference; it needs _testinternalcapi)

For each source DIRECTORY receives NAME.rec, a marshalled list of tuples: name, qualname, filename, first line, the three argument
counts, flags, names, locals, cells, free variables, hidden locals, constants, instructions (six ints each), code. The reference
does not tell the constants of nested scopes, so they are found again by the locations of the instructions that load them; a code
object for which that fails is left out.
"""
import _testinternalcapi
import ast
import dis
import marshal
import os
import sys
import types
import warnings

LOAD_CONST = dis.opmap["LOAD_CONST"]
STORE_NAME = dis.opmap["STORE_NAME"]
ANNOTATIONS_PLACEHOLDER = dis.opmap["ANNOTATIONS_PLACEHOLDER"]
CO_FAST_HIDDEN = 0x10
CO_HAS_DOCSTRING = 0x4000000


def key(value):
    return ("code", id(value)) if isinstance(value, types.CodeType) else (type(value).__name__, repr(value))


def loaded_constants(code):
    """The constants that the finished code loads, by location."""
    found = {}
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_CONST", "LOAD_SMALL_INT"):
            at = instruction.positions
            where = (at.lineno, at.end_lineno, at.col_offset, at.end_col_offset)
            found.setdefault(where, []).append(instruction.argval)
    return found


def static_attributes(code):
    instructions = list(dis.get_instructions(code))
    for load, store in zip(instructions, instructions[1:]):
        if store.opname == "STORE_NAME" and store.argval == "__static_attributes__":
            return load.argval
    return None


def resolve(instructions, code, literals):
    """The constants by their index in the unoptimised code, or None if one cannot be found."""
    finished = loaded_constants(code)
    places = {}
    for instruction in instructions:
        if instruction[0] == LOAD_CONST:
            places.setdefault(instruction[2:6], []).append(instruction[1])
    found = {}
    if code.co_flags & CO_HAS_DOCSTRING:
        found[0] = code.co_consts[0]
    for where, indexes in places.items():
        if where[0] < 0:
            continue
        values = finished.get(where, [])
        if len(values) == len(indexes):
            for index, value in zip(indexes, values):
                found.setdefault(index, value)
        elif where in literals:
            for index in indexes:
                found.setdefault(index, literals[where])
        elif len(set(indexes)) == 1 and len({key(value) for value in values}) == 1:
            found.setdefault(indexes[0], values[0])
    for i, instruction in enumerate(instructions):
        if instruction[0] != LOAD_CONST or instruction[1] in found or instruction[2] >= 0:
            continue
        after = instructions[i + 1] if i + 1 < len(instructions) else (0, 0)
        names = code.co_names
        is_static = after[0] == STORE_NAME and after[1] < len(names) and names[after[1]] == "__static_attributes__"
        found[instruction[1]] = static_attributes(code) if is_static else None
    count = max((i[1] for i in instructions if i[0] == LOAD_CONST), default=-1) + 1
    return [found[i] for i in range(count)] if all(i in found for i in range(count)) else None


def record(sequence, code, constants, literals, out):
    instructions = [
        (i[0], i[1] or 0) + tuple(-1 if x is None else x for x in i[2:6]) for i in sequence.get_instructions()
    ]
    nested = [c for c in code.co_consts if isinstance(c, types.CodeType)]
    sequences = sequence.get_nested()
    if len(nested) == len(sequences):
        for inner, inner_code in zip(sequences, nested):
            record(inner, inner_code, None, literals, out)
    has_placeholder = any(i[0] == ANNOTATIONS_PLACEHOLDER for i in instructions)
    if has_placeholder and any(c.co_name == "__annotate__" for c in nested):
        return
    if constants is None:
        constants = resolve(instructions, code, literals)
    if constants is None or len({key(value) for value in constants}) != len(constants):
        return
    kinds = _testinternalcapi.get_co_localskinds(code)
    hidden = tuple(name for name, kind in kinds.items() if kind & CO_FAST_HIDDEN)
    out.append((
        code.co_name, code.co_qualname, code.co_filename, code.co_firstlineno,
        code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags,
        code.co_names, code.co_varnames, tuple(sorted(code.co_cellvars)), code.co_freevars, hidden,
        tuple(constants), tuple(x for i in instructions for x in i), code,
    ))


def record_file(path, target):
    with open(path, "rb") as file:
        source = file.read()
    literals = {
        (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset): node.value
        for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)
    }
    name = os.path.basename(path)
    code = compile(source, name, "exec", dont_inherit=True)
    sequence, metadata = _testinternalcapi.compiler_codegen(ast.parse(source), name, 0)
    out = []
    record(sequence, code, metadata["consts"], literals, out)
    if out:
        with open(target, "wb") as file:
            file.write(marshal.dumps(out))


def main(directory, *paths):
    warnings.simplefilter("ignore")
    os.makedirs(directory, exist_ok=True)
    for path in paths:
        # In a process of its own: the interface is a testing one and some sources crash it.
        child = os.fork()
        if child == 0:
            try:
                record_file(path, os.path.join(directory, os.path.basename(path) + ".rec"))
            except (SyntaxError, ValueError) as error:
                print(path, error, file=sys.stderr)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
