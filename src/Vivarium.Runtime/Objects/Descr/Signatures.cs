// Docstrings of built-ins are kept with their signature in front ("name(args)\n--\n\ntext"); `__doc__` is what follows, `__text_signature__` the part in parentheses.
namespace Vivarium.Runtime.Objects;

internal static unsafe class Signatures
{
    private const string Mark = ")\n--\n\n";

    /// <summary>Where the text starts; 0 without a signature.</summary>
    private static int TextStart(string name, string doc, out int signature)
    {
        int dot = name.LastIndexOf('.');
        string plain = dot < 0 ? name : name[(dot + 1)..];
        signature = plain.Length;
        if (!doc.StartsWith(plain, StringComparison.Ordinal) || doc.Length <= plain.Length || doc[plain.Length] != '(')
            return 0;
        int mark = doc.IndexOf(Mark, StringComparison.Ordinal);
        int blank = doc.IndexOf("\n\n", StringComparison.Ordinal);
        return mark < 0 || (blank >= 0 && blank < mark) ? 0 : mark + Mark.Length;
    }

    public static string DocOf(string name, string doc) => doc[TextStart(name, doc, out _)..];

    /// <summary>Owned str, or None without a signature.</summary>
    public static PyObject* TextSignature(ThreadState* ts, string name, byte* doc)
    {
        if (doc == null)
            return Py.None;
        string text = Utf8Text.ToString(doc);
        int start = TextStart(name, text, out int signature);
        return start == 0 ? Py.None : PyUnicode.FromString(ts, text[signature..(start - Mark.Length + 1)]);
    }

    /// <summary>The same of a function: one that takes nothing, or one argument, has a signature without saying so.</summary>
    public static PyObject* TextSignature(ThreadState* ts, PyMethodDef* def)
    {
        PyObject* written = TextSignature(ts, Utf8Text.ToString(def->ml_name), def->ml_doc);
        if (written != Py.None || (def->ml_flags & MethodFlags.Static) != 0)
            return written;
        string receiver = (def->ml_flags & MethodFlags.Class) != 0 ? "$type" : "$self";
        if ((def->ml_flags & MethodFlags.NoArgs) != 0)
            return PyUnicode.FromString(ts, $"({receiver}, /)");
        return (def->ml_flags & MethodFlags.O) != 0 ? PyUnicode.FromString(ts, $"({receiver}, object, /)") : Py.None;
    }

    /// <summary>Owned str, or None without a docstring.</summary>
    public static PyObject* Doc(ThreadState* ts, byte* name, byte* doc)
    {
        if (doc == null)
            return Py.None;
        string text = DocOf(Utf8Text.ToString(name), Utf8Text.ToString(doc));
        return text.Length == 0 ? Py.None : PyUnicode.FromString(ts, text);
    }
}
