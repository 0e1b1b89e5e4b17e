# repr of every power of two, where the shortest digits are hardest to get right.
for i in range(-1074, 1024, 7): print(i, 2.0**i, 3 * 2.0**i if i < 1022 else 0)
print(2.0**-25, 2.0**-44, 2.0**-1022, 5e-324)
