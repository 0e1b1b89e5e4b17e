# assert: messages, expression kinds, and that __debug__ is a constant.
for text in ("assert True", "assert 1, 'unused'", "assert 0", "assert [], 'empty'", "assert None, (1, 2)", "assert 1 == 2, f'{1+1}'"):
    try:
        exec(text)
        print(text, "passed")
    except AssertionError as e:
        print(text, "->", repr(e), e.args)


def never():
    print("evaluated only on failure")
    return "message"


assert True, never()
try:
    assert False, never()
except AssertionError as e:
    print(e)
print(__debug__)
try:
    exec("__debug__ = 1")
except SyntaxError as e:
    print(e.msg)
