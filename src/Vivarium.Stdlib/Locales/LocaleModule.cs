// The module _locale: the C library's locales, for the module locale. See docs/internals/locale.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Locales;

[PyModule("_locale", Doc = "The locales of the C library.")]
internal static unsafe partial class LocaleModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        var members = new Sys.MemberList(ts, module);
        foreach ((string name, int value) in LocaleConstants.Categories)
            members.Add(name, PyLong.FromInt64(ts, value));
        members.Add("Error", NewError(ts));
        foreach ((string name, int value) in LocaleConstants.Items)
            members.Add(name, PyLong.FromInt64(ts, value));
        return members.Failed ? Status.Error : Status.Ok;
    }

    /// <summary>class Error(Exception), of the module locale.</summary>
    private static PyObject* NewError(ThreadState* ts)
    {
        using Owned<PyObject> name = Own.Of(ts, PyUnicode.FromString(ts, "Error"));
        using Owned<PyObject> bases = Own.Of(ts, name.IsNull ? null : PyTuple.Pack(ts, (PyObject*)Exc.Exception));
        using Owned<PyObject> body = Own.Of(ts, bases.IsNull ? null : PyDict.New(ts));
        using Owned<PyObject> home = Own.Of(ts, body.IsNull ? null : PyUnicode.FromString(ts, "locale"));
        if (home.IsNull || PyDict.Set(ts, body.Pointer, Id.__module__, home.Pointer) != Status.Ok)
            return null;
        return Call.ThreeArgs(ts, (PyObject*)TypeType.Type, name.Pointer, bases.Pointer, body.Pointer);
    }

    private static PyObject* Fail(ThreadState* ts, PyObject* module, string message)
    {
        PyObject* error = PyDict.GetStringBorrowed(ts, Modules.DictBorrowed(module), "Error");
        bool usable = error != null && PyType.Check(error) && PyType.IsSubtype((PyTypeObject*)error, Exc.BaseException);
        return Err.SetString(ts, usable ? (PyTypeObject*)error : Exc.Exception, message);
    }

    private static PyObject* Decode(ThreadState* ts, byte* text) => PyUnicode.DecodeFSDefault(ts, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    private static PyObject* DecodeOrErrno(ThreadState* ts, byte* text)
    {
        if (text != null)
            return Decode(ts, text);
        int error = Marshal.GetLastPInvokeError();
        return error == 0 ? Err.SetNone(ts, Exc.OSError) : Err.FromErrno(ts, error, null);
    }

    /// <summary>str (null for none) as UTF-8 without NUL within.</summary>
    private static bool TextOrNull(ThreadState* ts, PyASCIIObject* o, out byte* text)
    {
        text = null;
        if (o == null)
            return true;
        nint length;
        text = PyUnicode.AsUtf8(ts, (PyObject*)o, &length);
        if (text == null)
            return false;
        if (!new ReadOnlySpan<byte>(text, (int)length).Contains((byte)0))
            return true;
        Err.Value(ts, "embedded null character");
        return false;
    }

    [PyFunction("($module, category, locale=None, /)", Doc = "Set the locale of a category, or of all (LC_ALL); None only asks.\n\nThe name of the locale is returned.")]
    private static PyObject* setlocale(ThreadState* ts, PyObject* module, int category, PyASCIIObject* locale)
    {
        if (!TextOrNull(ts, locale, out byte* name))
            return null;
        byte* result = LocaleCalls.setlocale(category, name);
        if (result == null)
            return Fail(ts, module, name == null ? "locale query failed" : "unsupported locale setting");
        return Decode(ts, result);
    }

    [PyFunction("($module, /)", Doc = "A dict of how the locale writes numbers and amounts of money.")]
    private static PyObject* localeconv(ThreadState* ts, PyObject* module)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull)
            return null;
        Lconv* c = LocaleCalls.localeconv();
        var members = new Sys.MemberList(ts, dict.Pointer, isDict: true);
        members.Add("int_curr_symbol", Decode(ts, c->int_curr_symbol));
        members.Add("currency_symbol", Decode(ts, c->currency_symbol));
        members.Add("mon_decimal_point", Decode(ts, c->mon_decimal_point));
        members.Add("mon_thousands_sep", Decode(ts, c->mon_thousands_sep));
        members.Add("mon_grouping", Grouping(ts, c->mon_grouping));
        members.Add("positive_sign", Decode(ts, c->positive_sign));
        members.Add("negative_sign", Decode(ts, c->negative_sign));
        members.Add("int_frac_digits", PyLong.FromInt64(ts, c->int_frac_digits));
        members.Add("frac_digits", PyLong.FromInt64(ts, c->frac_digits));
        members.Add("p_cs_precedes", PyLong.FromInt64(ts, c->p_cs_precedes));
        members.Add("p_sep_by_space", PyLong.FromInt64(ts, c->p_sep_by_space));
        members.Add("n_cs_precedes", PyLong.FromInt64(ts, c->n_cs_precedes));
        members.Add("n_sep_by_space", PyLong.FromInt64(ts, c->n_sep_by_space));
        members.Add("p_sign_posn", PyLong.FromInt64(ts, c->p_sign_posn));
        members.Add("n_sign_posn", PyLong.FromInt64(ts, c->n_sign_posn));
        members.Add("decimal_point", Decode(ts, c->decimal_point));
        members.Add("thousands_sep", Decode(ts, c->thousands_sep));
        members.Add("grouping", Grouping(ts, c->grouping));
        return members.Failed ? null : dict.Release();
    }

    /// <summary>Sizes of groups of digits up to the one that ends them: 0 repeats the last, CHAR_MAX means no more groups.</summary>
    private static PyObject* Grouping(ThreadState* ts, byte* grouping)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        if (list.IsNull || *grouping == 0)
            return list.Release();
        for (bool more = true; more; grouping++)
        {
            more = *grouping is not (0 or 127);
            using Owned<PyObject> size = Own.Of(ts, PyLong.FromInt64(ts, *grouping));
            if (size.IsNull || PyList.Append(ts, list.Pointer, size.Pointer) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    [PyFunction("($module, key, /)", Doc = "What the locale says about an item: names of days, formats of dates, the encoding.")]
    private static PyObject* nl_langinfo(ThreadState* ts, PyObject* module, int key)
    {
        bool known = false;
        foreach ((_, int value) in LocaleConstants.Items)
            known |= value == key;
        if (!known)
            return Err.Value(ts, "unsupported langinfo constant");
        byte* text = LocaleCalls.nl_langinfo(key);
        if (text == null || *text == 0)
            return PyUnicode.FromString(ts, "");
        return key switch
        {
            LocaleConstants.ERA => DecodeMany(ts, text, int.MaxValue),
            LocaleConstants.ALT_DIGITS => DecodeMany(ts, text, 100),
            _ => Decode(ts, text),
        };
    }

    /// <summary>Strings one after the other, the last one empty, as one with semicolons between.</summary>
    private static PyObject* DecodeMany(ThreadState* ts, byte* text, int most)
    {
        UnicodeWriter writer = new(ts);
        for (int i = 0; i < most && *text != 0 && !writer.Failed; i++)
        {
            ReadOnlySpan<byte> item = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
            if (i > 0)
                writer.WriteAscii(";"u8);
            writer.WriteSteal(PyUnicode.DecodeFSDefault(ts, item));
            text += item.Length + 1;
        }
        return writer.Finish();
    }

    [PyFunction("($module, /)", Doc = "The encoding of the locale.")]
    private static PyObject* getencoding(ThreadState* ts, PyObject* module)
    {
        byte* name = LocaleCalls.nl_langinfo(LocaleConstants.CODESET);
        return name == null || *name == 0 ? PyUnicode.FromString(ts, "UTF-8") : Decode(ts, name);
    }

    // ---- Collation ----

    /// <summary>The characters, 4 bytes each, with a 0 at the end, in memory of the heap; null with an exception.</summary>
    private static uint* Wide(ThreadState* ts, PyObject* o)
    {
        nint length = PyUnicode.Length(o);
        uint* result = (uint*)MemDomain.Malloc(ts->interp->heap, (nuint)((length + 1) * sizeof(uint)));
        if (result == null)
            return (uint*)Err.NoMemory(ts);
        for (nint i = 0; i < length; i++)
        {
            result[i] = PyUnicode.ReadChar(o, i);
            if (result[i] != 0)
                continue;
            MemDomain.Free(ts->interp->heap, result);
            return (uint*)Err.Value(ts, "embedded null character");
        }
        result[length] = 0;
        return result;
    }

    [PyFunction("($module, os1, os2, /)", Doc = "Compare two strings as the locale orders them: negative, 0 or positive.")]
    private static PyObject* strcoll(ThreadState* ts, PyObject* module, PyASCIIObject* os1, PyASCIIObject* os2)
    {
        uint* a = Wide(ts, (PyObject*)os1);
        uint* b = a == null ? null : Wide(ts, (PyObject*)os2);
        PyObject* result = b == null ? null : PyLong.FromInt64(ts, LocaleCalls.wcscoll(a, b));
        MemDomain.Free(ts->interp->heap, b);
        MemDomain.Free(ts->interp->heap, a);
        return result;
    }

    [PyFunction("($module, string, /)", Doc = "A string that compares, character by character, as the locale orders the argument.")]
    private static PyObject* strxfrm(ThreadState* ts, PyObject* module, PyASCIIObject* @string)
    {
        uint* text = Wide(ts, (PyObject*)@string);
        if (text == null)
            return null;
        PyObject* result = Transform(ts, text);
        MemDomain.Free(ts->interp->heap, text);
        return result;
    }

    private static PyObject* Transform(ThreadState* ts, uint* text)
    {
        nuint needed = LocaleCalls.wcsxfrm(null, text, 0);
        uint* buffer = (uint*)MemDomain.Malloc(ts->interp->heap, (needed + 1) * sizeof(uint));
        if (buffer == null)
            return Err.NoMemory(ts);
        LocaleCalls.wcsxfrm(buffer, text, needed + 1);
        PyObject* result = PyUnicode.FromUcs4(ts, buffer, (nint)needed);
        MemDomain.Free(ts->interp->heap, buffer);
        return result;
    }

    // ---- Translations ----

    [PyFunction("($module, msg, /)", Doc = "gettext(msg) -> string\n\nThe translation of a message.")]
    private static PyObject* gettext(ThreadState* ts, PyObject* module, PyASCIIObject* msg) =>
        TextOrNull(ts, msg, out byte* message) ? Decode(ts, LocaleCalls.gettext(message)) : null;

    [PyFunction("($module, domain, msg, /)", Doc = "dgettext(domain, msg) -> string\n\nThe translation of a message of a domain.")]
    private static PyObject* dgettext(ThreadState* ts, PyObject* module, PyObject* domain, PyASCIIObject* msg) =>
        NamedTextOrNone(ts, "dgettext", "argument 1", domain, out byte* name) && TextOrNull(ts, msg, out byte* message)
            ? Decode(ts, LocaleCalls.dgettext(name, message)) : null;

    [PyFunction("($module, domain, msg, category, /)", Doc = "The translation of a message of a domain and category.")]
    private static PyObject* dcgettext(ThreadState* ts, PyObject* module, PyObject* domain, PyASCIIObject* msg, int category) =>
        NamedTextOrNone(ts, "dcgettext", "argument 1", domain, out byte* name) && TextOrNull(ts, msg, out byte* message)
            ? Decode(ts, LocaleCalls.dcgettext(name, message, category)) : null;

    private static bool NamedTextOrNone(ThreadState* ts, string function, string argument, PyObject* o, out byte* text)
    {
        text = null;
        if (o == Py.None)
            return true;
        if (!PyUnicode.Check(o))
        {
            ArgumentParsing.BadArgument(ts, function, argument, "str or None", o);
            return false;
        }
        return TextOrNull(ts, (PyASCIIObject*)o, out text);
    }

    [PyFunction("($module, domain, /)", Doc = "Set the domain of messages; None only asks. The domain is returned.")]
    private static PyObject* textdomain(ThreadState* ts, PyObject* module, PyObject* domain) =>
        NamedTextOrNone(ts, "textdomain", "argument", domain, out byte* name) ? DecodeOrErrno(ts, LocaleCalls.textdomain(name)) : null;

    [PyFunction("($module, domain, dir, /)", Doc = "Set the folder that holds a domain's translations; None only asks. The folder is returned.")]
    private static PyObject* bindtextdomain(ThreadState* ts, PyObject* module, PyASCIIObject* domain, PyObject* dir)
    {
        if (!TextOrNull(ts, domain, out byte* name))
            return null;
        if (*name == 0)
            return Fail(ts, module, "domain must be a non-empty string");
        if (dir == Py.None)
            return DecodeOrErrno(ts, LocaleCalls.bindtextdomain(name, null));
        using Owned<PyObject> path = Own.Of(ts, PyUnicode.Check(dir) ? PyUnicode.EncodeFSDefault(ts, dir) : Ref.New(dir));
        if (path.IsNull)
            return null;
        if (!PyBytes.Check(path.Pointer))
            return Err.Type(ts, $"expected str, bytes or os.PathLike object, not {PyType.NameOf(dir)}");
        return DecodeOrErrno(ts, LocaleCalls.bindtextdomain(name, PyBytes.Data(path.Pointer)));
    }

    [PyFunction("($module, domain, codeset, /)", Doc = "Set the encoding of a domain's translations; None only asks. The encoding, or None, is returned.")]
    private static PyObject* bind_textdomain_codeset(ThreadState* ts, PyObject* module, PyASCIIObject* domain, PyObject* codeset)
    {
        if (!TextOrNull(ts, domain, out byte* name) || !NamedTextOrNone(ts, "bind_textdomain_codeset", "argument 2", codeset, out byte* encoding))
            return null;
        byte* result = LocaleCalls.bind_textdomain_codeset(name, encoding);
        return result == null ? Py.None : Decode(ts, result);
    }
}
