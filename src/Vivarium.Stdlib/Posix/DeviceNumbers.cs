// Device numbers: glibc packs a major and a minor number of 32 bits each into 64. All ones is "no device", -1 in Python. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix;

internal static unsafe class DeviceNumbers
{
    private const uint None = uint.MaxValue;

    public static Status Convert(ThreadState* ts, PyObject* o, out ulong device)
    {
        device = 0;
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return Status.Error;
        long signed;
        ulong unsigned;
        if (PyLong.TryGetInt64(number.Pointer, &signed))
            device = (ulong)signed;
        else if (PyLong.TryGetUInt64(number.Pointer, &unsigned))
            device = unsigned;
        else
        {
            Err.Overflow(ts, "int too big to convert");
            return Status.Error;
        }
        return Status.Ok;
    }

    /// <summary>A major or minor number; -1 is "none".</summary>
    public static Status ConvertPart(ThreadState* ts, PyObject* o, out uint part)
    {
        part = None;
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return Status.Error;
        long value;
        if (!PyLong.TryGetInt64(number.Pointer, &value))
        {
            Err.Overflow(ts, "int too big to convert");
            return Status.Error;
        }
        if (value is < -1 or > uint.MaxValue)
        {
            Err.Overflow(ts, "Python int too large to convert to C unsigned int");
            return Status.Error;
        }
        part = (uint)value;
        return Status.Ok;
    }

    public static PyObject* ToPython(ThreadState* ts, ulong device) => device == ulong.MaxValue ? PyLong.SmallInt(-1) : PyLong.FromUInt64(ts, device);

    public static PyObject* PartToPython(ThreadState* ts, uint part) => part == None ? PyLong.SmallInt(-1) : PyLong.FromInt64(ts, part);

    public static uint Major(ulong device) => (uint)((device >> 8) & 0xfff) | (uint)((device >> 32) & 0xfffff000);

    public static uint Minor(ulong device) => (uint)(device & 0xff) | (uint)((device >> 12) & 0xffffff00);

    public static ulong Make(uint major, uint minor) =>
        (minor & 0xffUL) | ((major & 0xfffUL) << 8) | ((minor & 0xffffff00UL) << 12) | ((major & 0xfffff000UL) << 32);
}

internal static unsafe partial class PosixModule
{
    [PyFunction("($module, device, /)", Doc = "The major part of a device number.")]
    private static PyObject* major(ThreadState* ts, PyObject* module, [Converter(nameof(DeviceNumbers.Convert), In = typeof(DeviceNumbers))] ulong device) =>
        DeviceNumbers.PartToPython(ts, DeviceNumbers.Major(device));

    [PyFunction("($module, device, /)", Doc = "The minor part of a device number.")]
    private static PyObject* minor(ThreadState* ts, PyObject* module, [Converter(nameof(DeviceNumbers.Convert), In = typeof(DeviceNumbers))] ulong device) =>
        DeviceNumbers.PartToPython(ts, DeviceNumbers.Minor(device));

    [PyFunction("($module, major, minor, /)", Doc = "The device number of a major and a minor part.")]
    private static PyObject* makedev(
        ThreadState* ts, PyObject* module, [Converter(nameof(DeviceNumbers.ConvertPart), In = typeof(DeviceNumbers))] uint major,
        [Converter(nameof(DeviceNumbers.ConvertPart), In = typeof(DeviceNumbers))] uint minor) => DeviceNumbers.ToPython(ts, DeviceNumbers.Make(major, minor));
}
