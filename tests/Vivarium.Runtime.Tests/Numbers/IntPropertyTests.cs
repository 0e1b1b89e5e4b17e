// int arithmetic against System.Numerics.BigInteger, over sizes on both sides of every threshold.
using System.Numerics;
using Vivarium.Runtime.Layout;
using Vivarium.Runtime.Objects;
using Vivarium.Runtime.State;
using ThreadState = Vivarium.Runtime.State.ThreadState;

namespace Vivarium.Runtime.Tests.Numbers;

public unsafe class IntPropertyTests
{
    private static readonly int[] s_bits = [0, 1, 5, 8, 9, 29, 30, 31, 32, 59, 60, 61, 63, 64, 65, 90, 91, 120, 300, 1000, 2099, 2101, 3001, 5000, 9001, 20000];

    private static BigInteger Random(Random random)
    {
        int bits = s_bits[random.Next(s_bits.Length)];
        byte[] bytes = new byte[bits / 8 + 1];
        switch (random.Next(4))
        {
            case 0:
                Array.Fill(bytes, (byte)0xFF);
                break;
            case 1:
                break;
            default:
                random.NextBytes(bytes);
                break;
        }
        BigInteger value = new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << bits) - 1);
        value += random.Next(3) - 1;
        return random.Next(2) == 0 ? value : -value;
    }

    private static BigInteger Take(NumberHeap heap, PyObject* o)
    {
        Assert.True(o != null);
        BigInteger value = PyLong.ToBigInteger(o);
        AssertNormal(o, value);
        heap.Release(o);
        return value;
    }

    private static void AssertNormal(PyObject* o, BigInteger value)
    {
        Assert.Equal(value.Sign, PyLong.Sign(o));
        Assert.True(PyLong.DigitCount(o) == 0 || PyLong.Digits(o)[PyLong.DigitCount(o) - 1] != 0);
        Assert.Equal((long)BigInteger.Abs(value).GetBitLength(), (long)PyLong.BitLength(o));
        if (value >= -5 && value <= 256)
            Assert.True(o == PyLong.SmallInt((nint)(long)value));
    }

    private static BigInteger FloorDivide(BigInteger a, BigInteger b)
    {
        var q = BigInteger.DivRem(a, b, out BigInteger r);
        return !r.IsZero && r.Sign < 0 != b.Sign < 0 ? q - 1 : q;
    }

    [Fact]
    public void Binary_operations_agree()
    {
        using var heap = new NumberHeap();
        ThreadState* ts = heap.State;
        var random = new Random(20);
        for (int i = 0; i < 6000; i++)
        {
            BigInteger x = Random(random);
            BigInteger y = Random(random);
            PyObject* a = PyLong.FromBigInteger(ts, x);
            PyObject* b = random.Next(20) == 0 ? References.Ref.New(a) : PyLong.FromBigInteger(ts, y);
            y = PyLong.ToBigInteger(b);
            Assert.Equal(x, PyLong.ToBigInteger(a));
            Assert.Equal(x + y, Take(heap, PyLong.Add(ts, a, b)));
            Assert.Equal(x - y, Take(heap, PyLong.Subtract(ts, a, b)));
            Assert.Equal(x * y, Take(heap, PyLong.Multiply(ts, a, b)));
            Assert.Equal(x & y, Take(heap, PyLong.And(ts, a, b)));
            Assert.Equal(x | y, Take(heap, PyLong.Or(ts, a, b)));
            Assert.Equal(x ^ y, Take(heap, PyLong.Xor(ts, a, b)));
            Assert.Equal(Math.Sign(x.CompareTo(y)), Math.Sign(PyLong.Compare(a, b)));
            if (!y.IsZero)
            {
                BigInteger q = FloorDivide(x, y);
                Assert.Equal(q, Take(heap, PyLong.FloorDivide(ts, a, b)));
                Assert.Equal(x - q * y, Take(heap, PyLong.Remainder(ts, a, b)));
            }
            Assert.Equal(BigInteger.GreatestCommonDivisor(x, y), Take(heap, PyLong.Gcd(ts, a, b)));
            heap.Release(a);
            heap.Release(b);
        }
        heap.AssertEmpty();
    }

    [Fact]
    public void Unary_operations_and_shifts_agree()
    {
        using var heap = new NumberHeap();
        ThreadState* ts = heap.State;
        var random = new Random(21);
        BigInteger modulus = (BigInteger.One << 61) - 1;
        for (int i = 0; i < 4000; i++)
        {
            BigInteger x = Random(random);
            PyObject* a = PyLong.FromBigInteger(ts, x);
            int shift = random.Next(random.Next(2) == 0 ? 70 : 3000);
            Assert.Equal(-x, Take(heap, PyLong.Negative(ts, a)));
            Assert.Equal(BigInteger.Abs(x), Take(heap, PyLong.Absolute(ts, a)));
            Assert.Equal(-x - 1, Take(heap, PyLong.Invert(ts, a)));
            Assert.Equal(x << shift, Take(heap, PyLong.ShiftedLeft(ts, a, shift)));
            Assert.Equal(x >> shift, Take(heap, PyLong.ShiftedRight(ts, a, shift)));
            nint hash = (nint)(long)(BigInteger.Abs(x) % modulus) * x.Sign;
            Assert.Equal(hash == -1 ? -2 : hash, PyLong.Hash(a));
            if (x.Sign >= 0)
            {
                BigInteger root = Take(heap, PyLong.SquareRoot(ts, a));
                Assert.True(root * root <= x && (root + 1) * (root + 1) > x);
            }
            heap.Release(a);
        }
        heap.AssertEmpty();
    }

    [Fact]
    public void Powers_agree()
    {
        using var heap = new NumberHeap();
        ThreadState* ts = heap.State;
        var random = new Random(22);
        for (int i = 0; i < 600; i++)
        {
            BigInteger x = random.Next(2) == 0 ? random.Next(-20, 20) : Random(random) % (BigInteger.One << 70);
            int e = random.Next(90);
            BigInteger m = Random(random) % (BigInteger.One << random.Next(1, 200));
            PyObject* a = PyLong.FromBigInteger(ts, x);
            PyObject* b = PyLong.FromInt64(ts, e);
            PyObject* c = PyLong.FromBigInteger(ts, m);
            Assert.Equal(BigInteger.Pow(x, e), Take(heap, PyLong.Power(ts, a, b, Py.None)));
            if (!m.IsZero)
            {
                BigInteger power = BigInteger.Pow(x, e);
                Assert.Equal(power - FloorDivide(power, m) * m, Take(heap, PyLong.Power(ts, a, b, c)));
            }
            heap.Release(a);
            heap.Release(b);
            heap.Release(c);
        }
        heap.AssertEmpty();
    }

    [Fact]
    public void Bytes_agree()
    {
        using var heap = new NumberHeap();
        ThreadState* ts = heap.State;
        var random = new Random(23);
        for (int i = 0; i < 3000; i++)
        {
            BigInteger x = Random(random);
            PyObject* a = PyLong.FromBigInteger(ts, x);
            byte[] expected = x.ToByteArray();
            byte[] bytes = new byte[expected.Length + random.Next(3)];
            Assert.Equal(Errors.Status.Ok, PyLong.ToByteArray(ts, a, bytes, little: true, signed: true));
            Assert.Equal(x, new BigInteger(bytes));
            Assert.Equal(x, Take(heap, PyLong.FromByteArray(ts, bytes, little: true, signed: true)));
            Array.Reverse(bytes);
            Assert.Equal(x, Take(heap, PyLong.FromByteArray(ts, bytes, little: false, signed: true)));
            Assert.Equal(new BigInteger(bytes, isUnsigned: true, isBigEndian: true), Take(heap, PyLong.FromByteArray(ts, bytes, little: false, signed: false)));
            heap.Release(a);
        }
        heap.AssertEmpty();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(16)]
    public void Text_agrees(int @base)
    {
        using var heap = new NumberHeap();
        ThreadState* ts = heap.State;
        var random = new Random(24 + @base);
        for (int i = 0; i < 1500; i++)
        {
            BigInteger x = Random(random);
            PyObject* a = PyLong.FromBigInteger(ts, x);
            PyObject* text = PyLong.Format(ts, a, @base);
            string shown = PyUnicode.ToString(text);
            if (@base == 10)
                Assert.Equal(x.ToString(System.Globalization.CultureInfo.InvariantCulture), shown);
            else if (x.Sign >= 0 && @base == 16)
                Assert.Equal(x, BigInteger.Parse("0" + shown[2..], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(x, Take(heap, PyLong.FromUnicode(ts, text, @base)));
            Assert.Equal(x, Take(heap, PyLong.FromUnicode(ts, text, 0)));
            if (!References.Ref.IsImmortal(text))
                heap.Release(text);
            heap.Release(a);
        }
        heap.AssertEmpty();
    }

    [Fact]
    public void Doubles_agree()
    {
        using var heap = new NumberHeap();
        ThreadState* ts = heap.State;
        var random = new Random(25);
        for (int i = 0; i < 5000; i++)
        {
            double d = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(d))
                continue;
            PyObject* o = PyLong.FromDouble(ts, d);
            Assert.Equal(new BigInteger(Math.Truncate(d)), PyLong.ToBigInteger(o));
            if (Math.Abs(d) >= 1)
                Assert.Equal(Math.Truncate(d), PyLong.Nearest(o));
            heap.Release(o);
            BigInteger x = Random(random) % (BigInteger.One << 1020);
            o = PyLong.FromBigInteger(ts, x);
            Assert.Equal(double.Parse(x.ToString(System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture), PyLong.Nearest(o));
            heap.Release(o);
        }
        heap.AssertEmpty();
    }
}
