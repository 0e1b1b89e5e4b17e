// Names of characters: \N{…} of escapes through the compiler's own data, names of characters through the module unicodedata. See
// docs/internals/codecs.md.
using Vivarium.Compiler.Text;

namespace Vivarium.Runtime.Codecs;

internal static unsafe class CharacterNames
{
    /// <summary>unicodedata.name(ch), owned; null without an exception when it has none.</summary>
    public static PyObject* NameOf(ThreadState* ts, uint ch)
    {
        using var module = Own.Of(ts, CodecRegistry.ImportModule(ts, "unicodedata"));
        using var function = Own.Of(ts, module.IsNull ? null : Obj.GetAttr(ts, module.Object, "name"));
        using var character = Own.Of(ts, function.IsNull ? null : PyUnicode.FromChar(ts, ch));
        if (character.IsNull)
            return null;
        PyObject* name = Call.TwoArgs(ts, function.Object, character.Object, Py.None);
        return name == Py.None ? null : name;
    }

    /// <summary>The character of a name, owned; null without an exception when unknown.</summary>
    public static PyObject* Find(ThreadState* ts, ReadOnlySpan<byte> name)
    {
        int ch = UnicodeDatabase.FindCharacter(System.Text.Encoding.Latin1.GetString(name));
        return ch < 0 ? null : PyUnicode.FromChar(ts, (uint)ch);
    }
}
