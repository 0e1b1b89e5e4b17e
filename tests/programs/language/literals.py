# Literals of every kind, and the displays.
print(0, 1_000_000, 0x_FF, 0b1010, 0o17, 0XaB, 00, 1., .5, 1e3, 1E-3, 1_0.0_1e1_0, 0_0, 0xdeadBEEF, 10**0)
print("a" 'b' """c""" '''d''', r"\n", b"a" b"b", rb"\x", Rb'\y', u"u", f"{1}" "x", "\
continued", """line1
line2""", '\'', "\"", "\\", "\t|", "\x41\u0042\U00000043\103", "\0" == chr(0))
print((), (1,), 1, (1, 2), [], [1], [1, 2,], {}, {1: 2}, {1}, {1, 2,}, ..., None, True, False, (((1))), ((1,),))
x = 1; y = 2; print(x, y)
if x: print("one line"); print("two")
z = (1 +
     2 +  # comment inside

     3)
w = 1 + \
    2
print(z, w, [
    1,
    2,
][1], {
    "k": 1,
}["k"])
lst = [1, 2, 3,
       4]; print(lst)
def f(a, b): return a + b
print(f(1, 2), f(
    b=1, a=2,
))
class E: pass
class G: x = 1; y = 2
print(G.x, G.y, E.__name__)
print("é".__len__(), "\N{DIGIT ONE}", "ｆ", 'tab\there', 'a\
b', "nul\0".encode(), 1000000000000000000000000000000, 1e400, -1e400, 1e-400, 123456789.123456789)
print(0.1 + 0.2, 1e16, 1e15, 100000000000000000000.0, 0.0001, 0.00001, 5e-324, 1.0, 1.10)
print(b"\x00\x7f\x80", b'\'"', "\x7f\x80\xa0", "\ud800".encode("utf8", "replace"))
if True:
  if True:
      print("odd indentation")
  print("dedent")
while False: pass
else: print("else on one line")
for i in []: pass
try: pass
finally: print("done")
