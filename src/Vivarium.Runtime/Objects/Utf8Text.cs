// NUL-terminated UTF-8 strings in unmanaged memory: names and docs of static types, methods and modules.
namespace Vivarium.Runtime.Objects;

internal static unsafe class Utf8Text
{
    public static ReadOnlySpan<byte> Span(byte* text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);

    public static string ToString(byte* text) => text == null ? "" : System.Text.Encoding.UTF8.GetString(Span(text));
}
