"""Runs one program's main() in this process: measure.py NAME TIMES. Prints its result and the best time in seconds."""
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, __file__[: -len("measure.py")] + "programs")
main = __import__(sys.argv[1]).main
best = None
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    result = main()
    elapsed = time.perf_counter() - start
    best = elapsed if best is None or elapsed < best else best
print(result, best)
