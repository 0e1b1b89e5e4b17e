// The .pyc file: 16 bytes of header (PEP 552), then a marshalled code object. See docs/internals/bytecode.md.
using System.Buffers.Binary;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Bytecode.Marshal;

/// <summary>How a .pyc file is told to be up to date.</summary>
[Flags]
internal enum PycFlags
{
    /// <summary>By the source's modification time and size.</summary>
    Timestamp = 0,

    /// <summary>By a hash of the source.</summary>
    HashBased = 1,

    /// <summary>The hash is to be compared on import.</summary>
    CheckSource = 2,
}

/// <summary>The header of a .pyc file.</summary>
internal readonly record struct PycHeader(PycFlags Flags, uint SourceMtime, uint SourceSize, ulong SourceHash)
{
    public const int Size = 16;

    public static PycHeader Timestamped(uint mtime, uint size) => new(PycFlags.Timestamp, mtime, size, 0);

    public static PycHeader Hashed(ulong hash, bool checkSource) =>
        new(PycFlags.HashBased | (checkSource ? PycFlags.CheckSource : 0), 0, 0, hash);

    public void Write(Span<byte> destination)
    {
        BytecodeMagic.Token.CopyTo(destination);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], (int)Flags);
        if ((Flags & PycFlags.HashBased) != 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], SourceHash);
            return;
        }
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], SourceMtime);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], SourceSize);
    }

    /// <summary>False for too few bytes, another version's magic number or unknown flags.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out PycHeader header)
    {
        header = default;
        if (data.Length < Size || !data[..4].SequenceEqual(BytecodeMagic.Token))
            return false;
        var flags = (PycFlags)BinaryPrimitives.ReadInt32LittleEndian(data[4..]);
        if ((flags & ~(PycFlags.HashBased | PycFlags.CheckSource)) != 0)
            return false;
        header = (flags & PycFlags.HashBased) != 0
            ? new PycHeader(flags, 0, 0, BinaryPrimitives.ReadUInt64LittleEndian(data[8..]))
            : new PycHeader(
                flags, BinaryPrimitives.ReadUInt32LittleEndian(data[8..]), BinaryPrimitives.ReadUInt32LittleEndian(data[12..]), 0);
        return true;
    }
}

/// <summary>Whole .pyc files.</summary>
internal static class PycFile
{
    public static byte[] Write(CodeUnit code, PycHeader header)
    {
        byte[] body = MarshalWriter.Write(new CodeConstant(code));
        var file = new byte[PycHeader.Size + body.Length];
        header.Write(file);
        body.CopyTo(file.AsSpan(PycHeader.Size));
        return file;
    }

    /// <summary>The code of a file whose header <see cref="PycHeader.TryRead"/> accepts; it is not yet validated.</summary>
    public static CodeUnit ReadCode(ReadOnlyMemory<byte> file) =>
        MarshalReader.Read(file[PycHeader.Size..]) is CodeConstant code
            ? code.Code
            : throw new MarshalException(MarshalError.TypeError, "marshal data holds no code object");
}
