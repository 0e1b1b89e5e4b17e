// The module _sha2. See docs/internals/hashes.md.
namespace Vivarium.Stdlib.Hashes;

[PyModule("_sha2")]
internal static unsafe partial class Sha2Module
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (Modules.AddObject(ts, module, "SHA224Type", (PyObject*)Sha224Type.Type) != Status.Ok)
            return Status.Error;
        if (Modules.AddObject(ts, module, "SHA256Type", (PyObject*)Sha256Type.Type) != Status.Ok)
            return Status.Error;
        if (Modules.AddObject(ts, module, "SHA384Type", (PyObject*)Sha384Type.Type) != Status.Ok)
            return Status.Error;
        if (Modules.AddObject(ts, module, "SHA512Type", (PyObject*)Sha512Type.Type) != Status.Ok)
            return Status.Error;
        return HashObjects.AddGilSize(ts, module);
    }

    [PyFunction("($module, /, data=b'', *, usedforsecurity=True, string=None)", Doc = "A SHA224 hash, of the data if any is given.")]
    private static PyObject* sha224(ThreadState* ts, PyObject* module, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, Sha224Type.Type, HashKind.Sha224, data, @string);

    [PyFunction("($module, /, data=b'', *, usedforsecurity=True, string=None)", Doc = "A SHA256 hash, of the data if any is given.")]
    private static PyObject* sha256(ThreadState* ts, PyObject* module, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, Sha256Type.Type, HashKind.Sha256, data, @string);

    [PyFunction("($module, /, data=b'', *, usedforsecurity=True, string=None)", Doc = "A SHA384 hash, of the data if any is given.")]
    private static PyObject* sha384(ThreadState* ts, PyObject* module, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, Sha384Type.Type, HashKind.Sha384, data, @string);

    [PyFunction("($module, /, data=b'', *, usedforsecurity=True, string=None)", Doc = "A SHA512 hash, of the data if any is given.")]
    private static PyObject* sha512(ThreadState* ts, PyObject* module, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, Sha512Type.Type, HashKind.Sha512, data, @string);
}

[PyType("_sha2.SHA224Type", Layout = typeof(HashObject), BasicSize = 32, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class Sha224Type
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
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "sha224");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);
}

[PyType("_sha2.SHA256Type", Layout = typeof(HashObject), BasicSize = 32, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class Sha256Type
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
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "sha256");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);
}

[PyType("_sha2.SHA384Type", Layout = typeof(HashObject), BasicSize = 32, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class Sha384Type
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
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "sha384");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);
}

[PyType("_sha2.SHA512Type", Layout = typeof(HashObject), BasicSize = 32, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class Sha512Type
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
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "sha512");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);
}
