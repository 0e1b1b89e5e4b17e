// The types of _sha3 of any length. See docs/internals/hashes.md.
namespace Vivarium.Stdlib.Hashes;

[PyType("_sha3.shake_128", Layout = typeof(HashObject), BasicSize = 48, Flags = TypeFlags.HaveGc, Doc = "shake_128([data], *, usedforsecurity=True) -> SHAKE object\n\nA SHAKE hash of 128 bits of security and any length.")]
internal static unsafe partial class Shake128Type
{
    [Slot("(data=b'', *, usedforsecurity=True, string=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, type, HashKind.Shake128, data, @string);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, HashObject* self) => HashObjects.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(HashObject* self, visitproc visit, void* arg) => 0;

    [PyMethod("($self, /)", Doc = "A copy of the hash in its state.")]
    private static PyObject* copy(ThreadState* ts, HashObject* self) => HashObjects.Copy(ts, self);

    [PyMethod("($self, /, length)", Doc = "So many bytes of the digest of the data so far.")]
    private static PyObject* digest(ThreadState* ts, HashObject* self, ulong length) => HashObjects.ShakeDigest(ts, self->state, length, hex: false);

    [PyMethod("($self, /, length)", Doc = "So many bytes of the digest of the data so far, as hexadecimal digits.")]
    private static PyObject* hexdigest(ThreadState* ts, HashObject* self, ulong length) => HashObjects.ShakeDigest(ts, self->state, length, hex: true);

    [PyMethod("($self, data, /)", Doc = "Adds data to the hash.")]
    private static Status update(ThreadState* ts, HashObject* self, PyObject* data) => HashObjects.Update(ts, self->state, data);

    [PyGetSet("block_size")]
    private static PyObject* BlockSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->BlockSize);

    [PyGetSet("name")]
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "shake_128");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);

    [PyGetSet("_capacity_bits")]
    private static PyObject* CapacityBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 1600 - 8 * self->state->BlockSize);

    [PyGetSet("_rate_bits")]
    private static PyObject* RateBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 8 * self->state->BlockSize);

    [PyGetSet("_suffix")]
    private static PyObject* Suffix(ThreadState* ts, HashObject* self) => PyBytes.Single(self->state->Suffix);
}

[PyType("_sha3.shake_256", Layout = typeof(HashObject), BasicSize = 48, Flags = TypeFlags.HaveGc, Doc = "shake_256([data], *, usedforsecurity=True) -> SHAKE object\n\nA SHAKE hash of 256 bits of security and any length.")]
internal static unsafe partial class Shake256Type
{
    [Slot("(data=b'', *, usedforsecurity=True, string=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* data = null, bool usedforsecurity = true, PyObject* @string = null) =>
        HashObjects.Make(ts, type, HashKind.Shake256, data, @string);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, HashObject* self) => HashObjects.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(HashObject* self, visitproc visit, void* arg) => 0;

    [PyMethod("($self, /)", Doc = "A copy of the hash in its state.")]
    private static PyObject* copy(ThreadState* ts, HashObject* self) => HashObjects.Copy(ts, self);

    [PyMethod("($self, /, length)", Doc = "So many bytes of the digest of the data so far.")]
    private static PyObject* digest(ThreadState* ts, HashObject* self, ulong length) => HashObjects.ShakeDigest(ts, self->state, length, hex: false);

    [PyMethod("($self, /, length)", Doc = "So many bytes of the digest of the data so far, as hexadecimal digits.")]
    private static PyObject* hexdigest(ThreadState* ts, HashObject* self, ulong length) => HashObjects.ShakeDigest(ts, self->state, length, hex: true);

    [PyMethod("($self, data, /)", Doc = "Adds data to the hash.")]
    private static Status update(ThreadState* ts, HashObject* self, PyObject* data) => HashObjects.Update(ts, self->state, data);

    [PyGetSet("block_size")]
    private static PyObject* BlockSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->BlockSize);

    [PyGetSet("name")]
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "shake_256");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);

    [PyGetSet("_capacity_bits")]
    private static PyObject* CapacityBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 1600 - 8 * self->state->BlockSize);

    [PyGetSet("_rate_bits")]
    private static PyObject* RateBits(ThreadState* ts, HashObject* self) => PyLong.FromInt64(ts, 8 * self->state->BlockSize);

    [PyGetSet("_suffix")]
    private static PyObject* Suffix(ThreadState* ts, HashObject* self) => PyBytes.Single(self->state->Suffix);
}
