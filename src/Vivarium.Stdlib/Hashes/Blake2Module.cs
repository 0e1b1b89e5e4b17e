// The module _blake2. See docs/internals/hashes.md.
namespace Vivarium.Stdlib.Hashes;

[PyModule("_blake2", Types = [typeof(Blake2bType), typeof(Blake2sType)], Doc = "BLAKE2b and BLAKE2s for hashlib.\n")]
internal static unsafe partial class Blake2Module
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        bool added = AddLimits(ts, module, Blake2bType.Type, "BLAKE2B_") && AddLimits(ts, module, Blake2sType.Type, "BLAKE2S_");
        return added ? HashObjects.AddGilSize(ts, module) : Status.Error;
    }

    private static (string Name, int Value)[] LimitsOf(PyTypeObject* type)
    {
        int salt = type == Blake2bType.Type ? 16 : 8;
        return [("SALT_SIZE", salt), ("PERSON_SIZE", salt), ("MAX_KEY_SIZE", 4 * salt), ("MAX_DIGEST_SIZE", 4 * salt)];
    }

    private static bool AddLimits(ThreadState* ts, PyObject* module, PyTypeObject* type, string prefix)
    {
        foreach ((string name, int value) in LimitsOf(type))
        {
            if (Modules.AddIntConstant(ts, module, prefix + name, value) != Status.Ok)
                return false;
        }
        return true;
    }

    /// <summary>The limits are attributes of the types as well.</summary>
    public static Status AddConstants(ThreadState* ts)
    {
        foreach (nint type in new nint[] { (nint)Blake2bType.Type, (nint)Blake2sType.Type })
        {
            foreach ((string name, int value) in LimitsOf((PyTypeObject*)type))
            {
                if (PyDict.SetString(ts, PyType.GetDict((PyTypeObject*)type), name, PyLong.SmallInt(value)) != Status.Ok)
                    return Status.Error;
            }
        }
        return Status.Ok;
    }
}

[PyType("_blake2.blake2b", Layout = typeof(HashObject), BasicSize = 32, Flags = TypeFlags.HaveGc,
    TextSignature = "(data=b'', *, digest_size=_blake2.blake2b.MAX_DIGEST_SIZE,\n        key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,\n        node_offset=0, node_depth=0, inner_size=0, last_node=False,\n        usedforsecurity=True, string=None)",
    Doc = "A BLAKE2b hash.")]
internal static unsafe partial class Blake2bType
{
    [Slot("(data=b'', *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)")]
    private static PyObject* tp_new(
        ThreadState* ts, PyTypeObject* type, PyObject* data = null, int digest_size = 64, PyObject* key = null, PyObject* salt = null, PyObject* person = null,
        int fanout = 1, int depth = 1, PyObject* leaf_size = null, PyObject* node_offset = null, int node_depth = 0, int inner_size = 0, bool last_node = false,
        bool usedforsecurity = true, PyObject* @string = null)
    {
        var parameters = new BlakeParameters(HashKind.Blake2b, digest_size, fanout, depth, leaf_size, node_offset, node_depth, inner_size, last_node);
        return parameters.Make(ts, type, data, @string, key, salt, person);
    }

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
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "blake2b");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);
}

[PyType("_blake2.blake2s", Layout = typeof(HashObject), BasicSize = 32, Flags = TypeFlags.HaveGc,
    TextSignature = "(data=b'', *, digest_size=_blake2.blake2s.MAX_DIGEST_SIZE,\n        key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,\n        node_offset=0, node_depth=0, inner_size=0, last_node=False,\n        usedforsecurity=True, string=None)",
    Doc = "A BLAKE2s hash.")]
internal static unsafe partial class Blake2sType
{
    [Slot("(data=b'', *, digest_size=32, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)")]
    private static PyObject* tp_new(
        ThreadState* ts, PyTypeObject* type, PyObject* data = null, int digest_size = 32, PyObject* key = null, PyObject* salt = null, PyObject* person = null,
        int fanout = 1, int depth = 1, PyObject* leaf_size = null, PyObject* node_offset = null, int node_depth = 0, int inner_size = 0, bool last_node = false,
        bool usedforsecurity = true, PyObject* @string = null)
    {
        var parameters = new BlakeParameters(HashKind.Blake2s, digest_size, fanout, depth, leaf_size, node_offset, node_depth, inner_size, last_node);
        return parameters.Make(ts, type, data, @string, key, salt, person);
    }

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
    private static PyObject* Name(ThreadState* ts, HashObject* self) => PyUnicode.FromString(ts, "blake2s");

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HashObject* self) => PyLong.SmallInt(self->state->DigestSize);
}
