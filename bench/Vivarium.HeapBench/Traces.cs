// Allocation traces like those of Python programs, generated from fixed seeds. A trace is a list of operations on numbered places; it ends
// with all places empty. See docs/internals/heap.md.
namespace Vivarium.HeapBench;

internal enum Operation
{
    Malloc,
    Realloc,
    Free,
}

internal readonly record struct Step(Operation Operation, int Place, int Size);

internal sealed class Trace(string name, string what)
{
    private readonly Stack<int> freePlaces = new();

    public string Name { get; } = name;
    public string What { get; } = what;
    public List<Step> Steps { get; } = [];
    public int Places { get; private set; }

    public int Malloc(int size)
    {
        int place = freePlaces.Count > 0 ? freePlaces.Pop() : Places++;
        Steps.Add(new Step(Operation.Malloc, place, size));
        return place;
    }

    public void Realloc(int place, int size) => Steps.Add(new Step(Operation.Realloc, place, size));

    public void Free(int place)
    {
        Steps.Add(new Step(Operation.Free, place, 0));
        freePlaces.Push(place);
    }

    public static List<Trace> All() =>
        [Temporaries(), CallTree(), Queue(), BuildAndDrop(), Instances(), Dicts(), Lists(), Strings(), LargeBlocks(), Buffers(), Program()];

    /// <summary>A size as the object allocator of a Python program sees it: mostly 16 to 96 bytes.</summary>
    private static int SmallSize(Random random) => random.Next(100) switch
    {
        < 4 => 16,
        < 28 => random.Next(24, 33),
        < 44 => random.Next(33, 49),
        < 72 => random.Next(49, 65),
        < 82 => random.Next(65, 81),
        < 88 => random.Next(81, 113),
        < 95 => random.Next(113, 257),
        _ => random.Next(257, 513),
    };

    private static Trace Temporaries()
    {
        Trace trace = new("temporaries", "numbers made and dropped over a live set of 20,000 blocks");
        Random random = new(1);
        List<int> live = [];
        for (int i = 0; i < 20_000; i++)
            live.Add(trace.Malloc(SmallSize(random)));
        for (int i = 0; i < 300_000; i++)
        {
            int first = trace.Malloc(random.Next(2) == 0 ? 32 : 24);
            int second = trace.Malloc(32);
            trace.Free(first);
            trace.Free(second);
        }
        foreach (int place in live)
            trace.Free(place);
        return trace;
    }

    private static Trace CallTree()
    {
        Trace trace = new("call tree", "blocks of mixed sizes dropped in reverse order, nested 60 deep");
        Random random = new(2);
        Stack<int> stack = new();
        for (int i = 0; i < 1_000_000; i++)
        {
            if (stack.Count == 0 || (stack.Count < 60 && random.Next(100) < 52))
                stack.Push(trace.Malloc(SmallSize(random)));
            else
                trace.Free(stack.Pop());
        }
        while (stack.Count > 0)
            trace.Free(stack.Pop());
        return trace;
    }

    private static Trace Queue()
    {
        Trace trace = new("queue", "blocks of mixed sizes dropped in the order they were made, 5,000 alive");
        Random random = new(3);
        Queue<int> queue = new();
        for (int i = 0; i < 500_000; i++)
        {
            queue.Enqueue(trace.Malloc(SmallSize(random)));
            if (queue.Count > 5000)
                trace.Free(queue.Dequeue());
        }
        while (queue.Count > 0)
            trace.Free(queue.Dequeue());
        return trace;
    }

    private static Trace BuildAndDrop()
    {
        Trace trace = new("build and drop", "a million numbers made, then all dropped");
        List<int> live = [];
        for (int i = 0; i < 1_000_000; i++)
            live.Add(trace.Malloc(32));
        foreach (int place in live)
            trace.Free(place);
        return trace;
    }

    private static Trace Instances()
    {
        Trace trace = new("instances", "objects with attributes, 100,000 alive, replaced at random");
        Random random = new(4);
        List<(int, int, int)> live = [];
        for (int i = 0; i < 250_000; i++)
        {
            (int, int, int) made = (trace.Malloc(88), trace.Malloc(32), trace.Malloc(random.Next(50, 70)));
            if (live.Count < 100_000)
            {
                live.Add(made);
                continue;
            }
            int victim = random.Next(live.Count);
            (int body, int number, int text) = live[victim];
            trace.Free(body);
            trace.Free(number);
            trace.Free(text);
            live[victim] = made;
        }
        foreach ((int body, int number, int text) in live)
        {
            trace.Free(body);
            trace.Free(number);
            trace.Free(text);
        }
        return trace;
    }

    /// <summary>The size of a dict's table of 2^log2 places.</summary>
    private static int DictTable(int log2) => 32 + ((1 << log2) * (log2 < 8 ? 1 : log2 < 16 ? 2 : 4)) + ((2 << log2) / 3 * 24);

    private static Trace Dicts()
    {
        Trace trace = new("dicts", "dicts filled to various sizes: each growth makes a table and drops the old one");
        Random random = new(5);
        Queue<List<int>> live = new();
        for (int i = 0; i < 20_000; i++)
        {
            List<int> parts = [trace.Malloc(64)];
            int log2 = 3;
            int table = trace.Malloc(DictTable(log2));
            int count = 1 << random.Next(0, random.Next(3, 13));
            for (int item = 0; item < Math.Min(count, 60); item++)
                parts.Add(trace.Malloc(32));
            while ((2 << log2) / 3 < count)
            {
                log2++;
                int larger = trace.Malloc(DictTable(log2));
                trace.Free(table);
                table = larger;
            }
            parts.Add(table);
            live.Enqueue(parts);
            if (live.Count > 300)
                live.Dequeue().ForEach(trace.Free);
        }
        while (live.Count > 0)
            live.Dequeue().ForEach(trace.Free);
        return trace;
    }

