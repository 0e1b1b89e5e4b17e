// The is… methods of str. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class StrType
{
    [PyMethod("($self, /)", Doc = "Return True if all characters are ASCII; the empty string is ASCII too.")]
    private static bool isascii(ThreadState* ts, PyObject* self) => PyUnicode.IsAscii(self);

    [PyMethod("($self, /)", Doc = "Return True if the string has characters and all are alphabetic.")]
    private static bool isalpha(ThreadState* ts, PyObject* self) => All(self, &UnicodeData.IsAlpha);

    [PyMethod("($self, /)", Doc = "Return True if the string has characters and all are alphabetic or numeric.")]
    private static bool isalnum(ThreadState* ts, PyObject* self) => All(self, &UnicodeData.IsAlnum);

    [PyMethod("($self, /)", Doc = "Return True if the string has characters and all are decimal digits.")]
    private static bool isdecimal(ThreadState* ts, PyObject* self) => All(self, &UnicodeData.IsDecimal);

    [PyMethod("($self, /)", Doc = "Return True if the string has characters and all are digits.")]
    private static bool isdigit(ThreadState* ts, PyObject* self) => All(self, &UnicodeData.IsDigit);

    [PyMethod("($self, /)", Doc = "Return True if the string has characters and all are numeric.")]
    private static bool isnumeric(ThreadState* ts, PyObject* self) => All(self, &UnicodeData.IsNumeric);

    [PyMethod("($self, /)", Doc = "Return True if the string has characters and all are whitespace.")]
    private static bool isspace(ThreadState* ts, PyObject* self) => All(self, &UnicodeData.IsSpace);

    [PyMethod("($self, /)", Doc = "Return True if repr() would show every character as it is.")]
    private static bool isprintable(ThreadState* ts, PyObject* self) => PyUnicode.Length(self) == 0 || All(self, &UnicodeData.IsPrintable);

    [PyMethod("($self, /)",
        Doc = "Return True if the string is a valid Python identifier; keywords count as such (see keyword.iskeyword).")]
    private static bool isidentifier(ThreadState* ts, PyObject* self) => PyUnicode.IsIdentifier(self);

    [PyMethod("($self, /)", Doc = "Return True if there are cased characters and all of them are in lower case.")]
    private static bool islower(ThreadState* ts, PyObject* self) => AllCased(self, lowerCase: true);

    [PyMethod("($self, /)", Doc = "Return True if there are cased characters and all of them are in upper case.")]
    private static bool isupper(ThreadState* ts, PyObject* self) => AllCased(self, lowerCase: false);

    [PyMethod("($self, /)",
        Doc = "Return True if upper- and title-case characters only begin words, lower-case ones only continue them, and there is at least one.")]
    private static bool istitle(ThreadState* ts, PyObject* self)
    {
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        bool afterCased = false, any = false;
        for (nint i = 0, n = PyUnicode.Length(self); i < n; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (UnicodeData.IsUpper(ch) || UnicodeData.IsTitle(ch))
            {
                if (afterCased)
                    return false;
                afterCased = any = true;
            }
            else if (UnicodeData.IsLower(ch))
            {
                if (!afterCased)
                    return false;
                any = true;
            }
            else
            {
                afterCased = false;
            }
        }
        return any;
    }

    private static bool All(PyObject* self, delegate*<uint, bool> predicate)
    {
        nint length = PyUnicode.Length(self);
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        for (nint i = 0; i < length; i++)
        {
            if (!predicate(PyUnicode.Read(kind, data, i)))
                return false;
        }
        return length != 0;
    }

    private static bool AllCased(PyObject* self, bool lowerCase)
    {
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        bool any = false;
        for (nint i = 0, n = PyUnicode.Length(self); i < n; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            bool isWrong = lowerCase ? UnicodeData.IsUpper(ch) : UnicodeData.IsLower(ch);
            if (isWrong || UnicodeData.IsTitle(ch))
                return false;
            any = any || (lowerCase ? UnicodeData.IsLower(ch) : UnicodeData.IsUpper(ch));
        }
        return any;
    }
}
