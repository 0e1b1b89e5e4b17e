# itertools: product, permutations, combinations, with replacement; sizes and order.
import itertools as it

print(list(it.product("ab", [1, 2])), list(it.product("ab", repeat=2)), list(it.product([], "a")), len(list(it.product(range(3), repeat=4))))
print(list(it.permutations("abc")), list(it.permutations("abc", 2)), list(it.permutations([], 0)), list(it.permutations("a", 2)), len(list(it.permutations(range(6)))))
print(list(it.combinations("abcd", 2)), list(it.combinations("ab", 3)), list(it.combinations(range(4), 0)), len(list(it.combinations(range(10), 5))))
print(list(it.combinations_with_replacement("abc", 2)), list(it.combinations_with_replacement("", 1)), len(list(it.combinations_with_replacement(range(5), 3))))


def queens(n):
    return [cols for cols in it.permutations(range(n)) if n == len({cols[i] + i for i in range(n)}) == len({cols[i] - i for i in range(n)})]


print(len(queens(6)), queens(5)[0])
print(sum(1 for t in it.product(range(10), repeat=3) if sum(t) == 13), max(it.combinations([3, 1, 4, 1, 5], 2), key=sum), sorted(set(map("".join, it.permutations("aab")))))
p = it.product([1, 2], "x")
print(next(p), list(p), next(p, "end"))
keep = list(it.combinations([[1], [2], [3]], 2))
print(keep[0][0] is keep[1][0])
