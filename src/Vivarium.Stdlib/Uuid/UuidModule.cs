// The module _uuid: identifiers made of time and place (RFC 9562, version 1). The place is a random multicast address, which no network card has, drawn once for each interpreter; that is what the
// platforms' libraries do when they find no card. See docs/internals/small_modules.md.
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vivarium.Stdlib.Uuid;

[PyModule("_uuid", Doc = "Time-based identifiers.")]
internal static unsafe partial class UuidModule
{
    private const int Length = 16;
    /// <summary>100 ns ticks from the calendar reform of 1582, where UUIDs begin, to the year 1, where .NET's do: to be subtracted.</summary>
    private static readonly long s_epoch = new DateTime(1582, 10, 15, 0, 0, 0, DateTimeKind.Utc).Ticks;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) =>
        Modules.AddIntConstant(ts, module, "has_uuid_generate_time_safe", 1) == Status.Ok ? Modules.AddIntConstant(ts, module, "has_stable_extractable_node", 0) : Status.Error;

    [PyFunction("($self, /)", Doc = "A new identifier's bytes, and -1: other processes are not asked whether they made the same.")]
    private static PyObject* generate_time_safe(ThreadState* ts, PyObject* module)
    {
        byte* bytes = stackalloc byte[Length];
        Make(ts->interp, new Span<byte>(bytes, Length));
        PyObject* first = PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(bytes, Length));
        return PyTuple.PackStealOrNull(ts, first, first == null ? null : PyLong.SmallInt(-1));
    }

    private static void Make(InterpreterState* interp, Span<byte> bytes)
    {
        const byte Multicast = 1;
        const int VersionOne = 0x1000;
        const byte VariantBit = 0x80;
        Span<byte> place = new(&interp->uuid_place, 8);
        if (interp->uuid_place == 0)
        {
            RandomNumberGenerator.Fill(place);
            place[2] |= Multicast;
        }
        // A clock that stands still or goes back must not give the same identifier again.
        long time = Math.Max(DateTime.UtcNow.Ticks - s_epoch, interp->uuid_time + 1);
        interp->uuid_time = time;
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)time);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)(time >> 32));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(((time >> 48) & 0xFFF) | VersionOne));
        place.CopyTo(bytes[8..]);
        bytes[8] = (byte)((bytes[8] & 0x3F) | VariantBit);
    }
}
