# Counting words in a dict.
WORDS = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu " * 50).split()


def main():
    counts = {}
    for _ in range(3000):
        for word in WORDS:
            counts[word] = counts.get(word, 0) + 1
    return counts["mu"]
