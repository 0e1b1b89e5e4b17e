# Every method of str over texts of all kinds; one line for each method and argument list.
from _calls import TEXTS, summary

PLAIN = """upper lower title capitalize swapcase casefold isascii isalpha isalnum isdecimal isdigit isnumeric isspace
isprintable isidentifier islower isupper istitle split rsplit splitlines strip lstrip rstrip expandtabs encode __repr__
__hash__ __sizeof__ __getnewargs__ __len__""".split()
ARGUMENTS = {
    "split rsplit": [(None, 1), (' ',), ('a',), ('X', 1), ('',), ('Σ',), ('\u20ac',), (5,), (None, 0), ('b', -1)],
    "find rfind index rindex count startswith endswith": [
        ('a',), ('',), ('o', 2), ('l', 0, 5), ('\u20ac',), ('\U0001f600',), ('a', -3), ('a', None, None), ('bc', 0, 2),
        ('zz',), ('a', 1, -1), (5,), ('a', 'x'), ('', 100), ('ab',), ()],
    "startswith endswith": [(('a', 'H'),), ((1,),), ((),)],
    "replace": [('a', 'b'), ('', '-'), ('a', ''), ('l', 'LL'), ('o', '\u20ac', 1), ('a', 'a'), ('abc', '\U0001f600'),
                ('X', 'yy', 2), ('', ''), ('a', 'b', 0), ('\u20ac', 'e'), ('a',), (1, 'a')],
    "center ljust rjust": [(10,), (10, '*'), (11, '\u20ac'), (3,), (0,), (-5,), (10, 'xx'), (10, 5), ('a',)],
    "zfill": [(0,), (3,), (10,), (11,)],
    "expandtabs": [(0,), (1,), (4,), (8,), (-3,)],
    "partition rpartition removeprefix removesuffix": [('a',), ('o ',), ('\u20ac',), ('',), ('X',), (5,)],
    "strip lstrip rstrip": [('a',), ('abc ',), ('\u20acx',), ('',), (5,), (None,)],
    "splitlines": [(True,)],
    "translate": [({97: 'XX', 98: None, 108: 0x20ac, 0x20ac: 'e'},), ({},), ({97: -1},), ({97: 1.5},), ('xyz' * 100,)],
    "join": [(['x', 'y\u20ac', 'z'],), (['x'],), ([],), (['a', 5],), (('1', '2'),), ('pq',), (5,)],
    "__getitem__": [(0,), (-1,), (100,), (slice(None, None, -1),), (slice(1, 3),), (slice(None, None, 2),), (slice(5, 0, -2),), ('a',)],
    "__add__ __contains__ __eq__ __lt__ __ge__": [('a',), ('\u20ac',), ('',), (5,), ('\U0001f600',)],
    "__mul__": [(0,), (1,), (3,), (-1,)],
    "encode": [(e, h) for e in ('utf-8', 'ascii', 'latin-1', 'utf-16', 'utf-32', 'UTF-8', 'us_ascii', 'iso-8859-1')
               for h in ('strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'surrogateescape', 'surrogatepass')],
    "__format__": [(s,) for s in ('', '>10', '^11', '*<9', '.2', '8.1', 'd', '05', '=5', '+', ' ', '#', 'z', ',', '\u20ac^20')],
}
for name in PLAIN:
    summary(name, [(getattr(text, name), ()) for text in TEXTS])
for names, lists in ARGUMENTS.items():
    for name in names.split():
        for arguments in lists:
            summary(f"{name}{ascii(arguments)}", [(getattr(text, name), arguments) for text in TEXTS])
summary("list", [(list, (text,)) for text in TEXTS])
summary("maketrans", [(str.maketrans, a) for a in (({'a': 1, 5: 'x'},), ('ab', 'cd'), ('ab', 'cd', 'e'), ('a', 'bc'), (5,), ({'ab': 1},), (5, 'a'))])
