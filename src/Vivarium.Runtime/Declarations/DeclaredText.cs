// Text of declarations: UTF-8 literals lie in the program's image and never move, so their address can be kept.
namespace Vivarium.Runtime.Declarations;

internal static unsafe class DeclaredText
{
    /// <summary>Address of a <c>u8</c> literal (which ends in NUL).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Pointer(ReadOnlySpan<byte> literal) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(literal));

    public static string ToString(byte* text) => text == null ? "" : Marshal.PtrToStringUTF8((nint)text) ?? "";
}
