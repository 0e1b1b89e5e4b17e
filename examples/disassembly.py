"""The bytecode of a function with two local variables and a call."""
import dis


def area(width, height):
    product = width * height
    text = format(product, ".2f")
    return text


dis.dis(area)
code = area.__code__
print("\narguments and locals:", code.co_varnames)
print("names looked up:     ", code.co_names)
print("constants:           ", code.co_consts)
print("deepest stack:       ", code.co_stacksize)
print("bytes of code:       ", len(code.co_code))
print("\nresult:", area(3, 1.5))
