// The module _sha1. See docs/internals/hashes.md.
namespace Vivarium.Stdlib.Hashes;

[PyModule("_sha1")]
internal static unsafe partial class Sha1Module
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (Modules.AddObject(ts, module, "SHA1Type", (PyObject*)Sha1Type.Type) != Status.Ok)
            return Status.Error;
        return HashObjects.AddGilSize(ts, module);
    }

    [PyFunction("($module, /, data=b'', *, usedforsecurity=True, string=None)", Doc = "A SHA1 hash, of the data if any is given.")]
    private static PyObject* sha1(ThreadState* ts, PyObject* module, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, Sha1Type.Type, HashKind.Sha1, data, @string);
}

[PyType("_sha1.sha1", Layout = typeof(HashObject), BasicSize = 40, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class Sha1Type
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, HashObject* self) => HashObjects.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(HashObject* self, visitproc visit, void* arg) => 0;

    [PyMethod("($self, /)", Doc = "A copy of the hash in its state.")]
    private static PyObject* copy(ThreadState* ts, HashObject* self) => HashObjects.Copy(ts, self);

    [PyMethod("($self, /)", Doc = "The digest of the data so far, as bytes.")]
    private static PyObject* digest(ThreadState* ts, HashObject* self) => HashObjects.Digest(ts, self->state);

    [PyMethod("($self, /)", Doc = "The digest of the data so far, as hexadecimal digits.")]
    private static PyObject* hexdigest(ThreadState* ts, HashObject* self) => HashObjects.HexDigest(ts, self->state);

    [PyMethod("($self, obj, /)", Doc = "Adds data to the hash.")]
    private static Status update(ThreadState* ts, HashObject* self, PyObject* obj) => HashObjects.Update(ts, self->state, obj);

    [PyGetSet("block_size")]
    private static PyObject* BlockSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->BlockSize);

    [PyGetSet("name")]
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "sha1");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);
}
