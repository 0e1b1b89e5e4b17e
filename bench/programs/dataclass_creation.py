# Instances of a dataclass, compared.
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int
    name: str = "p"


def main():
    total = 0
    last = Point(0, 0)
    for i in range(400_000):
        p = Point(i, i + 1)
        total += p.x if p != last else 0
        last = p
    return total
