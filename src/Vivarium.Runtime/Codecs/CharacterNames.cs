// Names of characters, \N{…}, asked of the module unicodedata. See docs/internals/codecs.md.
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

    /// <summary>unicodedata.lookup(name): a str of one or more characters, owned; null without an exception when unknown, with one when the module is missing.</summary>
    public static PyObject* Find(ThreadState* ts, ReadOnlySpan<byte> name)
    {
        using var module = Own.Of(ts, CodecRegistry.ImportModule(ts, "unicodedata"));
        using var function = Own.Of(ts, module.IsNull ? null : Obj.GetAttr(ts, module.Object, "lookup"));
        if (function.IsNull)
        {
            if (Err.ClearIf(ts, Exc.ImportError))
                Err.SetString(ts, Exc.UnicodeError, "\\N escapes not supported (can't load unicodedata module)");
            return null;
        }
        using var text = Own.Of(ts, SingleByteCodecs.DecodeLatin1(ts, name));
        if (text.IsNull)
            return null;
        PyObject* found = Call.OneArg(ts, function.Object, text.Object);
        if (found == null)
            Err.ClearIf(ts, Exc.KeyError);
        return found;
    }
}
