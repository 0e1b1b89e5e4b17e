"""Broken sources for tools/compare-ast --errors: snippets found in the reference's own tests, and library code with one token changed."""

import ast
import doctest
import io
import os
import random
import tokenize

SNIPPET_FILES = """
test_syntax test_exceptions test_fstring test_tstring test_grammar test_string_literals test_unparse test_eof test_compile
test_named_expressions test_patma test_positional_only_arg test_keywordonlyarg test_type_params test_type_comments test_unpack
test_unpack_ex test_generators test_genexps test_listcomps test_dictcomps test_setcomps test_with test_decorators test_global
test_int_literal test_float test_except_star test_codeop test_future_stmt.test_future test_source_encoding test_unicode_identifiers
test_ast.test_ast test_tokenize test_flufl test_peg_generator.test_c_parser test_lambda test_raise test_scope test_utf8source
test_compiler_codegen test_type_aliases test_extcall test_pep646_syntax test_except_group test_traceback test_cmd_line_script
""".split()


def snippets(tree):
    directory = os.path.join(tree, "test")
    found = {}
    for name in SNIPPET_FILES:
        path = os.path.join(directory, *name.split(".")) + ".py"
        if not os.path.exists(path):
            continue
        with open(path, "rb") as file:
            text = file.read().decode("utf-8", "replace")
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Constant):
                continue
            if isinstance(node.value, str):
                if ">>>" in node.value:
                    try:
                        examples = doctest.DocTestParser().get_examples(node.value)
                    except ValueError:
                        examples = []
                    for example in examples:
                        add(found, example.source)
                        add(found, example.source, "single,str")
                else:
                    add(found, node.value)
                    add(found, "(" + node.value + ")")
                    if len(node.value) < 200:
                        add(found, node.value, "eval,str")
            elif isinstance(node.value, bytes) and b"\n" in node.value:
                found[("exec", node.value)] = None
    return list(found)


def add(found, source, mode="exec,str"):
    try:
        data = source.encode()
    except UnicodeEncodeError:
        return
    if len(data) < 20000:
        found[(mode, data)] = None


REPLACEMENTS = """( ) [ ] { } : , ; = == := + - * ** / @ . ... -> ! ~ < <> | if else elif for in not and or is lambda def class return
yield await async import from as with try except finally raise pass None True x 1 1.5 'a' f'{x}' b'b' t'{y}' match case type _ \\ $ ? 0777 1_ 'a
f'{ print""".split()


def mutations(tree, count, seed):
    rng = random.Random(seed)
    files = []
    for directory, _, names in os.walk(tree):
        files += [os.path.join(directory, name) for name in names if name.endswith(".py")]
    files = sorted(path for path in files if os.path.isfile(path) and os.path.getsize(path) < 200000)
    result = []
    while len(result) < count:
        path = rng.choice(files)
        try:
            with open(path, "rb") as file:
                text = file.read().decode()
            body = ast.parse(text).body
        except (SyntaxError, ValueError):
            continue
        if not body:
            continue
        lines = text.splitlines(keepends=True)
        for _ in range(8):
            first = rng.randrange(len(body))
            last = min(len(body) - 1, first + rng.randrange(4))
            start = min([body[first].lineno] + [node.lineno for node in getattr(body[first], "decorator_list", [])])
            chunk = "".join(lines[start - 1 : body[last].end_lineno][:80])
            mutated = mutate(rng, chunk)
            if mutated is not None:
                result.append(("exec,str", mutated.encode()))
    return result[:count]


def mutate(rng, chunk):
    try:
        tokens = [
            token
            for token in tokenize.generate_tokens(io.StringIO(chunk).readline)
            if token.type not in (tokenize.ENDMARKER, tokenize.DEDENT, tokenize.NL, tokenize.COMMENT) and token.string
        ]
    except (tokenize.TokenError, SyntaxError):
        return None
    if not tokens:
        return None
    lines = chunk.splitlines(keepends=True)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    token = rng.choice(tokens)
    begin = offsets[token.start[0] - 1] + token.start[1]
    end = offsets[token.end[0] - 1] + token.end[1]
    action = rng.randrange(5)
    if action == 0:
        return chunk[:begin] + chunk[end:]
    if action == 1:
        return chunk[:end] + " " + chunk[begin:end] + chunk[end:]
    if action == 2:
        return chunk[:begin] + rng.choice(REPLACEMENTS) + chunk[end:]
    if action == 3:
        return chunk[:begin] + rng.choice(REPLACEMENTS) + " " + chunk[begin:]
    other = rng.choice(tokens)
    return chunk[:begin] + other.string + chunk[end:]


def prefixes(options):
    """Starts of correct code, as an interactive prompt sees them while they are typed."""
    rng = random.Random(options.seed)
    result = []
    for mode, source in mutations(options.tree, options.count // 2, options.seed + 1):
        text = source.decode()
        cut = text[: rng.randrange(len(text) + 1)]
        for flags in ("single,str,incomplete,dedent", "exec,str,incomplete", "single,str", "exec,str,type_comments"):
            result.append((flags, cut.encode()))
    return result[: options.count]


def collect(options):
    cases = []
    kinds = options.kinds.split(",")
    if "snippets" in kinds:
        cases += snippets(options.tree)
    if "prefixes" in kinds:
        cases += prefixes(options)
    if "mutations" in kinds:
        cases += mutations(options.tree, options.count, options.seed)
    return cases
