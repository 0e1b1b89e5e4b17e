// A hash in progress: plain memory, so that a copy is a copy of bytes and asking for the digest so far spoils nothing. Input is kept until a block is full; BLAKE2
// keeps the last full block too, for it is compressed in another way. See docs/internals/hashes.md.
using System.Buffers.Binary;

namespace Vivarium.Stdlib.Hashes;

internal enum HashKind
{
    Md5, Sha1, Sha224, Sha256, Sha384, Sha512, Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256, Blake2b, Blake2s, None,
}

internal unsafe struct HashState
{
    private const int LargestBlock = 168;
    public const int LargestDigest = 64;

    /// <summary>What BLAKE2 without options mixes in besides the size of the digest: fanout 1, depth 1.</summary>
    private const uint PlainParameters = 0x01010000;

    public HashKind Kind;
    /// <summary>Bytes; 0 for SHAKE.</summary>
    public int DigestSize;
    public int BlockSize;
    public bool LastNode;
    private int _held;
    private UInt128 _length;
    private fixed ulong _state[25];
    private fixed byte _buffer[LargestBlock];

    public readonly bool IsBlake => Kind is HashKind.Blake2b or HashKind.Blake2s;
    public readonly bool IsSponge => Kind is >= HashKind.Sha3_224 and <= HashKind.Shake256;
    public readonly bool IsExtendable => Kind is HashKind.Shake128 or HashKind.Shake256;
    private readonly bool IsWide => Kind is HashKind.Sha384 or HashKind.Sha512;

    /// <summary>Of SHA-3 and SHAKE: what stands behind the data.</summary>
    public readonly byte Suffix => (byte)(IsExtendable ? 0x1F : 0x06);

    public void Start(HashKind kind)
    {
        this = default;
        Kind = kind;
        (DigestSize, BlockSize) = kind switch
        {
            HashKind.Md5 => (16, 64),
            HashKind.Sha1 => (20, 64),
            HashKind.Sha224 => (28, 64),
            HashKind.Sha256 => (32, 64),
            HashKind.Sha384 => (48, 128),
            HashKind.Sha512 => (64, 128),
            HashKind.Sha3_224 => (28, 144),
            HashKind.Sha3_256 => (32, 136),
            HashKind.Sha3_384 => (48, 104),
            HashKind.Sha3_512 => (64, 72),
            HashKind.Shake128 => (0, 168),
            HashKind.Shake256 => (0, 136),
            HashKind.Blake2b => (64, 128),
            _ => (32, 64),
        };
        ReadOnlySpan<ulong> start = kind is HashKind.Sha224 or HashKind.Sha384 ? ShaTwo.Start384 : ShaTwo.Start512;
        for (int i = 0; i < 8 && !IsSponge; i++)
        {
            _state[i] = kind switch
            {
                HashKind.Sha224 => (uint)start[i],
                HashKind.Sha256 or HashKind.Blake2s => start[i] >> 32,
                _ => start[i],
            };
        }
        if (kind is HashKind.Md5 or HashKind.Sha1)
        {
            _state[0] = 0x67452301;
            _state[1] = 0xEFCDAB89;
            _state[2] = 0x98BADCFE;
            _state[3] = 0x10325476;
            _state[4] = 0xC3D2E1F0;
        }
        if (IsBlake)
            _state[0] ^= PlainParameters | (uint)DigestSize;
    }

    /// <summary>BLAKE2 mixes a block of parameters into its start; a key is a first block of its own.</summary>
    public void StartBlake(HashKind kind, int digestSize, ReadOnlySpan<byte> parameters, ReadOnlySpan<byte> key, bool lastNode)
    {
        Start(kind);
        _state[0] ^= PlainParameters | (uint)DigestSize;
        DigestSize = digestSize;
        LastNode = lastNode;
        for (int i = 0; i < 8; i++)
        {
            _state[i] ^= kind == HashKind.Blake2b
                ? BinaryPrimitives.ReadUInt64LittleEndian(parameters[(8 * i)..])
                : BinaryPrimitives.ReadUInt32LittleEndian(parameters[(4 * i)..]);
        }
        if (key.IsEmpty)
            return;
        fixed (byte* buffer = _buffer)
            key.CopyTo(new Span<byte>(buffer, BlockSize));
        _held = BlockSize;
    }

    // ---- Input ----

    public void Update(byte* data, nint length)
    {
        fixed (byte* buffer = _buffer)
        {
            if (_held > 0)
            {
                int taken = (int)nint.Min(length, BlockSize - _held);
                Buffer.MemoryCopy(data, buffer + _held, LargestBlock - _held, taken);
                _held += taken;
                data += taken;
                length -= taken;
                if (_held < BlockSize || (IsBlake && length == 0))
                    return;
                Blocks(buffer, 1);
                _held = 0;
            }
            nint blocks = (IsBlake ? length - 1 : length) / BlockSize;
            if (length > 0 && blocks > 0)
            {
                Blocks(data, blocks);
                data += blocks * BlockSize;
                length -= blocks * BlockSize;
            }
            Buffer.MemoryCopy(data, buffer, LargestBlock, length);
            _held = (int)length;
        }
    }

