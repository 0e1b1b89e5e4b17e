# Strings built by +=, join and slicing.
def main():
    total = 0
    for _ in range(40):
        parts = []
        text = ""
        for i in range(10_000):
            text += "x"
            parts.append(str(i))
        joined = ",".join(parts)
        total += len(text) + len(joined) + joined.count("9") + len(joined.upper().replace("1", "one").split(","))
    return total
