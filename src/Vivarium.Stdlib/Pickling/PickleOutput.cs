// Where a pickler writes: a bytes object that grows and, from protocol 4 on, is cut into frames. A frame's header is left out of frames of a few bytes; with a file, whole
// frames go to it early, and large payloads without a copy. See docs/internals/pickle.md.
using System.Buffers.Binary;

namespace Vivarium.Stdlib.Pickling;

internal static unsafe class PickleOutput
{
    private const int WriteBufferSize = 4096;
    private const int FrameSizeMin = 4;
    private const int FrameSizeTarget = 64 * 1024;
    private const int FrameHeaderSize = 9;

    /// <summary>A fresh, empty buffer.</summary>
    public static Status Clear(ThreadState* ts, PicklerObject* self)
    {
        PyObject* buffer = PyBytes.New(ts, WriteBufferSize);
        self->max_output_len = buffer == null ? 0 : WriteBufferSize;
        self->output_len = 0;
        self->frame_start = -1;
        Ref.SetSteal(ts, &self->output_buffer, buffer);
        return buffer == null ? Status.Error : Status.Ok;
    }

    /// <summary>The bytes written so far, owned; the pickler is left without a buffer.</summary>
    public static PyObject* Take(ThreadState* ts, PicklerObject* self)
    {
        CommitFrame(self);
        PyObject* result = self->output_buffer;
        self->output_buffer = null;
        nint length = self->output_len;
        self->output_len = self->max_output_len = 0;
        return PyBytes.Resize(ts, &result, length) == Status.Ok ? result : null;
    }

    /// <summary>Gives what is written to the file.</summary>
    public static Status Flush(ThreadState* ts, PicklerObject* self)
    {
        using Owned<PyObject> output = Own.Of(ts, Take(ts, self));
        return output.IsNull ? Status.Error : WriteToFile(ts, self, output.Pointer);
    }

