// The text-like methods of bytearray; what they do is in ByteMethods, which bytes shares. See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ByteArrayType
{
    [PyMethod("($self, sub[, start[, end]], /)",
        Doc = "Return the lowest index of the bytes sub, or of an int as byte, within B[start:end], or -1.")]
    private static nint find(ThreadState* ts, PyObject* self, PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        ByteMethods.FindOrMissing(ts, self, sub, start, end, 1);

    [PyMethod("($self, sub[, start[, end]], /)",
        Doc = "Return the highest index of the bytes sub, or of an int as byte, within B[start:end], or -1.")]
    private static nint rfind(ThreadState* ts, PyObject* self, PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        ByteMethods.FindOrMissing(ts, self, sub, start, end, -1);

    [PyMethod("($self, sub[, start[, end]], /)",
        Doc = "Return the lowest index of sub within B[start:end]; ValueError if it is not there.")]
    private static nint index(ThreadState* ts, PyObject* self, PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        ByteMethods.Index(ts, self, sub, start, end, 1);

    [PyMethod("($self, sub[, start[, end]], /)",
        Doc = "Return the highest index of sub within B[start:end]; ValueError if it is not there.")]
    private static nint rindex(ThreadState* ts, PyObject* self, PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        ByteMethods.Index(ts, self, sub, start, end, -1);

    [PyMethod("($self, sub[, start[, end]], /)", Doc = "Return how often sub occurs, without overlaps, within B[start:end].")]
    private static nint count(ThreadState* ts, PyObject* self, PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        ByteMethods.Count(ts, self, sub, start, end);

    [PyMethod("($self, prefix[, start[, end]], /)",
        Doc = "Return True if B[start:end] begins with the prefix, or with one of a tuple of prefixes.")]
    private static Truth startswith(ThreadState* ts, PyObject* self, PyObject* prefix, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        ByteMethods.TailMatch(ts, self, prefix, start, end, -1);

    [PyMethod("($self, suffix[, start[, end]], /)",
        Doc = "Return True if B[start:end] ends with the suffix, or with one of a tuple of suffixes.")]
    private static Truth endswith(ThreadState* ts, PyObject* self, PyObject* suffix, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        ByteMethods.TailMatch(ts, self, suffix, start, end, 1);

    [PyMethod("($self, prefix, /)", Doc = "Return the content without the prefix, if it begins with it.")]
    private static PyObject* removeprefix(ThreadState* ts, PyObject* self, PyObject* prefix) =>
        ByteMethods.RemoveAffix(ts, self, prefix, true);

    [PyMethod("($self, suffix, /)", Doc = "Return the content without the suffix, if it ends with it.")]
    private static PyObject* removesuffix(ThreadState* ts, PyObject* self, PyObject* suffix) =>
        ByteMethods.RemoveAffix(ts, self, suffix, false);

    [PyMethod("($self, /, sep=None, maxsplit=-1)",
        Doc = "Return a list of the sections, separated by sep, or by runs of ASCII whitespace without it.\n\n"
            + "At most maxsplit splits are made, from the front (-1: no limit).")]
    private static PyObject* split(ThreadState* ts, PyObject* self, PyObject* sep, nint maxsplit) =>
        ByteMethods.Split(ts, self, sep, maxsplit, false);

    [PyMethod("($self, /, sep=None, maxsplit=-1)", Doc = "Like split, with the splits made from the end.")]
    private static PyObject* rsplit(ThreadState* ts, PyObject* self, PyObject* sep, nint maxsplit) =>
        ByteMethods.Split(ts, self, sep, maxsplit, true);

    [PyMethod("($self, /, keepends=False)", Doc = "Return a list of the lines; their ends are kept if keepends is true.")]
    private static PyObject* splitlines(ThreadState* ts, PyObject* self, bool keepends) => ByteMethods.SplitLines(ts, self, keepends);

    [PyMethod("($self, sep, /)",
        Doc = "Return the part before the first occurrence of the separator, the separator, and the part after it.\n\n"
            + "Without an occurrence: the content and two empty objects.")]
    private static PyObject* partition(ThreadState* ts, PyObject* self, PyObject* sep) => ByteMethods.Partition(ts, self, sep, false);

    [PyMethod("($self, sep, /)",
        Doc = "Return the part before the last occurrence of the separator, the separator, and the part after it.\n\n"
            + "Without an occurrence: two empty objects and the content.")]
    private static PyObject* rpartition(ThreadState* ts, PyObject* self, PyObject* sep) => ByteMethods.Partition(ts, self, sep, true);

    [PyMethod("($self, iterable_of_bytes, /)",
        Doc = "Return the bytes-like objects of the iterable joined into one, with this one between them.")]
    private static PyObject* join(ThreadState* ts, PyObject* self, PyObject* iterable_of_bytes) =>
        ByteMethods.Join(ts, self, iterable_of_bytes);

    [PyMethod("($self, bytes=None, /)",
        Doc = "Return the content without leading and trailing ASCII whitespace, or without the given bytes there.")]
    private static PyObject* strip(ThreadState* ts, PyObject* self, PyObject* bytes) => ByteMethods.Strip(ts, self, bytes, true, true);

    [PyMethod("($self, bytes=None, /)", Doc = "Return the content without leading ASCII whitespace, or without the given bytes there.")]
    private static PyObject* lstrip(ThreadState* ts, PyObject* self, PyObject* bytes) => ByteMethods.Strip(ts, self, bytes, true, false);

    [PyMethod("($self, bytes=None, /)", Doc = "Return the content without trailing ASCII whitespace, or without the given bytes there.")]
    private static PyObject* rstrip(ThreadState* ts, PyObject* self, PyObject* bytes) => ByteMethods.Strip(ts, self, bytes, false, true);

    [PyMethod("($self, width, fillchar=b' ', /)", Doc = "Return the content centred in the given width.")]
    private static PyObject* center(ThreadState* ts, PyObject* self, nint width, PyObject* fillchar = null) =>
        ByteMethods.Center(ts, self, width, fillchar);

    [PyMethod("($self, width, fillchar=b' ', /)", Doc = "Return the content at the left of the given width.")]
    private static PyObject* ljust(ThreadState* ts, PyObject* self, nint width, PyObject* fillchar = null) =>
        ByteMethods.Justify(ts, self, width, fillchar, true);

    [PyMethod("($self, width, fillchar=b' ', /)", Doc = "Return the content at the right of the given width.")]
    private static PyObject* rjust(ThreadState* ts, PyObject* self, nint width, PyObject* fillchar = null) =>
        ByteMethods.Justify(ts, self, width, fillchar, false);

    [PyMethod("($self, width, /)", Doc = "Return the content padded with zeros on the left, after its sign, to the given width.")]
    private static PyObject* zfill(ThreadState* ts, PyObject* self, nint width) => ByteMethods.ZFill(ts, self, width);

    [PyMethod("($self, /, tabsize=8)", Doc = "Return a copy with tabs replaced by spaces, as many as the column needs.")]
    private static PyObject* expandtabs(ThreadState* ts, PyObject* self, int tabsize) => ByteMethods.ExpandTabs(ts, self, tabsize);

    [PyMethod("($self, old, new, count=-1, /)",
        Doc = "Return a copy with occurrences of old replaced by new: all, or the first count of them.")]
    private static PyObject* replace(ThreadState* ts, PyObject* self, PyObject* old, PyObject* @new, nint count) =>
        ByteMethods.Replace(ts, self, old, @new, count);

    [PyMethod("($self, table, /, delete=b'')",
        Doc = "Return a copy without the bytes of delete, the others mapped through a table of 256 bytes (None: as they are).")]
    private static PyObject* translate(ThreadState* ts, PyObject* self, PyObject* table, PyObject* delete = null) =>
        ByteMethods.Translate(ts, self, table, delete);

    [PyMethod("($self, /)", Doc = "Return a copy with ASCII letters in upper case.")]
    private static PyObject* upper(ThreadState* ts, PyObject* self) => ByteMethods.Upper(ts, self);

    [PyMethod("($self, /)", Doc = "Return a copy with ASCII letters in lower case.")]
    private static PyObject* lower(ThreadState* ts, PyObject* self) => ByteMethods.Lower(ts, self);

    [PyMethod("($self, /)", Doc = "Return a copy in which each ASCII word begins in upper case and goes on in lower case.")]
    private static PyObject* title(ThreadState* ts, PyObject* self) => ByteMethods.Title(ts, self);

    [PyMethod("($self, /)", Doc = "Return a copy with the first byte in upper case and the others in lower case.")]
    private static PyObject* capitalize(ThreadState* ts, PyObject* self) => ByteMethods.Capitalize(ts, self);

    [PyMethod("($self, /)", Doc = "Return a copy with ASCII upper case turned to lower case and back.")]
    private static PyObject* swapcase(ThreadState* ts, PyObject* self) => ByteMethods.Swapcase(ts, self);

    [PyMethod("($self, /)", Doc = "Return True if there are bytes and all are ASCII letters or digits.")]
    private static bool isalnum(ThreadState* ts, PyObject* self) => ByteMethods.IsAlnum(self);

    [PyMethod("($self, /)", Doc = "Return True if there are bytes and all are ASCII letters.")]
    private static bool isalpha(ThreadState* ts, PyObject* self) => ByteMethods.IsAlpha(self);

    [PyMethod("($self, /)", Doc = "Return True if all bytes are ASCII; nothing is ASCII too.")]
    private static bool isascii(ThreadState* ts, PyObject* self) => ByteMethods.IsAscii(self);

    [PyMethod("($self, /)", Doc = "Return True if there are bytes and all are ASCII digits.")]
    private static bool isdigit(ThreadState* ts, PyObject* self) => ByteMethods.IsDigit(self);

    [PyMethod("($self, /)", Doc = "Return True if there are ASCII letters and all of them are in lower case.")]
    private static bool islower(ThreadState* ts, PyObject* self) => ByteMethods.IsLower(self);

    [PyMethod("($self, /)", Doc = "Return True if there are ASCII letters and all of them are in upper case.")]
    private static bool isupper(ThreadState* ts, PyObject* self) => ByteMethods.IsUpper(self);

    [PyMethod("($self, /)", Doc = "Return True if there are bytes and all are ASCII whitespace.")]
    private static bool isspace(ThreadState* ts, PyObject* self) => ByteMethods.IsSpace(self);

    [PyMethod("($self, /)",
        Doc = "Return True if upper case only begins words, lower case only continues them, and there is at least one letter.")]
    private static bool istitle(ThreadState* ts, PyObject* self) => ByteMethods.IsTitle(self);

    [PyMethod("($self, /, sep=<unrepresentable>, bytes_per_sep=1)",
        Doc = "Return two hexadecimal digits for each byte.\n\n"
            + "With sep, one character is put between groups of bytes_per_sep bytes, counted from the right, or from the left if it is negative.")]
    private static PyObject* hex(ThreadState* ts, PyObject* self, PyObject* sep = null, int bytes_per_sep = 1)
    {
        // The separator may be asked for its length by code of its own, which must not change the bytes.
        ((PyByteArrayObject*)self)->ob_exports++;
        PyObject* digits = ByteMethods.Hex(ts, ByteMethods.Span(self), sep, bytes_per_sep);
        ((PyByteArrayObject*)self)->ob_exports--;
        return digits;
    }

    [PyMethod("($self, /, encoding='utf-8', errors='strict')",
        Doc = "Decode the bytes with the codec registered for the encoding; errors names the error handler.")]
    private static PyObject* decode(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* encoding = null,
        [Of(typeof(StrType))] PyObject* errors = null) =>
        ByteMethods.Decode(ts, self, encoding, errors);
}
