# Regular expressions: search, findall, sub.
import re

TEXT = "The year 1984, the 42nd answer, and 3.14159; mail: someone@example.org, other.person@test.net. " * 50
WORD = re.compile(r"\b[a-z]+\b")
NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
MAIL = re.compile(r"[\w.]+@[\w.]+\.\w+")


def main():
    total = 0
    for _ in range(20):
        total += len(WORD.findall(TEXT)) + len(MAIL.findall(TEXT)) + len(NUMBER.sub(lambda m: m.group(1), TEXT))
        for m in NUMBER.finditer(TEXT):
            total += m.start()
    return total
