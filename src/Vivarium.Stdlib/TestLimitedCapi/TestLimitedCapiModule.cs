// The module _testlimitedcapi: the abstract operations on objects, sequences and mappings that native code performs, as functions. The reference's tests use it to reach
// slots that no expression reaches (an index is made positive by the abstract operation, not by the type). See docs/internals/conformance.md.
namespace Vivarium.Stdlib.TestLimitedCapi;

[PyModule("_testlimitedcapi", Doc = "Abstract operations as native code performs them; for tests.")]
internal static unsafe partial class TestLimitedCapiModule
{
    [PyFunction("($module, /)", Doc = "Whether the interpreter checks its assertions.")]
    private static int _py_getbuiltwithassert(ThreadState* ts, PyObject* module) => 0;

    // ---- objects ------------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, object, /)", Doc = "repr(object)")]
    private static PyObject* object_repr(ThreadState* ts, PyObject* module, PyObject* @object) => Obj.Repr(ts, @object);

    [PyFunction("($module, object, /)", Doc = "str(object)")]
    private static PyObject* object_str(ThreadState* ts, PyObject* module, PyObject* @object) => Obj.Str(ts, @object);

    [PyFunction("($module, object, /)", Doc = "ascii(object)")]
    private static PyObject* object_ascii(ThreadState* ts, PyObject* module, PyObject* @object) => Obj.Ascii(ts, @object);

    [PyFunction("($module, object, name, /)", Doc = "The attribute of that name.")]
    private static PyObject* object_getattr(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* name) => Obj.GetAttr(ts, @object, name);

    [PyFunction("($module, object, name, /)", Doc = "1 if there is an attribute of that name, 0 if not or if looking it up fails.")]
    private static int object_hasattr(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* name) => Has(ts, @object, name);