    private static Status WriteToFile(ThreadState* ts, PicklerObject* self, PyObject* bytes)
    {
        using Owned<PyObject> write = Own.Of(ts, Ref.New(self->write));
        using Owned<PyObject> result = Own.Of(ts, Call.OneArg(ts, write.Pointer, bytes));
        return result.IsNull ? Status.Error : Status.Ok;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Data(PicklerObject* self) => PyBytes.Data(self->output_buffer);

    /// <summary>Writes the open frame's header, or takes its place away if the frame is too small for one.</summary>
    public static void CommitFrame(PicklerObject* self)
    {
        if (self->framing == 0 || self->frame_start == -1)
            return;
        nint length = self->output_len - self->frame_start - FrameHeaderSize;
        byte* header = Data(self) + self->frame_start;
        if (length >= FrameSizeMin)
        {
            header[0] = PickleOpcode.FRAME;
            BinaryPrimitives.WriteInt64LittleEndian(new Span<byte>(header + 1, 8), length);
        }
        else
        {
            Buffer.MemoryCopy(header + FrameHeaderSize, header, length, length);
            self->output_len -= FrameHeaderSize;
        }
        self->frame_start = -1;
    }

    /// <summary>To be called between instructions: ends a frame that is long enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Status OpcodeBoundary(ThreadState* ts, PicklerObject* self) =>
        self->framing == 0 || self->frame_start == -1 || self->output_len - self->frame_start - FrameHeaderSize < FrameSizeTarget ? Status.Ok : EndFrame(ts, self);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status EndFrame(ThreadState* ts, PicklerObject* self)
    {
        CommitFrame(self);
        // To a file the frame goes at once, so that the buffer stays small.
        if (self->write == null)
            return Status.Ok;
        return Flush(ts, self) == Status.Ok ? Clear(ts, self) : Status.Error;
    }

    /// <summary>Room for more bytes at the end; null with an exception.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Reserve(ThreadState* ts, PicklerObject* self, nint count)
    {
        bool opens = self->framing != 0 && self->frame_start == -1;
        nint needed = count + (opens ? FrameHeaderSize : 0);
        if (needed > self->max_output_len - self->output_len && Grow(ts, self, needed) != Status.Ok)
            return null;
        if (opens)
            OpenFrame(self);
        byte* at = Data(self) + self->output_len;
        self->output_len += count;
        return at;
    }

    private static void OpenFrame(PicklerObject* self)
    {
        self->frame_start = self->output_len;
        new Span<byte>(Data(self) + self->output_len, FrameHeaderSize).Fill(0xFE);
        self->output_len += FrameHeaderSize;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Grow(ThreadState* ts, PicklerObject* self, nint more)
    {
        if (self->output_buffer == null || more > PyBytes.MaxLength - self->output_len)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        nint length = Math.Min((self->output_len + more) / 2 * 3, PyBytes.MaxLength);
        length = Math.Max(length, self->output_len + more);
        if (PyBytes.Resize(ts, &self->output_buffer, length) != Status.Ok)
        {
            self->output_len = self->max_output_len = 0;
            self->frame_start = -1;
            return Status.Error;
        }
        self->max_output_len = length;
        return Status.Ok;
    }

    public static Status Write(ThreadState* ts, PicklerObject* self, byte b)
    {
        byte* at = Reserve(ts, self, 1);
        if (at == null)
            return Status.Error;
        *at = b;
        return Status.Ok;
    }

    public static Status Write(ThreadState* ts, PicklerObject* self, byte opcode, byte argument)
    {
        byte* at = Reserve(ts, self, 2);
        if (at == null)
            return Status.Error;
        at[0] = opcode;
        at[1] = argument;
        return Status.Ok;
    }

    /// <summary>An instruction with a little-endian number of some bytes.</summary>
    public static Status Write(ThreadState* ts, PicklerObject* self, byte opcode, ulong argument, int size)
    {
        byte* at = Reserve(ts, self, 1 + size);
        if (at == null)
            return Status.Error;
        *at = opcode;
        for (int i = 1; i <= size; i++, argument >>= 8)
            at[i] = (byte)argument;
        return Status.Ok;
    }

    public static Status Write(ThreadState* ts, PicklerObject* self, ReadOnlySpan<byte> bytes)
    {
        byte* at = Reserve(ts, self, bytes.Length);
        if (at == null)
            return Status.Error;
        bytes.CopyTo(new Span<byte>(at, bytes.Length));
        return Status.Ok;
    }

    public static Status WriteText(ThreadState* ts, PicklerObject* self, byte opcode, string text)
    {
        Span<byte> line = text.Length <= 126 ? stackalloc byte[128] : new byte[text.Length + 2];
        line[0] = opcode;
        int length = 1 + System.Text.Encoding.ASCII.GetBytes(text, line[1..]);
        line[length++] = (byte)'\n';
        return Write(ts, self, line[..length]);
    }

    /// <summary>An instruction with its length and that many bytes. A large payload stands outside of frames, and goes to a file directly: payload is the object whose bytes
    /// they are, or null when they are part of another.</summary>
    public static Status WriteBytes(ThreadState* ts, PicklerObject* self, byte opcode, int sizeOfLength, byte* data, nint length, PyObject* payload)
    {
        if (length > PyBytes.MaxLength)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        bool large = length >= FrameSizeTarget;
        int framing = self->framing;
        if (large)
        {
            CommitFrame(self);
            self->framing = 0;
        }
        Status status = Write(ts, self, opcode, (ulong)length, sizeOfLength);
        if (status == Status.Ok)
        {
            status = !large || self->write == null
                ? Write(ts, self, new ReadOnlySpan<byte>(data, (int)length))
                : WriteLarge(ts, self, data, length, payload);
        }
        self->framing = framing;
        return status;
    }

    private static Status WriteLarge(ThreadState* ts, PicklerObject* self, byte* data, nint length, PyObject* payload)
    {
        // Copied first: flushing runs code, which must not be able to free the bytes.
        using Owned<PyObject> bytes = Own.Of(ts, payload != null ? Ref.New(payload) : PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(data, (int)length)));
        if (bytes.IsNull || Flush(ts, self) != Status.Ok || WriteToFile(ts, self, bytes.Pointer) != Status.Ok)
            return Status.Error;
        return Clear(ts, self);
    }
}
