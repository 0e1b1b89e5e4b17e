# json.dumps and json.loads.
import json

DATA = {"items": [{"id": i, "name": f"item {i}", "price": i * 1.25, "tags": ["a", "b", None, True]} for i in range(500)], "text": "é\n\"quoted\" " * 20}


def main():
    total = 0
    for _ in range(30):
        text = json.dumps(DATA)
        total += len(text) + len(json.loads(text)["items"])
    return total