    [PyFunction("($module, object, name, /)", Doc = "The same for a name in UTF-8.")]
    private static int object_hasattrstring(ThreadState* ts, PyObject* module, PyObject* @object, PyBytesObject* name)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromUtf8(ts, PyBytes.AsSpan((PyObject*)name)));
        return text.IsNull ? -1 : Has(ts, @object, text.Pointer);
    }

    private static int Has(ThreadState* ts, PyObject* o, PyObject* name)
    {
        Truth found = Obj.HasAttr(ts, o, name);
        if (found != Truth.Error)
            return found == Truth.True ? 1 : 0;
        Err.WriteUnraisable(ts, "Exception ignored in PyObject_HasAttr(); consider using PyObject_HasAttrWithError()", null);
        return 0;
    }

    [PyFunction("($module, object, name, value, /)", Doc = "Sets an attribute; 0.")]
    private static int object_setattr(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* name, PyObject* value) => (int)Obj.SetAttr(ts, @object, name, value);

    [PyFunction("($module, object, name, /)", Doc = "Deletes an attribute; 0.")]
    private static int object_delattr(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* name) => (int)Obj.DelAttr(ts, @object, name);

    [PyFunction("($module, object, key, /)", Doc = "object[key]")]
    private static PyObject* object_getitem(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* key) => Obj.GetItem(ts, @object, key);

    [PyFunction("($module, object, key, value, /)", Doc = "object[key] = value; 0.")]
    private static int object_setitem(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* key, PyObject* value) => (int)Obj.SetItem(ts, @object, key, value);

    [PyFunction("($module, object, key, /)", Doc = "del object[key]; 0.")]
    private static int object_delitem(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* key) => (int)Obj.DelItem(ts, @object, key);

    // ---- sequences ----------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, object, /)", Doc = "1 if the object is a sequence.")]
    private static int sequence_check(ThreadState* ts, PyObject* module, PyObject* @object) => Seq.Check(@object) ? 1 : 0;

    [PyFunction("($module, object, /)", Doc = "The length of a sequence.")]
    private static nint sequence_size(ThreadState* ts, PyObject* module, PyObject* @object) => Seq.Size(ts, @object);

    [PyFunction("($module, object, /)", Doc = "The length of a sequence.")]
    private static nint sequence_length(ThreadState* ts, PyObject* module, PyObject* @object) => Seq.Size(ts, @object);

    [PyFunction("($module, first, second, /)", Doc = "The first sequence with the second behind it.")]
    private static PyObject* sequence_concat(ThreadState* ts, PyObject* module, PyObject* first, PyObject* second) => Seq.Concat(ts, first, second);

    [PyFunction("($module, first, second, /)", Doc = "The same, in place if possible.")]
    private static PyObject* sequence_inplaceconcat(ThreadState* ts, PyObject* module, PyObject* first, PyObject* second) => Seq.InPlaceConcat(ts, first, second);

    [PyFunction("($module, object, count, /)", Doc = "The sequence so many times.")]
    private static PyObject* sequence_repeat(ThreadState* ts, PyObject* module, PyObject* @object, nint count) => Seq.Repeat(ts, @object, count);

    [PyFunction("($module, object, count, /)", Doc = "The same, in place if possible.")]
    private static PyObject* sequence_inplacerepeat(ThreadState* ts, PyObject* module, PyObject* @object, nint count) => Seq.InPlaceRepeat(ts, @object, count);

    [PyFunction("($module, object, index, /)", Doc = "An item of a sequence.")]
    private static PyObject* sequence_getitem(ThreadState* ts, PyObject* module, PyObject* @object, nint index) => Seq.GetItem(ts, @object, index);

    [PyFunction("($module, object, index, value, /)", Doc = "Sets an item of a sequence; 0.")]
    private static int sequence_setitem(ThreadState* ts, PyObject* module, PyObject* @object, nint index, PyObject* value) => (int)Seq.SetItem(ts, @object, index, value);

    [PyFunction("($module, object, index, /)", Doc = "Deletes an item of a sequence; 0.")]
    private static int sequence_delitem(ThreadState* ts, PyObject* module, PyObject* @object, nint index) => (int)Seq.DelItem(ts, @object, index);

    [PyFunction("($module, object, value, /)", Doc = "How many items equal the value.")]
    private static nint sequence_count(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* value) => Seq.Count(ts, @object, value);

    [PyFunction("($module, object, value, /)", Doc = "Where the first item is that equals the value.")]
    private static nint sequence_index(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* value) => Seq.IndexOf(ts, @object, value);

    [PyFunction("($module, object, value, /)", Doc = "1 if an item equals the value.")]
    private static int sequence_contains(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* value) => (int)Obj.Contains(ts, @object, value);

    [PyFunction("($module, object, /)", Doc = "list(object)")]
    private static PyObject* sequence_list(ThreadState* ts, PyObject* module, PyObject* @object) => PyList.FromSequence(ts, @object);

    [PyFunction("($module, object, /)", Doc = "tuple(object)")]
    private static PyObject* sequence_tuple(ThreadState* ts, PyObject* module, PyObject* @object) => PyTuple.FromSequence(ts, @object);

    // ---- mappings -----------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, object, /)", Doc = "1 if the object has items by key.")]
    private static int mapping_check(ThreadState* ts, PyObject* module, PyObject* @object) => Map.Check(@object) ? 1 : 0;

    [PyFunction("($module, object, /)", Doc = "A list of the keys.")]
    private static PyObject* mapping_keys(ThreadState* ts, PyObject* module, PyObject* @object) => Map.Keys(ts, @object);

    [PyFunction("($module, object, /)", Doc = "A list of the values.")]
    private static PyObject* mapping_values(ThreadState* ts, PyObject* module, PyObject* @object) => Map.Values(ts, @object);

    [PyFunction("($module, object, /)", Doc = "A list of pairs of key and value.")]
    private static PyObject* mapping_items(ThreadState* ts, PyObject* module, PyObject* @object) => Map.Items(ts, @object);
}
