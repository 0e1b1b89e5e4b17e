# bytes and bytearray built, joined, searched.
def main():
    total = 0
    for _ in range(60):
        parts = []
        buffer = bytearray()
        for i in range(5000):
            parts.append(bytes([i & 255, 65]))
            buffer += b"ab"
            buffer.append(i & 255)
        joined = b"".join(parts)
        total += len(joined) + joined.count(b"A") + len(bytes(buffer)) + joined.find(b"\xff\x41")
    return total
