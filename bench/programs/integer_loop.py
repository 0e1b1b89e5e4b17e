# Integers in a loop: addition, multiplication, comparison, remainder.
def main():
    total = 0
    i = 0
    while i < 3_000_000:
        if i % 3:
            total += i * 2
        else:
            total -= i
        i += 1
    return total
