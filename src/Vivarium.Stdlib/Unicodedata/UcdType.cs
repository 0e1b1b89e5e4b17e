// unicodedata.UCD: the type of the object that answers by Unicode 3.2.0. See docs/internals/unicodedata.md.
namespace Vivarium.Stdlib.Unicodedata;

internal unsafe struct PreviousDBVersion
{
    public PyObject ob_base;
    public byte* name;
    public void* getrecord;
    public void* normalization;
}

[PyType("unicodedata.UCD", Layout = typeof(PreviousDBVersion), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
[PyMember("unidata_version", "name", MemberType.String)]
internal static unsafe partial class UcdType
{
    private static readonly byte* s_version = ImmortalRegion.Utf8(UcdTables.Versions[1]);

    public static PyObject* New(ThreadState* ts)
    {
        PreviousDBVersion* self = (PreviousDBVersion*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->name = s_version;
        self->getrecord = null;
        self->normalization = null;
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PreviousDBVersion* self)
    {
        GcList.UntrackIfTracked(self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PreviousDBVersion* self, visitproc visit, void* arg) => 0;

    [PyMethod("($self, chr, default=<unrepresentable>, /)", Doc = "The decimal number a character stands for, an int; without one the default,\nor a ValueError.")]
    private static PyObject* @decimal(ThreadState* ts, PyObject* self, PyObject* chr, PyObject* @default = null) => Ucd.Decimal(ts, chr, @default, old: true);

    [PyMethod("($self, chr, default=<unrepresentable>, /)", Doc = "The digit a character stands for, an int; without one the default,\nor a ValueError.")]
    private static PyObject* digit(ThreadState* ts, PyObject* self, PyObject* chr, PyObject* @default = null) => Ucd.Digit(ts, chr, @default, old: true);

    [PyMethod("($self, chr, default=<unrepresentable>, /)", Doc = "The number a character stands for, a float; without one the default,\nor a ValueError.")]
    private static PyObject* numeric(ThreadState* ts, PyObject* self, PyObject* chr, PyObject* @default = null) => Ucd.Numeric(ts, chr, @default, old: true);

    [PyMethod("($self, chr, /)", Doc = "The general category of a character, two letters.")]
    private static PyObject* category(ThreadState* ts, PyObject* self, PyObject* chr) => Ucd.Category(ts, chr, old: true);

    [PyMethod("($self, chr, /)", Doc = "The bidirectional class of a character; empty when it has none.")]
    private static PyObject* bidirectional(ThreadState* ts, PyObject* self, PyObject* chr) => Ucd.Bidirectional(ts, chr, old: true);

    [PyMethod("($self, chr, /)", Doc = "The canonical combining class of a character; 0 when it does not combine.")]
    private static PyObject* combining(ThreadState* ts, PyObject* self, PyObject* chr) => Ucd.Combining(ts, chr, old: true);

    [PyMethod("($self, chr, /)", Doc = "1 for a character that is mirrored in bidirectional text, else 0.")]
    private static PyObject* mirrored(ThreadState* ts, PyObject* self, PyObject* chr) => Ucd.Mirrored(ts, chr, old: true);

    [PyMethod("($self, chr, /)", Doc = "The East Asian width of a character, one or two letters.")]
    private static PyObject* east_asian_width(ThreadState* ts, PyObject* self, PyObject* chr) => Ucd.EastAsianWidth(ts, chr, old: true);

    [PyMethod("($self, chr, /)", Doc = "The decomposition of a character as hexadecimal code points, after its kind in\nangle brackets if it is not canonical; empty when it has none.")]
    private static PyObject* decomposition(ThreadState* ts, PyObject* self, PyObject* chr) => Ucd.Decomposition(ts, chr, old: true);

    [PyMethod("($self, chr, default=<unrepresentable>, /)", Doc = "The name of a character; without one the default, or a ValueError.")]
    private static PyObject* name(ThreadState* ts, PyObject* self, PyObject* chr, PyObject* @default = null) => Ucd.Name(ts, chr, @default, old: true);

    [PyMethod("($self, name, /)", Doc = "The character, or the sequence of characters, of a name or alias.\n\nUnknown names are a KeyError.")]
    private static PyObject* lookup(ThreadState* ts, PyObject* self, PyObject* name) => Ucd.Lookup(ts, name, old: true);

    [PyMethod("($self, form, unistr, /)", Doc = "Whether text is in a normalization form: NFC, NFKC, NFD or NFKD.")]
    private static PyObject* is_normalized(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* form, [Of(typeof(StrType))] PyObject* unistr) => Ucd.IsNormalized(ts, form, unistr, old: true);

    [PyMethod("($self, form, unistr, /)", Doc = "The text in a normalization form: NFC, NFKC, NFD or NFKD.")]
    private static PyObject* normalize(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* form, [Of(typeof(StrType))] PyObject* unistr) => Ucd.Normalize(ts, form, unistr, old: true);
}
