# str.format, format_map, and the parsers behind string.Formatter.
import _string
from _calls import call

FORMS = ['{}', '{0}', '{a}', '{a', '}', '{', '{{', '}}', '{{}}', '{0}{}', '{}{0}', '{!r}', '{!s}', '{!a}', '{!x}', '{!', '{!}', '{!r', '{!r:',
         '{!rx}', '{:>5}', '{0[0]}', '{0[a]}', '{0.real}', '{0.a.b}', '{0[}', '{0[]}', '{0.}', '{0]', '{0[0]x}', '{.real}', '{[0]}', '{:{}}',
         '{:{}.{}}', '{:{:{}}}', '{0:{a}}', '{ 0}', '{0 }', '{-1}', '{99}', '{99999999999999999999}', '{a.b}', '{a[b]}', '{0!r:>{1}}', '{:}}',
         '{:{}', '{0[x}', '{a!r}', '{0:{}}', '{}{a}', '{}}', '{0:{1[0]}}', '{0!{}}', '{::}', '{a:b{c}d}', '{1:05}{2!r:>6}', '{1.real}', 'x{0}\u20ac{1}']
for form in FORMS:
    call(ascii(form), lambda: form.format('abc', 5, 7, a=3))
call("format_map", '{a}{b}'.format_map, {'a': 1, 'b': '\u20ac'})
call("format_map", '{}'.format_map, {'a': 1})
call("format_map", '{a}'.format_map, {})
print(list(_string.formatter_parser('a{b!r:c{d}}{{x}}{}{!s}{:}z')))
for name in ('0.a[1][b].c', 'a', '', '[x]', '0[', '0.', '0[1]x'):
    call(name, lambda: [x if isinstance(x, (int, str)) else list(x) for x in _string.formatter_field_name_split(name)])
call("parser", _string.formatter_parser, 5)
