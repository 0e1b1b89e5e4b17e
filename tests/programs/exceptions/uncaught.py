# An uncaught exception: traceback on standard error, exit code 1, output flushed before.
def outer(values):
    return inner(values["items"])


def inner(items):
    total = 0
    for item in items:
        total += item.price * 2
    return total


print("before")
outer({"items": [1]})
