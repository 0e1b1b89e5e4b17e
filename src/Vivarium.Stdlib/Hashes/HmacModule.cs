// The module _hmac. See docs/internals/hashes.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Hashes;

internal unsafe struct HMACObject
{
    public PyObject ob_base;
    public ulong mutex;
    /// <summary>"md5", "sha3_256", …</summary>
    public PyObject* name;
    /// <summary>In the mem domain.</summary>
    public HmacState* state;
    public fixed ulong unused[4];
}

[PyType("_hmac.UnknownHashError", Layout = typeof(PyBaseExceptionObject), Base = typeof(ValueErrorType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc)]
internal static unsafe partial class UnknownHashErrorType;

[PyModule("_hmac", Types = [typeof(UnknownHashErrorType), typeof(HmacType)])]
internal static unsafe partial class HmacModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => HashObjects.AddGilSize(ts, module);

    /// <summary>The hash of a name in any case; None when unknown.</summary>
    public static HashKind Find(string name) => name.ToLowerInvariant() switch
    {
        "md5" => HashKind.Md5,
        "sha1" => HashKind.Sha1,
        "sha224" or "sha2_224" => HashKind.Sha224,
        "sha256" or "sha2_256" => HashKind.Sha256,
        "sha384" or "sha2_384" => HashKind.Sha384,
        "sha512" or "sha2_512" => HashKind.Sha512,
        "sha3_224" => HashKind.Sha3_224,
        "sha3_256" => HashKind.Sha3_256,
        "sha3_384" => HashKind.Sha3_384,
        "sha3_512" => HashKind.Sha3_512,
        "blake2s" or "blake2s_32" => HashKind.Blake2s,
        "blake2b" or "blake2b_32" => HashKind.Blake2b,
        _ => HashKind.None,
    };

    private static bool Find(ThreadState* ts, PyObject* digestmod, out HashKind kind)
    {
        kind = HashKind.None;
        nint length;
        if (PyUnicode.Check(digestmod) && PyUnicode.AsUtf8(ts, digestmod, &length) == null)
            return false;
        kind = PyUnicode.Check(digestmod) ? Find(PyUnicode.ToString(digestmod)) : HashKind.None;
        if (kind != HashKind.None)
            return true;
        using Owned<PyObject> repr = Own.Of(ts, Obj.Repr(ts, digestmod));
        if (repr.IsNull)
            return false;
        UnicodeWriter writer = new(ts);
        writer.WriteAscii("unsupported hash type: "u8);
        writer.WriteStr(repr.Pointer);
        using Owned<PyObject> message = Own.Of(ts, writer.Finish());
        if (!message.IsNull)
            Err.SetObject(ts, UnknownHashErrorType.Type, message.Pointer);
        return false;
    }

    /// <summary>A new object, or a copy of a state.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* name, HmacState* from)
    {
        HmacState* state = (HmacState*)MemDomain.Malloc(ts->interp->heap, (nuint)sizeof(HmacState));
        HMACObject* self = state == null ? null : (HMACObject*)ObjectAlloc.GcNew(ts, HmacType.Type);
        if (self == null)
        {
            if (state != null)
                MemDomain.Free(ts->interp->heap, state);
            return Err.Occurred(ts) ? null : Err.NoMemory(ts);
        }
        *state = *from;
        self->mutex = 0;
        self->state = state;
        self->name = Ref.New(name);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [PyFunction("($module, /, key, msg=None, digestmod=None)", Doc = "A new HMAC object.")]
    private static PyObject* @new(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg = null, PyObject* digestmod = null)
    {
        if (digestmod == null)
            return Err.Type(ts, "new() missing 1 required argument 'digestmod'");
        if (!Find(ts, digestmod, out HashKind kind))
            return null;
        if (kind is HashKind.Blake2b or HashKind.Blake2s)
            return Err.Value(ts, "invalid HACL* algorithm");
        HmacState state = default;
        if (!Start(ts, &state, kind, key) || (msg != null && msg != Py.None && HashObjects.Update(ts, &state.Inner, msg) != Status.Ok))
            return null;
        using Owned<PyObject> name = Own.Of(ts, PyUnicode.FromString(ts, kind.ToString().ToLowerInvariant()));
        return name.IsNull ? null : New(ts, name.Pointer, &state);
    }

    private static bool Start(ThreadState* ts, HmacState* state, HashKind kind, PyObject* key)
    {
        Py_buffer view;
        if (!HashObjects.GetData(ts, key, &view))
            return false;
        if (view.len > PyBytes.MaxLength)
            Err.Overflow(ts, "key length exceeds UINT32_MAX");
        else
            state->Start(kind, new ReadOnlySpan<byte>(view.buf, (int)view.len));
        PyBuffer.Release(ts, &view);
        return !Err.Occurred(ts);
    }

    public static PyObject* Digest(ThreadState* ts, HmacState* state, bool hex)
    {
        Span<byte> digest = stackalloc byte[HashState.LargestDigest];
        digest = digest[..state->Inner.DigestSize];
        state->Digest(digest);
        return hex ? ByteMethods.Hex(ts, digest, null, 1) : PyBytes.FromSpan(ts, digest);
    }

    private static PyObject* Compute(ThreadState* ts, HashKind kind, PyObject* key, PyObject* msg)
    {
        HmacState state = default;
        return Start(ts, &state, kind, key) && HashObjects.Update(ts, &state.Inner, msg) == Status.Ok ? Digest(ts, &state, hex: false) : null;
    }

    [PyFunction("($module, /, key, msg, digest)", Doc = "The HMAC of a message, by the hash of that name.")]
    private static PyObject* compute_digest(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg, PyObject* digest) =>
        Find(ts, digest, out HashKind kind) ? Compute(ts, kind, key, msg) : null;

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by md5.")]
    private static PyObject* compute_md5(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Md5, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by sha1.")]
    private static PyObject* compute_sha1(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Sha1, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by sha224.")]
    private static PyObject* compute_sha224(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Sha224, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by sha256.")]
    private static PyObject* compute_sha256(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Sha256, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by sha384.")]
    private static PyObject* compute_sha384(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Sha384, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by sha512.")]
    private static PyObject* compute_sha512(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Sha512, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by sha3_224.")]
    private static PyObject* compute_sha3_224(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Sha3_224, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by sha3_256.")]
    private static PyObject* compute_sha3_256(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Sha3_256, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by sha3_384.")]
    private static PyObject* compute_sha3_384(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Sha3_384, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by sha3_512.")]
    private static PyObject* compute_sha3_512(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Sha3_512, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by blake2s_32.")]
    private static PyObject* compute_blake2s_32(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Blake2s, key, msg);

    [PyFunction("($module, key, msg, /)", Doc = "The HMAC of a message, by blake2b_32.")]
    private static PyObject* compute_blake2b_32(ThreadState* ts, PyObject* module, PyObject* key, PyObject* msg) => Compute(ts, HashKind.Blake2b, key, msg);
}

[PyType("_hmac.HMAC", Layout = typeof(HMACObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class HmacType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, HMACObject* self)
    {
        GcList.UntrackIfTracked(self);
        MemDomain.Free(ts->interp->heap, self->state);
        Ref.Dec(ts, self->name);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(HMACObject* self, visitproc visit, void* arg) => 0;

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, HMACObject* self) => PyUnicode.FromString(ts, $"<{PyUnicode.ToString(self->name)} HMAC object @ 0x{(nint)self:x}>");

    [PyMethod("($self, /)", Doc = "A copy of the object in its state.")]
    private static PyObject* copy(ThreadState* ts, HMACObject* self) => HmacModule.New(ts, self->name, self->state);

    [PyMethod("($self, /, msg)", Doc = "Adds data to the message.")]
    private static Status update(ThreadState* ts, HMACObject* self, PyObject* msg) => HashObjects.Update(ts, &self->state->Inner, msg);

    [PyMethod("($self, /)", Doc = "The HMAC of the message so far, as bytes.")]
    private static PyObject* digest(ThreadState* ts, HMACObject* self) => HmacModule.Digest(ts, self->state, hex: false);

    [PyMethod("($self, /)", Doc = "The HMAC of the message so far, as hexadecimal digits.")]
    private static PyObject* hexdigest(ThreadState* ts, HMACObject* self) => HmacModule.Digest(ts, self->state, hex: true);

    [PyGetSet("name")]
    private static PyObject* Name(ThreadState* ts, HMACObject* self) => PyUnicode.FromString(ts, "hmac-" + PyUnicode.ToString(self->name));

    [PyGetSet("block_size")]
    private static PyObject* BlockSize(ThreadState* ts, HMACObject* self) => PyLong.SmallInt(self->state->Inner.BlockSize);

    [PyGetSet("digest_size")]
    private static PyObject* DigestSize(ThreadState* ts, HMACObject* self) => PyLong.SmallInt(self->state->Inner.DigestSize);
}
