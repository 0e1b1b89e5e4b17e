// Random operations on dicts and sets: order, sizes and references, against the reference's outcome in tests/golden/containers.
using Vivarium.Runtime.Errors;
using Vivarium.Runtime.Layout;
using Vivarium.Runtime.Objects;
using Vivarium.Runtime.References;
using ThreadState = Vivarium.Runtime.State.ThreadState;

namespace Vivarium.Runtime.Tests.Containers;

public unsafe class HashTableTests
{
    private static IEnumerable<string[]> Lines(string file) =>
        File.ReadLines(Repository.PathOf("tests/golden/containers/" + file)).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'));

    [Fact]
    public void Dicts_have_the_references_order_and_size()
    {
        int number = 0;
        foreach (string[] line in Lines("dict.txt"))
        {
            using var heap = new ContainerHeap();
            ThreadState* ts = heap.State;
            PyObject* dict = PyDict.New(ts);
            foreach (string op in line[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                dict = Apply(heap, dict, op);
            var shown = new List<string> { PyDict.SizeOf(dict).ToString() };
            nint position = 0;
            PyObject* key;
            PyObject* value;
            while (PyDict.Next(dict, &position, &key, &value))
            {
                Assert.Equal((nint)1, (nint)PyLong.AsInt64(ts, value));
                Assert.True(PyDict.GetBorrowed(ts, dict, key) == value);
                shown.Add(ContainerHeap.TextOf(key));
            }
            // The recorded size is __sizeof__, without the collector's head.
            Assert.True(line[1] == string.Join(' ', shown), $"run {number}: {line[1]} expected, got {string.Join(' ', shown)}");
            Ref.Dec(ts, dict);
            number++;
        }
        Assert.Equal(90, number);
    }

    private static PyObject* Apply(ContainerHeap heap, PyObject* dict, string op)
    {
        ThreadState* ts = heap.State;
        PyObject* one = PyLong.SmallInt(1);
        switch (op[0])
        {
            case 's':
                Assert.Equal(Status.Ok, PyDict.SetStealBoth(ts, dict, heap.NewKey(op.AsSpan(1)), one));
                break;
            case 'd':
                PyObject* key = heap.NewKey(op.AsSpan(1));
                Assert.Equal(Status.Ok, PyDict.Delete(ts, dict, key));
                Assert.Equal(Lookup.Missing, PyDict.Contains(ts, dict, key));
                Ref.Dec(ts, key);
                break;
            case 'p':
                PyObject* value;
                Assert.Equal(Lookup.Found, PyDict.PopLast(ts, (PyDictObject*)dict, &key, &value));
                Ref.Dec(ts, key);
                break;
            case 'x':
                PyDict.Clear(ts, dict);
                break;
            case 'c':
                PyObject* copy = PyDict.Copy(ts, dict);
                Ref.Dec(ts, dict);
                return copy;
            case 'u':
                PyObject* other = PyDict.New(ts);
                foreach (string text in op[1..].Split(','))
                    PyDict.SetStealBoth(ts, other, heap.NewKey(text), one);
                Assert.Equal(Status.Ok, PyDict.Merge(ts, dict, other, 1));
                Ref.Dec(ts, other);
                break;
        }
        return dict;
    }

    [Fact]
    public void Sets_have_the_references_order_and_size()
    {
        int number = 0;
        foreach (string[] line in Lines("set.txt"))
        {
            using var heap = new ContainerHeap();
            PySetObject* set = heap.NewSet();
            foreach (string op in line[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Apply(heap, set, op);
            nint size = sizeof(PySetObject);
            if (set->table != SetTable.Small(set))
                size += (set->mask + 1) * sizeof(setentry);
            var shown = new List<string> { size.ToString() };
            nint position = 0;
            nint hash;
            PyObject* key;
            while (PySet.Next((PyObject*)set, &position, &key, &hash))
                shown.Add(ContainerHeap.TextOf(key));
            Assert.True(line[1] == string.Join(' ', shown), $"run {number}: {line[1]} expected, got {string.Join(' ', shown)}");
            heap.FreeSet(set);
            number++;
        }
        Assert.Equal(90, number);
    }

    private static void Apply(ContainerHeap heap, PySetObject* set, string op)
    {
        ThreadState* ts = heap.State;
        PyObject* self = (PyObject*)set;
        switch (op[0])
        {
            case 's':
                Assert.Equal(Status.Ok, PySet.AddSteal(ts, self, heap.NewKey(op.AsSpan(1))));
                return;
            case 'd':
                PyObject* key = heap.NewKey(op.AsSpan(1));
                Assert.NotEqual(Lookup.Error, PySet.Discard(ts, self, key));
                Assert.Equal(Lookup.Missing, PySet.Contains(ts, self, key));
                Ref.Dec(ts, key);
                return;
            case 'p':
                Ref.Dec(ts, PySet.Pop(ts, self));
                return;
        }
        PySetObject* other = heap.NewSet();
        foreach (string text in op[1..].Split(','))
            PySet.AddSteal(ts, (PyObject*)other, heap.NewKey(text));
        switch (op[0])
        {
            case 'u':
                Assert.Equal(Status.Ok, SetTable.Merge(ts, set, other));
                break;
            case '-':
                Assert.Equal(Status.Ok, SetOperations.DifferenceUpdate(ts, self, (PyObject*)other));
                break;
            case '^':
                Assert.Equal(Status.Ok, SetOperations.SymmetricDifferenceUpdate(ts, self, (PyObject*)other));
                break;
            case '&':
                PySetObject* both = heap.NewSet();
                Assert.Equal(Status.Ok, SetOperations.IntersectInto(ts, self, (PyObject*)other, (PyObject*)both));
                SetTable.Swap(set, both);
                heap.FreeSet(both);
                break;
        }
        heap.FreeSet(other);
    }
}
