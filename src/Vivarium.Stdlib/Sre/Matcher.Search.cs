// The first place where a pattern matches. What the INFO block tells is used to skip places where it cannot: the least width, a literal
// prefix (found in linear time by its overlap table), or the set of first characters. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

internal static unsafe partial class Matcher<T>
    where T : unmanaged
{
    public static Found Search(ThreadState* ts, SreState* state, uint* code)
    {
        T* p = (T*)state->start;
        T* end = (T*)state->end;
        if (p > end)
            return Found.No;
        if (code[0] != Op.INFO)
            return SearchAnywhere(ts, state, code, p, end);
        uint flags = code[2];
        nint least = (nint)code[3];
        if ((nint)(end - p) < least)
            return Found.No;
        uint* body = code + 1 + code[1];
        // No match begins so near to the end that its least width does not fit.
        T* last = least > 1 ? end - (least - 1) : end;
        if ((flags & SreCode.InfoPrefix) != 0)
            return SearchPrefix(ts, state, body, flags, code + 5, p, end);
        if ((flags & SreCode.InfoCharset) != 0)
            return SearchSet(ts, state, body, code + 5, p, last);
        return SearchAnywhere(ts, state, body, p, least > 1 ? last - 1 : end);
    }

    private static Found SearchAnywhere(ThreadState* ts, SreState* state, uint* code, T* p, T* last)
    {
        while (true)
        {
            state->start = state->ptr = (byte*)p;
            Found found = Match(ts, state, code);
            state->must_advance = null;
            if (found != Found.No || p >= last)
                return found;
            p++;
            state->Reset();
            if (--state->budget <= 0 && Matching.CheckPoint(ts, state) != Status.Ok)
                return Found.Error;
        }
    }

    private static Found SearchSet(ThreadState* ts, SreState* state, uint* code, uint* set, T* p, T* last)
    {
        while (true)
        {
            while (p < last && !CharTests.InSet(set, At(p)))
                p++;
            if (p >= last)
                return Found.No;
            state->start = state->ptr = (byte*)p;
            Found found = Match(ts, state, code);
            state->must_advance = null;
            if (found != Found.No)
                return found;
            p++;
            state->Reset();
            if (--state->budget <= 0 && Matching.CheckPoint(ts, state) != Status.Ok)
                return Found.Error;
        }
    }

    /// <param name="info">The prefix's length, how much of it lies before the first group, its characters, and its overlap table.</param>
    private static Found SearchPrefix(ThreadState* ts, SreState* state, uint* code, uint flags, uint* info, T* p, T* end)
    {
        uint length = info[0];
        uint skip = info[1];
        uint* prefix = info + 2;
        uint* overlap = prefix + length;
        uint matched = 0;
        while (true)
        {
            if (matched == 0)
                p = Find(p, end, prefix[0]);
            if (p >= end)
                return Found.No;
            if (matched != 0 && At(p) != prefix[matched])
            {
                matched = overlap[matched - 1];
                continue;
            }
            p++;
            if (++matched < length)
                continue;
            state->start = (byte*)(p - length);
            state->ptr = (byte*)(p - (length - skip));
            if ((flags & SreCode.InfoLiteral) != 0)
                return Found.Yes;
            Found found = Match(ts, state, code + 2 * skip);
            state->must_advance = null;
            if (found != Found.No)
                return found;
            state->Reset();
            matched = overlap[matched - 1];
            if (--state->budget <= 0 && Matching.CheckPoint(ts, state) != Status.Ok)
                return Found.Error;
        }
    }
}
