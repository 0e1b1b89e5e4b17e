// The module itertools. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Itertools;

[PyModule("itertools", Doc = "Iterators that are combined to loop over data in many ways.\n\n"
    + "Without end:\ncount(start=0, step=1) --> start, start+step, start+2*step, ...\ncycle(p) --> p0, p1, ... plast, p0, p1, ...\n"
    + "repeat(elem [,n]) --> elem, elem, elem, ... endlessly or n times\n\n"
    + "Ending with the shortest input:\naccumulate(p[, func]) --> p0, p0+p1, p0+p1+p2\nbatched(p, n) --> [p0, p1, ..., p_n-1], [p_n, p_n+1, ..., p_2n-1], ...\n"
    + "chain(p, q, ...) --> p0, p1, ... plast, q0, q1, ...\nchain.from_iterable([p, q, ...]) --> p0, p1, ... plast, q0, q1, ...\n"
    + "compress(data, selectors) --> (d[0] if s[0]), (d[1] if s[1]), ...\ndropwhile(predicate, seq) --> seq[n], seq[n+1], from where predicate fails\n"
    + "filterfalse(predicate, seq) --> elements of seq where predicate(elem) is false\ngroupby(iterable[, keyfunc]) --> groups by the value of keyfunc(v)\n"
    + "islice(seq, [start,] stop [, step]) --> elements from seq[start:stop:step]\npairwise(s) --> (s[0],s[1]), (s[1],s[2]), (s[2], s[3]), ...\n"
    + "starmap(fun, seq) --> fun(*seq[0]), fun(*seq[1]), ...\ntakewhile(predicate, seq) --> seq[0], seq[1], until predicate fails\n"
    + "tee(it, n=2) --> (it1, it2, ... itn): n iterators instead of one\nzip_longest(p, q, ...) --> (p[0], q[0]), (p[1], q[1]), ...\n\n"
    + "Combinations:\nproduct(p, q, ... [repeat=1]) --> Cartesian product\npermutations(p[, r])\ncombinations(p, r)\ncombinations_with_replacement(p, r)\n",
    Types = [typeof(AccumulateType), typeof(BatchedType), typeof(ChainType), typeof(CombinationsType), typeof(CombinationsWithReplacementType),
        typeof(CompressType), typeof(CountType), typeof(CycleType), typeof(DropWhileType), typeof(FilterFalseType), typeof(GroupByType), typeof(GrouperType),
        typeof(IsliceType), typeof(PairwiseType), typeof(PermutationsType), typeof(ProductType), typeof(RepeatType), typeof(StarMapType), typeof(TakeWhileType),
        typeof(TeeType), typeof(TeeDataType), typeof(ZipLongestType)])]
internal static unsafe partial class ItertoolsModule
{
    [PyFunction("($module, iterable, n=2, /)", Doc = "A tuple of n independent iterators.")]
    private static PyObject* tee(ThreadState* ts, PyObject* module, PyObject* iterable, nint n)
    {
        if (n < 0)
            return Err.Value(ts, "n must be >= 0");
        PyObject* result = PyTuple.New(ts, n);
        if (result == null || n == 0)
            return result;
        PyObject* first = TeeType.FromIterable(ts, iterable);
        for (nint i = 0; i < n; i++)
        {
            PyObject* item = i == 0 ? first : TeeType.Copy(ts, (teeobject*)first);
            if (item == null)
            {
                Ref.Dec(ts, result);
                return null;
            }
            PyTuple.SetSteal(result, i, item);
        }
        PyTuple.Track(ts, result);
        return result;
    }
}
