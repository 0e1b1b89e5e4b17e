// _random.Random: what random.Random is built on. See docs/internals/small_modules.md.
using System.Security.Cryptography;
using Vivarium.Heap;

namespace Vivarium.Stdlib.Random;

[PyModule("_random", Doc = "The Mersenne Twister: a generator of random numbers.", Types = [typeof(RandomType)])]
internal static unsafe partial class RandomModule;

[PyType("_random.Random", Layout = typeof(RandomObject), Flags = TypeFlags.BaseType, TextSignature = "", Doc = "Random() -> create a random number generator with its own internal state.")]
internal static unsafe partial class RandomType
{
    private const int WordBits = 32;

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeSlots.Of(type)->tp_alloc(ts, type, 0);

    [Slot("(seed=<unrepresentable>, /)")]
    private static Status tp_init(ThreadState* ts, RandomObject* self, PyObject* seed = null) => Seed(ts, self, seed);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, RandomObject* self) => TypeSlots.Of(self)->tp_free(ts, self);

    private static Status Seed(ThreadState* ts, RandomObject* self, PyObject* given)
    {
        if (given == null || given == Py.None)
        {
            uint* words = stackalloc uint[MersenneTwister.N];
            RandomNumberGenerator.Fill(new Span<byte>(words, MersenneTwister.N * sizeof(uint)));
            MersenneTwister.Seed(self, new ReadOnlySpan<uint>(words, MersenneTwister.N));
            return Status.Ok;
        }
        PyObject* number;
        if (PyLong.Check(given))
        {
            number = PyLong.Absolute(ts, given);
        }
        else
        {
            nint hash = Obj.Hash(ts, given);
            number = hash == -1 && Err.Occurred(ts) ? null : PyLong.FromUInt64(ts, (ulong)hash);
        }
        if (number == null)
            return Status.Error;
        Status status = SeedWithNumber(ts, self, number);
        Ref.Dec(ts, number);
        return status;
    }

    /// <summary>The words of the number, least significant first, are the key.</summary>
    private static Status SeedWithNumber(ThreadState* ts, RandomObject* self, PyObject* number)
    {
        nint count = Math.Max(1, (PyLong.BitLength(number) + WordBits - 1) / WordBits);
        uint* words = (uint*)MemDomain.Malloc(ts->interp->heap, (nuint)count * sizeof(uint));
        if (words == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        Status status = PyLong.ToByteArray(ts, number, new Span<byte>(words, (int)count * sizeof(uint)), little: true, signed: false);
        if (status == Status.Ok)
            MersenneTwister.Seed(self, new ReadOnlySpan<uint>(words, (int)count));
        MemDomain.Free(ts->interp->heap, words);
        return status;
    }

    [PyMethod("($self, /)", Doc = "random() -> x in the interval [0, 1).")]
    private static double random(ThreadState* ts, RandomObject* self) => MersenneTwister.NextDouble(self);

    [PyMethod("($self, n=None, /)",
        Doc = "Starts anew from a seed: an int as it is, another object by its hash; without one, from the system's source of randomness.")]
    private static Status seed(ThreadState* ts, RandomObject* self, PyObject* n) => Seed(ts, self, n);

    [PyMethod("($self, /)", Doc = "The state, as a tuple of 625 ints.")]
    private static PyObject* getstate(ThreadState* ts, RandomObject* self)
    {
        PyObject* result = PyTuple.New(ts, MersenneTwister.N + 1);
        for (int i = 0; result != null && i <= MersenneTwister.N; i++)
        {
            PyObject* word = PyLong.FromInt64(ts, i < MersenneTwister.N ? self->state[i] : self->index);
            if (word == null)
            {
                Ref.Dec(ts, result);
                return null;
            }
            PyTuple.SetSteal(result, i, word);
        }
        return result;
    }

    [PyMethod("($self, state, /)", Doc = "Goes back to a state that getstate() gave.")]
    private static Status setstate(ThreadState* ts, RandomObject* self, PyObject* state)
    {
        if (!PyTuple.Check(state))
            return Err.TypeStatus(ts, "state vector must be a tuple");
        if (PyTuple.Size(state) != MersenneTwister.N + 1)
            return Err.ValueStatus(ts, "state vector is the wrong size");
        uint* words = stackalloc uint[MersenneTwister.N];
        for (int i = 0; i < MersenneTwister.N; i++)
        {
            PyObject* word = PyTuple.GetBorrowed(state, i);
            if (!PyLong.Check(word))
                return Err.TypeStatus(ts, "an integer is required");
            ulong value;
            if (!PyLong.TryGetUInt64(word, &value))
            {
                Err.Overflow(ts, PyLong.IsNegative(word) ? "can't convert negative value to unsigned int" : "Python int too large to convert to C unsigned long");
                return Status.Error;
            }
            words[i] = (uint)value;
        }
        PyObject* index = Num.Index(ts, PyTuple.GetBorrowed(state, MersenneTwister.N));
        if (index == null)
            return Status.Error;
        long place = PyLong.AsInt64(ts, index);
        Ref.Dec(ts, index);
        if (place == -1 && Err.Occurred(ts))
            return Status.Error;
        if (place is < 0 or > MersenneTwister.N)
            return Err.ValueStatus(ts, "invalid state");
        self->index = (int)place;
        new ReadOnlySpan<uint>(words, MersenneTwister.N).CopyTo(new Span<uint>(self->state, MersenneTwister.N));
        return Status.Ok;
    }

    private static Status BitCount(ThreadState* ts, PyObject* o, out ulong bits)
    {
        bits = 0;
        PyObject* number = Num.Index(ts, o);
        if (number == null)
            return Status.Error;
        ulong value;
        bool fits = PyLong.TryGetUInt64(number, &value);
        bool negative = PyLong.IsNegative(number);
        Ref.Dec(ts, number);
        bits = value;
        if (fits)
            return Status.Ok;
        if (negative)
            Err.Value(ts, "Cannot convert negative int");
        else
            Err.Overflow(ts, "Python int too large for C uint64_t");
        return Status.Error;
    }

    [PyMethod("($self, k, /)", Doc = "getrandbits(k) -> x.  An int of k random bits.")]
    private static PyObject* getrandbits(ThreadState* ts, RandomObject* self, [Converter(nameof(BitCount))] ulong k)
    {
        if (k <= WordBits)
            return PyLong.FromInt64(ts, k == 0 ? 0 : MersenneTwister.Next(self) >> (int)(WordBits - k));
        ulong count = (k - 1) / WordBits + 1;
        if (count > int.MaxValue / sizeof(uint))
            return Err.NoMemory(ts);
        uint* words = (uint*)MemDomain.Malloc(ts->interp->heap, (nuint)count * sizeof(uint));
        if (words == null)
            return Err.NoMemory(ts);
        for (ulong i = 0; i < count; i++, k -= WordBits)
        {
            words[i] = MersenneTwister.Next(self);
            if (k < WordBits)
            {
                words[i] >>= (int)(WordBits - k);
                break;
            }
        }
        PyObject* result = PyLong.FromByteArray(ts, new ReadOnlySpan<byte>(words, (int)count * sizeof(uint)), little: true, signed: false);
        MemDomain.Free(ts->interp->heap, words);
        return result;
    }
}