    private void Blocks(byte* data, nint blocks)
    {
        UInt128 before = _length;
        _length += (UInt128)(blocks * BlockSize);
        fixed (ulong* state = _state)
        {
            switch (Kind)
            {
                case HashKind.Md5:
                    OldHashes.Md5Blocks(state, data, blocks);
                    break;
                case HashKind.Sha1:
                    OldHashes.Sha1Blocks(state, data, blocks);
                    break;
                case HashKind.Sha224 or HashKind.Sha256:
                    ShaTwo.Blocks256(state, data, blocks);
                    break;
                case HashKind.Sha384 or HashKind.Sha512:
                    ShaTwo.Blocks512(state, data, blocks);
                    break;
                case HashKind.Blake2b or HashKind.Blake2s:
                    for (nint i = 1; i <= blocks; i++, data += BlockSize)
                        BlakeBlock(state, data, before + (UInt128)(i * BlockSize), last: false);
                    break;
                default:
                    Keccak.Absorb(state, data, blocks, BlockSize);
                    break;
            }
        }
    }

    private readonly void BlakeBlock(ulong* state, byte* data, UInt128 length, bool last)
    {
        ulong flag = last ? ulong.MaxValue : 0;
        ulong node = last && LastNode ? ulong.MaxValue : 0;
        if (Kind == HashKind.Blake2b)
            Blake.Block64(state, data, length, flag, node);
        else
            Blake.Block32(state, data, (ulong)length, (uint)flag, (uint)node);
    }

    // ---- Output ----

    /// <summary>The digest of the input so far; of any length for SHAKE. The state stays as it is.</summary>
    public readonly void Digest(Span<byte> digest)
    {
        HashState end = this;
        if (end.IsSponge)
            end.EndSponge(digest);
        else if (end.IsBlake)
            end.EndBlake(digest);
        else
            end.EndPadded(digest);
    }

    private void EndSponge(Span<byte> digest)
    {
        fixed (ulong* state = _state)
        fixed (byte* buffer = _buffer)
        {
            new Span<byte>(buffer + _held, BlockSize - _held).Clear();
            buffer[_held] = Suffix;
            buffer[BlockSize - 1] |= 0x80;
            Keccak.Absorb(state, buffer, 1, BlockSize);
            while (digest.Length > BlockSize)
            {
                new ReadOnlySpan<byte>(state, BlockSize).CopyTo(digest);
                digest = digest[BlockSize..];
                Keccak.Permute(state);
            }
            new ReadOnlySpan<byte>(state, digest.Length).CopyTo(digest);
        }
    }

    private void EndBlake(Span<byte> digest)
    {
        fixed (ulong* state = _state)
        fixed (byte* buffer = _buffer)
        {
            new Span<byte>(buffer + _held, BlockSize - _held).Clear();
            BlakeBlock(state, buffer, _length + (UInt128)_held, last: true);
        }
        WriteWords(digest, Kind == HashKind.Blake2b ? 8 : 4, bigEndian: false);
    }

    /// <summary>A one bit, zeros, and the length in bits at the end of a block.</summary>
    private void EndPadded(Span<byte> digest)
    {
        int lengthSize = IsWide ? 16 : 8;
        UInt128 bits = (_length + (UInt128)_held) * 8;
        fixed (byte* buffer = _buffer)
        {
            buffer[_held++] = 0x80;
            if (_held > BlockSize - lengthSize)
            {
                new Span<byte>(buffer + _held, BlockSize - _held).Clear();
                Blocks(buffer, 1);
                _held = 0;
            }
            new Span<byte>(buffer + _held, BlockSize - _held).Clear();
            var end = new Span<byte>(buffer + BlockSize - lengthSize, lengthSize);
            if (Kind == HashKind.Md5)
                BinaryPrimitives.WriteUInt64LittleEndian(end, (ulong)bits);
            else if (IsWide)
                BinaryPrimitives.WriteUInt128BigEndian(end, bits);
            else
                BinaryPrimitives.WriteUInt64BigEndian(end, (ulong)bits);
            Blocks(buffer, 1);
        }
        WriteWords(digest, IsWide ? 8 : 4, bigEndian: Kind != HashKind.Md5);
    }

    private void WriteWords(Span<byte> digest, int width, bool bigEndian)
    {
        for (int i = 0; i < digest.Length; i++)
        {
            int at = i % width;
            digest[i] = (byte)(_state[i / width] >> (8 * (bigEndian ? width - 1 - at : at)));
        }
    }
}