    private static Trace Lists()
    {
        Trace trace = new("lists", "lists appended to: the item array is resized as the reference does, items are numbers");
        Random random = new(6);
        Queue<List<int>> live = new();
        for (int i = 0; i < 20_000; i++)
        {
            List<int> parts = [trace.Malloc(56)];
            int items = -1, capacity = 0;
            int count = 1 << random.Next(0, random.Next(2, 12));
            for (int n = 1; n <= count; n++)
            {
                if (n > capacity)
                {
                    capacity = (n + (n >> 3) + 6) & ~3;
                    if (items < 0)
                        items = trace.Malloc(capacity * 8);
                    else
                        trace.Realloc(items, capacity * 8);
                }
                if (n <= 30)
                    parts.Add(trace.Malloc(32));
            }
            parts.Add(items);
            live.Enqueue(parts);
            if (live.Count > 200)
                live.Dequeue().ForEach(trace.Free);
        }
        while (live.Count > 0)
            live.Dequeue().ForEach(trace.Free);
        return trace;
    }

    private static Trace Strings()
    {
        Trace trace = new("strings", "texts of 41 to 300 bytes split, joined and grown");
        Random random = new(7);
        Queue<int> live = new();
        for (int i = 0; i < 200_000; i++)
        {
            int text = trace.Malloc(41 + random.Next(30));
            if (random.Next(4) == 0)
                trace.Realloc(text, 41 + random.Next(60, 260));
            int part = trace.Malloc(41 + random.Next(12));
            live.Enqueue(text);
            trace.Free(part);
            if (live.Count > 2000)
                trace.Free(live.Dequeue());
        }
        while (live.Count > 0)
            trace.Free(live.Dequeue());
        return trace;
    }

    /// <summary>A size above 512 as Python programs ask for: tables of dicts and sets, item arrays, input buffers, texts.</summary>
    private static int LargeSize(Random random)
    {
        int dice = random.Next(100);
        if (dice < 40)
            return DictTable(random.Next(5, 5 + random.Next(1, 6)));
        if (dice < 60)
        {
            int items = 64;
            for (int step = random.Next(24); step > 0; step--)
                items = (items + (items >> 3) + 7) & ~3;
            return items * 8;
        }
        if (dice < 70)
            return 16 * (32 << random.Next(2 * random.Next(1, 4)));
        return dice < 75 ? 8192 + 33 : random.Next(513, 513 + (1 << random.Next(6, 13)));
    }

    private static Trace LargeBlocks() => Large(
        "large blocks", "tables, item arrays, buffers and texts of more than 512 bytes, 500 alive, dropped at random", LargeSize);

    private static Trace Buffers() => Large(
        "buffers",
        "any size from 513 bytes to 64 KiB, 500 alive, dropped at random",
        random => random.Next(513, 1 << random.Next(10, 17)));

    private static Trace Large(string name, string what, Func<Random, int> next)
    {
        Trace trace = new(name, what);
        Random random = new(8);
        List<int> live = [];
        for (int i = 0; i < 200_000; i++)
        {
            int size = next(random);
            if (live.Count < 500)
            {
                live.Add(trace.Malloc(size));
                continue;
            }
            int victim = random.Next(live.Count);
            trace.Free(live[victim]);
            live[victim] = trace.Malloc(size);
        }
        live.ForEach(trace.Free);
        return trace;
    }

    private static Trace Program()
    {
        Trace trace = new("program", "all of it mixed: most blocks die young, some live long, tables grow, 1 in 100 is large");
        Random random = new(9);
        Stack<int> young = new();
        List<int> old = [];
        List<(int Place, int Size)> tables = [];
        for (int i = 0; i < 1_000_000; i++)
        {
            int dice = random.Next(1000);
            if (dice < 480 && young.Count < 200)
            {
                young.Push(trace.Malloc(SmallSize(random)));
            }
            else if (dice < 900 && young.Count > 0)
            {
                trace.Free(young.Pop());
            }
            else if (dice < 930 && young.Count > 0)
            {
                old.Add(young.Pop());
            }
            else if (dice < 965 && old.Count > 10_000)
            {
                int victim = random.Next(old.Count);
                trace.Free(old[victim]);
                old[victim] = old[^1];
                old.RemoveAt(old.Count - 1);
            }
            else if (dice < 990)
            {
                if (tables.Count < 100)
                {
                    tables.Add((trace.Malloc(64), 64));
                    continue;
                }
                int at = random.Next(tables.Count);
                (int place, int size) = tables[at];
                if (size > 50_000)
                {
                    trace.Free(place);
                    tables[at] = (trace.Malloc(64), 64);
                    continue;
                }
                trace.Realloc(place, size * 9 / 8 + 48);
                tables[at] = (place, size * 9 / 8 + 48);
            }
            else
            {
                young.Push(trace.Malloc(LargeSize(random)));
            }
        }
        while (young.Count > 0)
            trace.Free(young.Pop());
        old.ForEach(trace.Free);
        tables.ForEach(table => trace.Free(table.Place));
        return trace;
    }
}
