// The module unicodedata: the Unicode character database, and that of Unicode 3.2.0 as an object with the same methods. See docs/internals/unicodedata.md.
namespace Vivarium.Stdlib.Unicodedata;

[PyModule("unicodedata", Types = [typeof(UcdType)], Doc = "The Unicode Character Database, version 16.0.0: properties of all characters, under the names of the\n"
    + "UnicodeData file format.")]
internal static unsafe partial class UnicodedataModule
{
    private static readonly byte* s_capiName = ImmortalRegion.Utf8("unicodedata._ucnhash_CAPI");
    private static readonly NameInterface* s_capi = NameInterface.Make();

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (Modules.AddStringConstant(ts, module, "unidata_version", UcdTables.Versions[0]) != Status.Ok)
            return Status.Error;
        PyObject* old = UcdType.New(ts);
        if (old == null || Modules.AddObjectSteal(ts, module, "ucd_3_2_0", old) != Status.Ok)
            return Status.Error;
        PyObject* capsule = CapsuleType.New(ts, s_capi, s_capiName, null);
        return capsule == null ? Status.Error : Modules.AddObjectSteal(ts, module, "_ucnhash_CAPI", capsule);
    }

    [PyFunction("($module, chr, default=<unrepresentable>, /)", Doc = "The decimal number a character stands for, an int; without one the default,\nor a ValueError.")]
    private static PyObject* @decimal(ThreadState* ts, PyObject* module, PyObject* chr, PyObject* @default = null) => Ucd.Decimal(ts, chr, @default, old: false);

    [PyFunction("($module, chr, default=<unrepresentable>, /)", Doc = "The digit a character stands for, an int; without one the default,\nor a ValueError.")]
    private static PyObject* digit(ThreadState* ts, PyObject* module, PyObject* chr, PyObject* @default = null) => Ucd.Digit(ts, chr, @default, old: false);

    [PyFunction("($module, chr, default=<unrepresentable>, /)", Doc = "The number a character stands for, a float; without one the default,\nor a ValueError.")]
    private static PyObject* numeric(ThreadState* ts, PyObject* module, PyObject* chr, PyObject* @default = null) => Ucd.Numeric(ts, chr, @default, old: false);

    [PyFunction("($module, chr, /)", Doc = "The general category of a character, two letters.")]
    private static PyObject* category(ThreadState* ts, PyObject* module, PyObject* chr) => Ucd.Category(ts, chr, old: false);

    [PyFunction("($module, chr, /)", Doc = "The bidirectional class of a character; empty when it has none.")]
    private static PyObject* bidirectional(ThreadState* ts, PyObject* module, PyObject* chr) => Ucd.Bidirectional(ts, chr, old: false);

    [PyFunction("($module, chr, /)", Doc = "The canonical combining class of a character; 0 when it does not combine.")]
    private static PyObject* combining(ThreadState* ts, PyObject* module, PyObject* chr) => Ucd.Combining(ts, chr, old: false);

    [PyFunction("($module, chr, /)", Doc = "1 for a character that is mirrored in bidirectional text, else 0.")]
    private static PyObject* mirrored(ThreadState* ts, PyObject* module, PyObject* chr) => Ucd.Mirrored(ts, chr, old: false);

    [PyFunction("($module, chr, /)", Doc = "The East Asian width of a character, one or two letters.")]
    private static PyObject* east_asian_width(ThreadState* ts, PyObject* module, PyObject* chr) => Ucd.EastAsianWidth(ts, chr, old: false);

    [PyFunction("($module, chr, /)", Doc = "The decomposition of a character as hexadecimal code points, after its kind in\nangle brackets if it is not canonical; empty when it has none.")]
    private static PyObject* decomposition(ThreadState* ts, PyObject* module, PyObject* chr) => Ucd.Decomposition(ts, chr, old: false);

    [PyFunction("($module, chr, default=<unrepresentable>, /)", Doc = "The name of a character; without one the default, or a ValueError.")]
    private static PyObject* name(ThreadState* ts, PyObject* module, PyObject* chr, PyObject* @default = null) => Ucd.Name(ts, chr, @default, old: false);

    [PyFunction("($module, name, /)", Doc = "The character, or the sequence of characters, of a name or alias.\n\nUnknown names are a KeyError.")]
    private static PyObject* lookup(ThreadState* ts, PyObject* module, PyObject* name) => Ucd.Lookup(ts, name, old: false);

    [PyFunction("($module, form, unistr, /)", Doc = "Whether text is in a normalization form: NFC, NFKC, NFD or NFKD.")]
    private static PyObject* is_normalized(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* form, [Of(typeof(StrType))] PyObject* unistr) => Ucd.IsNormalized(ts, form, unistr, old: false);

    [PyFunction("($module, form, unistr, /)", Doc = "The text in a normalization form: NFC, NFKC, NFD or NFKD.")]
    private static PyObject* normalize(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* form, [Of(typeof(StrType))] PyObject* unistr) => Ucd.Normalize(ts, form, unistr, old: false);
}
