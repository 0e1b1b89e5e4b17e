# SystemExit with a text goes to standard error with exit code 1; finally and atexit run.
import atexit
import sys

atexit.register(print, "atexit ran")
for value in (None, 0, 3, "text", True, [1]):
    try:
        sys.exit(value)
    except SystemExit as e:
        print(repr(e), e.code, e.args)
try:
    sys.exit("message to stderr")
finally:
    print("finally ran")
