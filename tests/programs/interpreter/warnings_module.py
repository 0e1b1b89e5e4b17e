# options: -W always
# Warnings: filters, categories, showing, errors, once, from compile.
import warnings

warnings.warn("to stderr")
warnings.warn("deprecated", DeprecationWarning)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("one")
    warnings.warn("two", UserWarning)
    warnings.warn(RuntimeWarning("three"))
    eval("1 is 1")
    compile("'\\d'", "f", "eval")
    print([(x.category.__name__, str(x.message)) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for action in (lambda: warnings.warn("raised"), lambda: warnings.warn("x", 5), lambda: warnings.warn("x", int)):
        try:
            action()
        except (Warning, TypeError) as e:
            print(type(e).__name__, e)
with warnings.catch_warnings(record=True) as w:
    warnings.resetwarnings()
    warnings.filterwarnings("ignore", message="skip.*")
    warnings.filterwarnings("once", category=UserWarning)
    for m in ("skip this", "show", "show"):
        warnings.warn(m)
    print([str(x.message) for x in w])


@warnings.deprecated("use new instead")
def old():
    return "old result"


with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    print(old(), [str(x.message) for x in w])


def helper():
    warnings.warn("level 2", stacklevel=2)


helper()
