// Text of numbers against the reference's, line by line from tests/golden/numbers (recorded by record.py in that folder).
using Vivarium.Runtime.Layout;
using Vivarium.Runtime.Objects;
using Vivarium.Runtime.Objects.Formatting;
using Vivarium.Runtime.State;
using ThreadState = Vivarium.Runtime.State.ThreadState;

namespace Vivarium.Runtime.Tests.Numbers;

public unsafe class GoldenFormatTests
{
    private static IEnumerable<string[]> Lines(string file) =>
        File.ReadLines(Repository.PathOf("tests/golden/numbers/" + file)).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'));

    private static string Take(NumberHeap heap, PyObject* text)
    {
        Assert.True(text != null);
        string result = PyUnicode.ToString(text);
        if (!References.Ref.IsImmortal(text))
            heap.Release(text);
        return result;
    }

    [Fact]
    public void Reprs_of_floats_are_the_references()
    {
        foreach (string[] line in Lines("float_repr.txt"))
        {
            double value = BitConverter.Int64BitsToDouble(Convert.ToInt64(line[0], 16));
            Assert.Equal(line[1], FloatText.Repr(value));
            Assert.Equal(line[2], double.IsFinite(value) ? HexFloat.ToText(value) : line[2]);
            Assert.Equal(long.Parse(line[3]), double.IsNaN(value) ? long.Parse(line[3]) : PyFloat.Hash(value));
            Assert.True(PyFloat.TryParse(System.Text.Encoding.ASCII.GetBytes(line[1]), out double read));
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
            Assert.True(HexFloat.TryParse(System.Text.Encoding.ASCII.GetBytes(line[2]), out read));
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
        }
    }

    [Fact]
    public void Formatted_numbers_are_the_references()
    {
        using var heap = new NumberHeap();
        ThreadState* ts = heap.State;
        foreach (string[] line in Lines("format.txt"))
        {
            PyObject* spec = PyUnicode.FromString(ts, line[2]);
            PyObject* value;
            string shown;
            switch (line[0])
            {
                case "int":
                    value = PyLong.FromBigInteger(ts, System.Numerics.BigInteger.Parse(line[1]));
                    shown = Take(heap, NumberFormat.FormatInt(ts, value, spec));
                    break;
                case "float":
                    value = PyFloat.FromDouble(ts, BitConverter.Int64BitsToDouble(Convert.ToInt64(line[1], 16)));
                    shown = Take(heap, NumberFormat.FormatFloat(ts, value, spec));
                    break;
                default:
                    string[] parts = line[1].Split(' ');
                    value = PyComplex.FromDoubles(ts, BitConverter.Int64BitsToDouble(Convert.ToInt64(parts[0], 16)), BitConverter.Int64BitsToDouble(Convert.ToInt64(parts[1], 16)));
                    shown = Take(heap, NumberFormat.FormatComplex(ts, value, spec));
                    break;
            }
            Assert.True(line[3] == shown, $"format({line[0]} {line[1]}, '{line[2]}') is {line[3]}, not {shown}");
            heap.Release(value);
            if (!References.Ref.IsImmortal(spec))
                heap.Release(spec);
        }
        heap.AssertEmpty();
    }

    [Fact]
    public void Rounded_and_divided_numbers_are_the_references()
    {
        using var heap = new NumberHeap();
        foreach (string[] line in Lines("arithmetic.txt"))
        {
            double x = BitConverter.Int64BitsToDouble(Convert.ToInt64(line[1], 16));
            double expected = BitConverter.Int64BitsToDouble(Convert.ToInt64(line[3], 16));
            double result;
            switch (line[0])
            {
                case "round":
                    result = PyFloat.Round(x, int.Parse(line[2]));
                    break;
                case "mod":
                    result = PyFloat.Remainder(x, BitConverter.Int64BitsToDouble(Convert.ToInt64(line[2], 16)));
                    break;
                default:
                    PyFloat.Divmod(x, BitConverter.Int64BitsToDouble(Convert.ToInt64(line[2], 16)), out result, out _);
                    break;
            }
            Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(result), $"{string.Join(' ', line)}: {expected:R}, not {result:R}");
        }
        heap.AssertEmpty();
    }

    [Fact]
    public void Quotients_of_ints_are_the_references()
    {
        using var heap = new NumberHeap();
        ThreadState* ts = heap.State;
        foreach (string[] line in Lines("truediv.txt"))
        {
            PyObject* a = PyLong.FromBigInteger(ts, System.Numerics.BigInteger.Parse(line[0]));
            PyObject* b = PyLong.FromBigInteger(ts, System.Numerics.BigInteger.Parse(line[1]));
            PyObject* q = PyLong.TrueDivide(ts, a, b);
            Assert.Equal(Convert.ToInt64(line[2], 16), BitConverter.DoubleToInt64Bits(PyFloat.Value(q)));
            heap.Release(a);
            heap.Release(b);
            heap.Release(q);
        }
        heap.AssertEmpty();
    }
}
