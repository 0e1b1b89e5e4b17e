// UTF-8 with errors. See docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal static unsafe partial class Utf8Codec
{
    private static PyObject* DecodeWithErrors(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors, nint* consumed) =>
        throw new NotImplementedException();
}
