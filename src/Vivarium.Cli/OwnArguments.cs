// The process's arguments as the system passed them. .NET decodes them as UTF-8 and loses other bytes; Python keeps each such byte as a
// lone surrogate (U+DC80 + byte - 0x80), so when anything was lost the arguments are read again from the kernel.
using System.Text;
using Vivarium.Runtime.State;

namespace Vivarium.Cli;

internal static class OwnArguments
{
    private const string KernelsCopy = "/proc/self/cmdline";

    /// <summary>Returns the arguments after the program's name, and notes that name in `config`.</summary>
    internal static IReadOnlyList<string> Read(string[] decoded, RuntimeConfig config)
    {
        if (!File.Exists(KernelsCopy))
            return decoded;
        List<string> all = Split(File.ReadAllBytes(KernelsCopy));
        // `dotnet viv.dll a b` has more in front; the program's own arguments are always the last ones.
        if (all.Count < decoded.Length + 1)
            return decoded;
        if (all.Count == decoded.Length + 1)
            config.program_name = all[0];
        return Array.Exists(decoded, argument => argument.Contains('\uFFFD')) ? all.GetRange(all.Count - decoded.Length, decoded.Length) : decoded;
    }

    internal static List<string> Split(ReadOnlySpan<byte> block)
    {
        List<string> result = [];
        while (block.Length > 0)
        {
            int end = block.IndexOf((byte)0);
            result.Add(Decode(end < 0 ? block : block[..end]));
            block = end < 0 ? [] : block[(end + 1)..];
        }
        return result;
    }

    /// <summary>UTF-8 with surrogateescape.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> units = stackalloc char[2];
        while (bytes.Length > 0)
        {
            System.Buffers.OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed);
            if (status == System.Buffers.OperationStatus.Done)
            {
                text.Append(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                for (int i = 0; i < consumed; i++)
                    text.Append((char)(0xDC00 + bytes[i]));
            }
            bytes = bytes[consumed..];
        }
        return text.ToString();
    }

    /// <summary>The way back: what Decode made of some bytes becomes those bytes.</summary>
    internal static byte[] Encode(string text)
    {
        var bytes = new byte[text.Length * 3];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                length += rune.EncodeToUtf8(bytes.AsSpan(length));
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                bytes[length++] = (byte)text[i];
            }
        }
        return bytes[..length];
    }
}
