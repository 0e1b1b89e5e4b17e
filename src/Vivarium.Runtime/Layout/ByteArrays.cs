// Layout of bytearray (cpython/bytearrayobject.h).
namespace Vivarium.Runtime.Layout;

internal unsafe struct PyByteArrayObject
{
    public PyVarObject ob_base;
    /// <summary>Bytes allocated in <see cref="ob_bytes"/>.</summary>
    public nint ob_alloc;
    public byte* ob_bytes;
    /// <summary>First byte of the content, within <see cref="ob_bytes"/>.</summary>
    public byte* ob_start;
    public nint ob_exports;
}
