a = f""
b = f"plain"
c = f"{x}"
d = f"{x!r:>{width}.{precision}}" f"{y=}" "tail" f"{z!a}"
e = f"{x:%Y-%m}" 'and' f'''{
    x
    + y
}'''
g = t"" , t"plain", t"{x}", t"a{x!r:>{w}}{y}b", t"{x = }"
h = "%s %r %a %%" % (x, y, z)
i = "%5s %-5s %.3s %05.2r" % (x, y, z, w)
j = "%d %s" % (x, y)
k = "%100s" % (x,)
l = "%s" % x
m = "%s" % (*x,)
n = f"{f'{x}'}{'nested'!s}{1}"
o = f"{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}{k}{l}{m}{n}{o}{p}{q}{r}{s}{t}{u}"
p = f"{lambda_}{(lambda: 1)}{ {1: 2}[1] }"
q = "a" "b" 'c' + b"x"[0:1].decode() + "\ud800\N{SNOWMAN}"
