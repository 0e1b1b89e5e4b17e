// Checks the UTF-8 of marshalled strings: as the standard asks, but that lone surrogates pass ("surrogatepass").
namespace Vivarium.Bytecode.Marshal;

internal static class Utf8Check
{
    /// <summary>The offset of the first byte that is not UTF-8, with the length and reason of the error; -1 when all is well.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> text, out int length, out string reason)
    {
        length = 1;
        reason = "";
        int i = 0;
        while (i < text.Length)
        {
            byte lead = text[i];
            if (lead < 0x80)
            {
                i++;
                continue;
            }
            int tail = lead switch { >= 0xC2 and < 0xE0 => 1, >= 0xE0 and < 0xF0 => 2, >= 0xF0 and < 0xF5 => 3, _ => 0 };
            if (tail == 0)
            {
                reason = "invalid start byte";
                return i;
            }
            for (int k = 1; k <= tail; k++)
            {
                if (i + k >= text.Length)
                {
                    length = text.Length - i;
                    reason = "unexpected end of data";
                    return i;
                }
                if (!IsContinuation(lead, k, text[i + k]))
                {
                    length = k;
                    reason = "invalid continuation byte";
                    return i;
                }
            }
            i += tail + 1;
        }
        return -1;
    }

    private static bool IsContinuation(byte lead, int index, byte value)
    {
        if ((value & 0xC0) != 0x80)
            return false;
        if (index > 1)
            return true;
        return lead switch
        {
            0xE0 => value >= 0xA0,
            0xF0 => value >= 0x90,
            0xF4 => value < 0x90,
            _ => true,
        };
    }
}
