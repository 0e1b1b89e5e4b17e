"""Writes src/Vivarium.Runtime/Objects/Str/UnicodeTables.cs: what str needs of Unicode beyond .NET's character categories.

Run it with the reference interpreter; it derives every table from the behaviour of str there.
"""
import pathlib
import sys
import unicodedata

MAX = 0x110000
OUT = pathlib.Path(__file__).parent.parent / "src/Vivarium.Runtime/Objects/Str/UnicodeTables.cs"


def ranges(points):
    result = []
    for point in points:
        if result and result[-1][1] == point - 1:
            result[-1][1] = point
        else:
            result.append([point, point])
    return result


def simple_ranges(mapping):
    """Rows start, end, step, delta of a mapping from code point to code point."""
    rows = []
    for point, target in sorted(mapping.items()):
        delta = target - point
        if rows:
            row = rows[-1]
            if row[3] == delta and (point - row[1]) in (1, 2) and (row[2] == 0 or row[2] == point - row[1]):
                row[1], row[2] = point, point - row[1]
                continue
        rows.append([point, point, 0, delta])
    for row in rows:
        row[2] = row[2] or 1
    return rows


def numbers(values, width=132):
    lines, line = [], ""
    for value in values:
        text = f"{value}, "
        if len(line) + len(text) > width:
            lines.append(line.rstrip())
            line = ""
        line += text
    lines.append(line.rstrip())
    return "\n".join("        " + text for text in lines)


def table(name, kind, comment, values):
    return f"    /// <summary>{comment}</summary>\n    public static ReadOnlySpan<{kind}> {name} =>\n    [\n{numbers(values)}\n    ];\n"


def main():
    points = range(MAX)
    category = [unicodedata.category(chr(p)) for p in points]
    lower_other = [p for p in points if chr(p).islower() and category[p] != "Ll"]
    upper_other = [p for p in points if chr(p).isupper() and category[p] != "Lu"]
    assert not [p for p in points if category[p] == "Ll" and not chr(p).islower()]
    assert not [p for p in points if category[p] == "Lu" and not chr(p).isupper()]

    # A character is ignorable for the final-sigma rule when it neither ends the search for a cased character nor counts as one.
    def ignorable(p):
        return ("A" + chr(p) + "\u03a3").lower()[-1] == "\u03c2" and (chr(p) + "\u03a3").lower()[-1] == "\u03c3"

    by_rule = {"Mn", "Me", "Cf", "Lm", "Sk"}
    ignorables = {p for p in points if ignorable(p)}
    extra = sorted(p for p in ignorables if category[p] not in by_rule)
    assert not [p for p in points if category[p] in by_rule and p not in ignorables]

    def mapping(function):
        simple, special = {}, {}
        for p in points:
            mapped = function(chr(p))
            if len(mapped) != 1:
                special[p] = mapped
            elif mapped != chr(p):
                simple[p] = ord(mapped)
        return simple, special

    upper, upper_special = mapping(str.upper)
    lower, lower_special = mapping(str.lower)
    assert list(lower_special) == [0x130]
    title = {p: chr(p).title() for p in points if chr(p).title() != chr(p).upper()}
    fold = {p: chr(p).casefold() for p in points if chr(p).casefold() != chr(p).lower()}

    def rows(special):
        return [v for p, s in sorted(special.items()) for v in [p, *map(ord, s), *[0] * (3 - len(s))]]

    # Numeric values that the Unihan database adds.
    numeric = []
    known = {"Nd", "Nl", "No"}
    for p in points:
        value = unicodedata.numeric(chr(p), None)
        if value is not None and category[p] not in known:
            assert value == int(value)
            numeric += [p, int(value)]
    numeric_false = [p for p in points if chr(p).isnumeric() != (unicodedata.numeric(chr(p), None) is not None)]
    print("isnumeric differs from numeric:", [hex(p) for p in numeric_false], file=sys.stderr)

    flat = lambda pairs: [v for pair in pairs for v in pair]
    parts = [
        table("OtherLowercase", "int", "Ranges of lowercase characters outside category Ll.", flat(ranges(lower_other))),
        table("OtherUppercase", "int", "Ranges of uppercase characters outside category Lu.", flat(ranges(upper_other))),
        table("OtherCaseIgnorable", "int", "Ranges of case-ignorable characters outside categories Mn, Me, Cf, Lm, Sk.", flat(ranges(extra))),
        table("Upper", "int", "Rows first, last, step, distance: characters with one uppercase character.", flat(simple_ranges(upper))),
        table("Lower", "int", "Rows first, last, step, distance: characters with one lowercase character.", flat(simple_ranges(lower))),
        table("UpperSpecial", "int", "Rows character, then its uppercase of up to three (0: none).", rows(upper_special)),
        table("Title", "int", "Rows character, then its titlecase where that is not its uppercase.", rows(title)),
        table("Fold", "int", "Rows character, then its case folding where that is not its lowercase.", rows(fold)),
        table("IdeographNumeric", "long", "Pairs character, numeric value: ideographs that stand for numbers.", numeric),
    ]
    OUT.write_text(f"""// Unicode {unicodedata.unidata_version} data that .NET's categories do not give, as compact tables. Generated by tools/generate-unicode-tables.py
// from the behaviour of the reference; UnicodeData.cs searches them. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal static class UnicodeTables
{{
""" + "\n".join(parts) + "}\n")


main()
