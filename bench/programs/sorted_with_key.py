# sorted with key functions.
def main():
    words = [f"{(i * 7919) % 10007}-{i}" for i in range(20_000)]
    total = 0
    for _ in range(8):
        total += len(sorted(words, key=len)[0]) + len(sorted(words, key=lambda w: w[-3:], reverse=True)[0]) + len(sorted(words, key=str.upper)[0])
    return total
