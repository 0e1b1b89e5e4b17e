"""Records facts about bytecode from the reference into a directory: record_bytecode.py DIRECTORY (run it under the reference).

opcodes.tsv      number, name, base, caches, flags and stack effects of every opcode
errors.tsv       malformed marshal data and what marshal.loads says to it
folding.tsv      constant expressions and their compiled code
locations.tsv    the positions of each instruction of the samples
samples/*.code   the marshalled code of each sample beside it
flow/*.rec       unoptimised instructions of the samples (record_flow.py)
"""
import _opcode
import _opcode_metadata
import marshal
import opcode
import os
import sys
import warnings

import record_flow

ERRORS = [
    b"", b"\xe3\x00", b"Q", b"r\5\0\0\0", b"(\xff\xff\xff\xff", b"(\xff\xff\xff\x0f", b"[\xff\xff\xff\xff", b"<\xff\xff\xff\xff",
    b"s\xff\xff\xff\xff", b"u\xff\xff\xff\xff", b"a\xff\xff\xff\xff", b"l\x01\0\0\0\0\0", b"l\x01\0\0\0\xff\xff", b"l\0\0\0\x80",
    b"0", b")\x010", b"[\1\0\0\0000", b"{", b"<\1\0\0\0000", b"f\x03abc", b"g123", b")\x01" * 2100 + b"N", b"u\2\0\0\0\xff\xff",
    b"u\3\0\0\0a\xe2\x82", b":NN0", b"z\5ab", b"s\5\0\0\0ab", b"i\0", b"[\1\0\0\0" * 2100, b"{N", b"x\x031", b"y12", b"l\2\0\0\0\1\0",
    b"r\xff\xff\xff\xff", b"\xbb", b">\1\0\0\0", b"\xbe\1\0\0\0r\0\0\0\0",
]

FOLDING = """1+2; 7-9; 6*7; 2**10; 2**-1; 0**-1; 7//2; -7//2; 7%3; -7%3; 7%-3; 1/3; 10/2; 1/0; 1//0; 1%0; 1<<4; 1<<127; 1<<128;
1>>3; -1>>3; 1<<-1; 5&3; 5|3; 5^3; 2**127; 2**128; 10**40; 3**100; (-2)**3; 1.5+2; 2-0.5; 1e308*10; 2.0**0.5;
(-8.0)**0.5; 7.5//2; -7.5//2; 7.5%2; -7.5%2; 0.0*-1; 5%-0.5; -0.0; +1.5; -(1); 1+2j; 1-2j; 2j*3; (1+2j)*(3-4j);
(1+2j)/(3-4j); 1j**2; 1j**-1; (1+1j)**0.5; 2**1j; 1/2j; 0j+-0.0; ~5; ~True; not(1); not''; -True; +True; True+True;
True&False; True|1; 'a'+'b'; 'a'*3; 3*'ab'; 'a'*4096; 'a'*4097; ''*99999; 'ab'*-1; b'a'+b'b'; b'x'*5; (1,2)+(3,);
(1,)*3; (1,)*256; (1,)*257; ((1,)*50,)*30; ()*3; 'abc'[0]; 'abc'[-1]; 'abc'[3]; 'abc'[True]; b'abc'[1]; (1,2,3)[1];
(1,2,3)[-4]; 'abc'[0:2]; 'abcdef'[::-1]; 'abcdef'[1::2]; (1,2,3)[1:]; b'abc'[:-1]; 'h\\xe9\\U0001f600'[2]; '%s'%1;
'a'+1; 1+'a'; 'abc'['a']; x+1+2; 1+2+x; (1,x); (1,2,(3,4)); [1,2,3]; [1,2]; {1,2,3}; x in [1,2]; x in {1,2,1.0};
x in (1,); x not in []; [y for y in [1,2,3]]; [y for y in {1,2}]; 1 if 2 else 3; x if 0 else y; 1 and x; 0 and x;
x or 1; 10000000000000000000000/3; 123456789012345678901234567890*1.0; 1e22/3; 2**64/2**63; 9007199254740993/1;
5e-324/1; 1/3**200; 'é'*2; 0xFFFFFFFFFFFFFFFF+1; -2147483648; 2147483648; -5-1; 255; 256; -1; 1_000*1_000;
(1<<100)/(1<<99); 3.0//0.1; 1e300**2; (0.0)**-1.0; ..."""


def flags(number):
    names = ("arg", "const", "name", "jump", "free", "local", "exc")
    return ",".join(name for name in names if getattr(_opcode, "has_" + name)(number))


def effects(number):
    found = []
    for argument in (0, 1, 2, 3, 4, 7, 0x203):
        for jump in (False, True):
            try:
                has_argument = number > opcode.HAVE_ARGUMENT or _opcode.has_arg(number)
                found.append(str(_opcode.stack_effect(number, argument if has_argument else None, jump=jump)))
            except ValueError:
                found.append("-")
    return ",".join(found)


def record_opcodes(path):
    base = {form: name for name, forms in _opcode_metadata._specializations.items() for form in forms}
    numbers = {**_opcode_metadata.opmap, **_opcode_metadata._specialized_opmap}
    with open(path, "w") as file:
        for name, number in sorted(numbers.items(), key=lambda item: item[1]):
            caches = opcode._inline_cache_entries.get(base.get(name, name).removeprefix("INSTRUMENTED_"), 0)
            print(number, name, base.get(name, ""), caches, flags(number), effects(number), sep="\t", file=file)


def record_errors(path):
    with open(path, "w") as file:
        for data in ERRORS:
            try:
                marshal.loads(data)
                answer = ""
            except (EOFError, ValueError, TypeError) as error:
                answer = f"{type(error).__name__}: {error}"
            print(data.hex(), answer, sep="\t", file=file)


def record_folding(path):
    with open(path, "w") as file:
        for expression in FOLDING.split(";"):
            expression = expression.strip()
            code = compile(expression, "folding", "eval", dont_inherit=True)
            print(expression, marshal.dumps(code).hex(), sep="\t", file=file)


def code_objects(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            yield from code_objects(constant)


def main(directory):
    warnings.simplefilter("ignore")
    record_opcodes(os.path.join(directory, "opcodes.tsv"))
    record_errors(os.path.join(directory, "errors.tsv"))
    record_folding(os.path.join(directory, "folding.tsv"))
    samples = os.path.join(directory, "samples")
    paths = [os.path.join(samples, name) for name in sorted(os.listdir(samples)) if name.endswith(".py")]
    with open(os.path.join(directory, "locations.tsv"), "w") as positions:
        for path in paths:
            name = os.path.basename(path)
            with open(path, "rb") as file:
                module = compile(file.read(), name, "exec", dont_inherit=True)
            with open(path.removesuffix(".py") + ".code", "wb") as file:
                file.write(marshal.dumps(module))
            for code in code_objects(module):
                places = " ".join(",".join("-" if x is None else str(x) for x in place) for place in code.co_positions())
                print(name, code.co_qualname, places, sep="\t", file=positions)
    record_flow.main(os.path.join(directory, "flow"), *paths)
    with open(os.path.join(directory, "VERSION"), "w") as file:
        print(sys.version, file=file)


main(*sys.argv[1:])
