# Coroutines resumed by hand.
class Switch:
    def __await__(self):
        yield self


async def worker(n):
    total = 0
    for i in range(n):
        await Switch()
        total += i
    return total


def main():
    tasks = [worker(100_000) for _ in range(8)]
    results = []
    while tasks:
        alive = []
        for task in tasks:
            try:
                task.send(None)
                alive.append(task)
            except StopIteration as e:
                results.append(e.value)
        tasks = alive
    return sum(results)
