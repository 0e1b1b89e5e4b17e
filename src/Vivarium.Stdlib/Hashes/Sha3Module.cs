// The module _sha3 and its types of fixed length. See docs/internals/hashes.md.
namespace Vivarium.Stdlib.Hashes;

[PyModule("_sha3", Types = [typeof(Sha3224Type), typeof(Sha3256Type), typeof(Sha3384Type), typeof(Sha3512Type), typeof(Shake128Type), typeof(Shake256Type)])]
internal static unsafe partial class Sha3Module
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) =>
        Modules.AddStringConstant(ts, module, "implementation", "Vivarium") == Status.Ok ? HashObjects.AddGilSize(ts, module) : Status.Error;
}

[PyType("_sha3.sha3_224", Layout = typeof(HashObject), BasicSize = 48, Flags = TypeFlags.HaveGc, Doc = "sha3_224([data], *, usedforsecurity=True) -> SHA3 object\n\nA SHA-3 hash of 224 bits.")]
internal static unsafe partial class Sha3224Type
{
    [Slot("(data=b'', *, usedforsecurity=True, string=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, type, HashKind.Sha3_224, data, @string);

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

    [PyMethod("($self, data, /)", Doc = "Adds data to the hash.")]
    private static Status update(ThreadState* ts, HashObject* self, PyObject* data) => HashObjects.Update(ts, self->state, data);

    [PyGetSet("block_size")]
    private static PyObject* BlockSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->BlockSize);

    [PyGetSet("name")]
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "sha3_224");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);

    [PyGetSet("_capacity_bits")]
    private static PyObject* CapacityBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 1600 - 8 * self->state->BlockSize);

    [PyGetSet("_rate_bits")]
    private static PyObject* RateBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 8 * self->state->BlockSize);

    [PyGetSet("_suffix")]
    private static PyObject* Suffix(ThreadState* ts, HashObject* self) => PyBytes.Single(self->state->Suffix);
}

[PyType("_sha3.sha3_256", Layout = typeof(HashObject), BasicSize = 48, Flags = TypeFlags.HaveGc, Doc = "sha3_256([data], *, usedforsecurity=True) -> SHA3 object\n\nA SHA-3 hash of 256 bits.")]
internal static unsafe partial class Sha3256Type
{
    [Slot("(data=b'', *, usedforsecurity=True, string=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, type, HashKind.Sha3_256, data, @string);

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

    [PyMethod("($self, data, /)", Doc = "Adds data to the hash.")]
    private static Status update(ThreadState* ts, HashObject* self, PyObject* data) => HashObjects.Update(ts, self->state, data);

    [PyGetSet("block_size")]
    private static PyObject* BlockSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->BlockSize);

    [PyGetSet("name")]
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "sha3_256");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);

    [PyGetSet("_capacity_bits")]
    private static PyObject* CapacityBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 1600 - 8 * self->state->BlockSize);

    [PyGetSet("_rate_bits")]
    private static PyObject* RateBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 8 * self->state->BlockSize);

    [PyGetSet("_suffix")]
    private static PyObject* Suffix(ThreadState* ts, HashObject* self) => PyBytes.Single(self->state->Suffix);
}

[PyType("_sha3.sha3_384", Layout = typeof(HashObject), BasicSize = 48, Flags = TypeFlags.HaveGc, Doc = "sha3_384([data], *, usedforsecurity=True) -> SHA3 object\n\nA SHA-3 hash of 384 bits.")]
internal static unsafe partial class Sha3384Type
{
    [Slot("(data=b'', *, usedforsecurity=True, string=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, type, HashKind.Sha3_384, data, @string);

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

    [PyMethod("($self, data, /)", Doc = "Adds data to the hash.")]
    private static Status update(ThreadState* ts, HashObject* self, PyObject* data) => HashObjects.Update(ts, self->state, data);

    [PyGetSet("block_size")]
    private static PyObject* BlockSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->BlockSize);

    [PyGetSet("name")]
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "sha3_384");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);

    [PyGetSet("_capacity_bits")]
    private static PyObject* CapacityBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 1600 - 8 * self->state->BlockSize);

    [PyGetSet("_rate_bits")]
    private static PyObject* RateBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 8 * self->state->BlockSize);

    [PyGetSet("_suffix")]
    private static PyObject* Suffix(ThreadState* ts, HashObject* self) => PyBytes.Single(self->state->Suffix);
}

[PyType("_sha3.sha3_512", Layout = typeof(HashObject), BasicSize = 48, Flags = TypeFlags.HaveGc, Doc = "sha3_512([data], *, usedforsecurity=True) -> SHA3 object\n\nA SHA-3 hash of 512 bits.")]
internal static unsafe partial class Sha3512Type
{
    [Slot("(data=b'', *, usedforsecurity=True, string=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, type, HashKind.Sha3_512, data, @string);

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

    [PyMethod("($self, data, /)", Doc = "Adds data to the hash.")]
    private static Status update(ThreadState* ts, HashObject* self, PyObject* data) => HashObjects.Update(ts, self->state, data);

    [PyGetSet("block_size")]
    private static PyObject* BlockSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->BlockSize);

    [PyGetSet("name")]
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "sha3_512");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);

    [PyGetSet("_capacity_bits")]
    private static PyObject* CapacityBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 1600 - 8 * self->state->BlockSize);

    [PyGetSet("_rate_bits")]
    private static PyObject* RateBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 8 * self->state->BlockSize);

    [PyGetSet("_suffix")]
    private static PyObject* Suffix(ThreadState* ts, HashObject* self) => PyBytes.Single(self->state->Suffix);
}
