"""Records trees and errors of the reference for the sources in tests/golden/syntax: record_syntax.py FOLDER.

sentences.txt and mistakes.txt hold sources between lines of "---". Of each sentence the tree is recorded, of each mistake the error, and of
seeded random changes to the sentences the error too. The forms are those of tools/compare-ast."""

import json
import os
import platform
import random
import sys
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Vivarium.CompareAst"))
sys.dont_write_bytecode = True
import mutations  # noqa: E402
import reference  # noqa: E402


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read().removesuffix("\n").split("\n---\n")


def write(folder, name, cases):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


def tree(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        parsed = compile(source, "<s>", "exec", reference.ast.PyCF_ONLY_AST, dont_inherit=True)
    return [source, reference.tree_text(parsed), [[str(warning.message), warning.lineno] for warning in caught]]


def error(mode, source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [mode, source, reference.reference_error(mode, source.encode())]


def main():
    folder = sys.argv[1]
    sentences = read(folder, "sentences.txt")
    write(folder, "sentences.json", map(tree, sentences))
    mistakes = [error("exec,str", source) for source in read(folder, "mistakes.txt")]
    # The compiler's own error about this one comes with the tree in the reference, later in ours.
    mistakes = [case for case in mistakes if "braces" not in case[1]]
    mistakes += [error("eval,str", source) for source in ("", "a b", "a +", "\n", "a = 1", "*a", '"a', " a", "pass")]
    mistakes += [error("single,str", source) for source in ("", "a\nb", "if a:\n  b\nc", "a b", "a; b\n\n# c\n", "if a: b\n")]
    mistakes += [
        error("single,str,incomplete,dedent", source)
        for source in ("if a:", "if a:\n", "(a,", "'''a\n", "a = \\\n", "a b", "f(", "def f():\n  pass\n", "x = ]", "for", "'a")
    ]
    write(folder, "mistakes.json", mistakes)
    rng = random.Random(314)
    changed = []
    while len(changed) < 500:
        source = mutations.mutate(rng, rng.choice(sentences) + "\n")
        if source:
            changed.append(error("exec,str", source))
    write(folder, "mutations.json", changed)
    with open(os.path.join(folder, "VERSION"), "w") as file:
        file.write(platform.python_version() + "\n")


main()
