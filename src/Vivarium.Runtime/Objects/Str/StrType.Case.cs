// Case conversion of str, with the full mappings of Unicode: one character may become up to three, and a capital sigma at the end of a word
// becomes the final
// form. Pure ASCII takes a vectorised path. See docs/internals/str.md.
using System.Text;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class StrType
{
    private const uint CapitalSigma = 0x3A3;
    private const uint SmallSigma = 0x3C3;
    private const uint FinalSigma = 0x3C2;

    private enum CaseOperation
    {
        Upper,
        Lower,
        Title,
        Capitalize,
        Swap,
        Fold,
    }

    [PyMethod("($self, /)", Doc = "Return a copy of the string in upper case.")]
    private static PyObject* upper(ThreadState* ts, PyObject* self) => PyUnicode.IsAscii(self) ? AsciiCase(ts, self, true) : Convert(ts,
        self, CaseOperation.Upper);

    [PyMethod("($self, /)", Doc = "Return a copy of the string in lower case.")]
    private static PyObject* lower(ThreadState* ts, PyObject* self) => PyUnicode.IsAscii(self) ? AsciiCase(ts, self, false) : Convert(ts,
        self, CaseOperation.Lower);

    [PyMethod("($self, /)", Doc = "Return a version of the string for comparison without regard to case.")]
    private static PyObject* casefold(ThreadState* ts, PyObject* self) => PyUnicode.IsAscii(self) ? AsciiCase(ts, self, false)
        : Convert(ts, self, CaseOperation.Fold);

    [PyMethod("($self, /)", Doc = "Return a copy in which each word begins with a title-case character and the rest is in lower case.")]
    private static PyObject* title(ThreadState* ts, PyObject* self) => Convert(ts, self, CaseOperation.Title);

    [PyMethod("($self, /)", Doc = "Return a copy whose first character is in title case and whose others are in lower case.")]
    private static PyObject* capitalize(ThreadState* ts, PyObject* self) => Convert(ts, self, CaseOperation.Capitalize);

    [PyMethod("($self, /)", Doc = "Return a copy with upper case turned to lower case and lower case to upper case.")]
    private static PyObject* swapcase(ThreadState* ts, PyObject* self) => Convert(ts, self, CaseOperation.Swap);

    private static PyObject* AsciiCase(ThreadState* ts, PyObject* self, bool toUpper)
    {
        int length = (int)PyUnicode.Length(self);
        ReadOnlySpan<byte> source = PyUnicode.Span1(self);
        if (length == 1)
            return StaticStrings.Latin1(toUpper ? UnicodeData.SimpleUpper(source[0]) : UnicodeData.SimpleLower(source[0]));
        PyObject* result = PyUnicode.New(ts, length, 0x7F);
        if (result == null || length == 0)
            return result;
        var target = new Span<byte>(PyUnicode.Data(result), length);
        if (toUpper)
            Ascii.ToUpper(source, target, out _);
        else
            Ascii.ToLower(source, target, out _);
        return result;
    }

    private static PyObject* Convert(ThreadState* ts, PyObject* self, CaseOperation operation)
    {
        nint length = PyUnicode.Length(self);
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        var writer = new UnicodeWriter(ts, exact: PyUnicode.IsAscii(self));
        writer.Prepare(length, 0x7F);
        Span<uint> mapped = stackalloc uint[3];
        bool afterCased = false;
        for (nint i = 0; i < length; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            int count;
            switch (operation)
            {
                case CaseOperation.Upper:
                    count = UnicodeData.ToUpper(ch, mapped);
                    break;
                case CaseOperation.Fold:
                    count = UnicodeData.ToFolded(ch, mapped);
                    break;
                case CaseOperation.Title:
                    count = afterCased ? Lower(kind, data, length, i, ch, mapped) : UnicodeData.ToTitle(ch, mapped);
                    afterCased = UnicodeData.IsCased(ch);
                    break;
                case CaseOperation.Capitalize:
                    count = i == 0 ? UnicodeData.ToTitle(ch, mapped) : Lower(kind, data, length, i, ch, mapped);
                    break;
                case CaseOperation.Swap:
                    if (UnicodeData.IsUpper(ch))
                        count = Lower(kind, data, length, i, ch, mapped);
                    else if (UnicodeData.IsLower(ch))
                        count = UnicodeData.ToUpper(ch, mapped);
                    else
                        (mapped[0], count) = (ch, 1);
                    break;
                default:
                    count = Lower(kind, data, length, i, ch, mapped);
                    break;
            }
            for (int k = 0; k < count; k++)
            {
                if (!writer.WriteChar(mapped[k]))
                    return writer.Finish();
            }
        }
        return writer.Finish();
    }

    private static int Lower(int kind, void* data, nint length, nint index, uint ch, Span<uint> mapped)
    {
        if (ch != CapitalSigma)
            return UnicodeData.ToLower(ch, mapped);
        mapped[0] = IsFinal(kind, data, length, index) ? FinalSigma : SmallSigma;
        return 1;
    }

    /// <summary>A cased character before, and none after, looking past case-ignorable ones.</summary>
    private static bool IsFinal(int kind, void* data, nint length, nint index)
    {
        nint i = index - 1;
        while (i >= 0 && UnicodeData.IsCaseIgnorable(PyUnicode.Read(kind, data, i)))
            i--;
        if (i < 0 || !UnicodeData.IsCased(PyUnicode.Read(kind, data, i)))
            return false;
        i = index + 1;
        while (i < length && UnicodeData.IsCaseIgnorable(PyUnicode.Read(kind, data, i)))
            i++;
        return i == length || !UnicodeData.IsCased(PyUnicode.Read(kind, data, i));
    }
}
