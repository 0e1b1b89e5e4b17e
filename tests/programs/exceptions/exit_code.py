# sys.exit(3) is exit code 3.
import sys

print("going")
sys.exit(3)
