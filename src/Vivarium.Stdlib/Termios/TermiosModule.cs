// The module termios: settings of terminals. Linux's own calls are used, with speeds in bits per second whatever the C library's version. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Termios;

[PyType("termios.error", Layout = typeof(PyBaseExceptionObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc)]
internal static unsafe partial class TermiosErrorType
{
    /// <summary>Raises with the number and message of the last call, as a pair.</summary>
    public static PyObject* RaiseLast(ThreadState* ts)
    {
        int errno = Libc.Errno;
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, errno));
        using Owned<PyObject> text = Own.Of(ts, number.IsNull ? null : OsError.Text(ts, errno));
        using Owned<PyObject> pair = Own.Of(ts, text.IsNull ? null : PyTuple.Pack(ts, number.Pointer, text.Pointer));
        return pair.IsNull ? null : Err.SetObject(ts, Type, pair.Pointer);
    }

    public static PyObject* Check(ThreadState* ts, int result) => result == -1 ? RaiseLast(ts) : Py.None;
}

[PyModule("termios", Doc = "Settings of terminals, as POSIX has them.\n\nA descriptor is an int or an object with a fileno() method.")]
internal static unsafe partial class TermiosModule
{
    /// <summary>Control characters that programs see; Linux has fewer, the others are zero.</summary>
    private const int ControlCharacters = 32;

    private const int Fields = 7, Icanon = 2, VMin = 6, VTime = 5;
    private const uint SpeedMask = 0x100f, OtherSpeed = 0x1000;
    private const nuint Tcgets2 = 0x802c542a, Tcsets2 = 0x402c542b, Tiocgwinsz = 0x5413, Tiocswinsz = 0x5414;

    /// <summary>The codes of Linux's fixed speeds, by index; from 38400 on they continue at <see cref="OtherSpeed"/> + 1.</summary>
    private static ReadOnlySpan<uint> LowSpeeds => [0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400];

    private static ReadOnlySpan<uint> HighSpeeds =>
        [57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000, 1152000, 1500000, 2000000, 2500000, 3000000, 3500000, 4000000];

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (Modules.AddObject(ts, module, "error", (PyObject*)TermiosErrorType.Type) != Status.Ok)
            return Status.Error;
        return ModuleNumbers.Add(ts, module, TermiosConstants.Numbers);
    }

    [PyFunction("($module, fd, /)", Doc = "The settings of a terminal: [iflag, oflag, cflag, lflag, ispeed, ospeed, cc].\n\ncc is a list of the control characters, bytes of length 1; without ICANON those at VMIN and VTIME are ints.")]
    private static PyObject* tcgetattr(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd)
    {
        termios2 mode;
        if (Libc.ioctl(fd, Tcgets2, &mode) == -1)
            return TermiosErrorType.RaiseLast(ts);
        // No input speed of its own means that of output.
        if ((mode.c_cflag & (SpeedMask << 16)) == 0)
            mode.c_cflag |= (mode.c_cflag & SpeedMask) << 16;
        using Owned<PyObject> characters = Own.Of(ts, PyList.New(ts, 0));
        if (characters.IsNull)
            return null;
        for (int i = 0; i < ControlCharacters; i++)
        {
            byte c = i < termios2.CharacterCount ? mode.c_cc[i] : (byte)0;
            PyObject* item = (mode.c_lflag & Icanon) == 0 && i is VMin or VTime ? PyLong.FromInt64(ts, c) : PyBytes.FromSpan(ts, [c]);
            if (item == null || PyList.AppendSteal(ts, characters.Pointer, item) != Status.Ok)
                return null;
        }
        using Owned<PyObject> result = Own.Of(ts, PyList.New(ts, 0));
        if (result.IsNull)
            return null;
        foreach (uint number in (ReadOnlySpan<uint>)[mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag, mode.c_ispeed, mode.c_ospeed])
        {
            PyObject* item = PyLong.FromInt64(ts, number);
            if (item == null || PyList.AppendSteal(ts, result.Pointer, item) != Status.Ok)
                return null;
        }
        return PyList.Append(ts, result.Pointer, characters.Pointer) == Status.Ok ? result.Release() : null;
    }

    [PyFunction("($module, fd, when, attributes, /)", Doc = "Change the settings of a terminal, given as tcgetattr() returns them.\n\nwhen is TCSANOW, TCSADRAIN (after all output has gone) or TCSAFLUSH (and input is dropped).")]
    private static PyObject* tcsetattr(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int when, PyObject* attributes)
    {
        if (!PyList.Check(attributes) || PyList.Size(attributes) != Fields)
            return Err.Type(ts, $"tcsetattr, arg 3: must be {Fields} element list");
        termios2 mode;
        if (Libc.ioctl(fd, Tcgets2, &mode) == -1)
            return TermiosErrorType.RaiseLast(ts);
        if (!Field(ts, attributes, 0, &mode.c_iflag) || !Field(ts, attributes, 1, &mode.c_oflag) || !Field(ts, attributes, 2, &mode.c_cflag)
            || !Field(ts, attributes, 3, &mode.c_lflag))
            return null;
        uint input, output;
        if (!Field(ts, attributes, 4, &input) || !Field(ts, attributes, 5, &output))
            return null;
        PyObject* characters = PyList.Size(attributes) > 6 ? PyList.GetBorrowed(attributes, 6) : null;
        if (characters == null || !PyList.Check(characters) || PyList.Size(characters) != ControlCharacters)
            return Err.Type(ts, $"tcsetattr: attributes[6] must be {ControlCharacters} element list");
        for (int i = 0; i < ControlCharacters; i++)
        {
            if (!Character(ts, characters, i, out byte c))
                return null;
            if (i < termios2.CharacterCount)
                mode.c_cc[i] = c;
        }
        SetSpeed(&mode, input == 0 ? output : input, output);
        int result, errno;
        do
        {
            Blocking.Begin(ts);
            result = when is < 0 or > 2 ? Libc.ioctl(-1, 0, null) : Libc.ioctl(fd, Tcsets2 + (nuint)when, &mode);
            errno = Blocking.End(ts);
        }
        while (result == -1 && Blocking.Retry(ts, errno));
        if (when is < 0 or > 2)
            Marshal.SetLastPInvokeError(OsError.EINVAL);
        else
            Marshal.SetLastPInvokeError(errno);
        return Err.Occurred(ts) ? null : TermiosErrorType.Check(ts, result);
    }

    private static void SetSpeed(termios2* mode, uint input, uint output)
    {
        int low = LowSpeeds.IndexOf(output), high = HighSpeeds.IndexOf(output);
        uint code = input != output ? OtherSpeed : low >= 0 ? (uint)low : high >= 0 ? OtherSpeed + 1 + (uint)high : OtherSpeed;
        mode->c_cflag = (mode->c_cflag & ~(SpeedMask | (SpeedMask << 16))) | code | (input != output ? OtherSpeed << 16 : 0);
        mode->c_ispeed = input;
        mode->c_ospeed = output;
    }

    private static bool Field(ThreadState* ts, PyObject* list, nint index, uint* value)
    {
        if (PyList.Size(list) <= index)
        {
            Err.Index(ts, "list index out of range");
            return false;
        }
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, PyList.GetBorrowed(list, index)));
        if (number.IsNull)
            return false;
        *value = (uint)PyLong.AsUInt64Mask(ts, number.Pointer);
        return true;
    }

    private static bool Character(ThreadState* ts, PyObject* list, nint index, out byte value)
    {
        value = 0;
        if (PyList.Size(list) <= index)
        {
            Err.Index(ts, "list index out of range");
            return false;
        }
        PyObject* item = PyList.GetBorrowed(list, index);
        if (PyBytes.Check(item) && PyBytes.AsSpan(item).Length == 1)
        {
            value = PyBytes.AsSpan(item)[0];
            return true;
        }
        if (!PyLong.Check(item))
        {
            Err.Type(ts, "tcsetattr: elements of attributes must be bytes objects of length 1 or integers");
            return false;
        }
        long number = PyLong.AsInt64(ts, item);
        if (number == -1 && Err.Occurred(ts))
            return false;
        value = (byte)number;
        return true;
    }

    [PyFunction("($module, fd, duration, /)", Doc = "Send a break; 0 means a quarter to half a second.")]
    private static PyObject* tcsendbreak(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int duration)
    {
        Blocking.Begin(ts);
        int result = Libc.tcsendbreak(fd, duration);
        Marshal.SetLastPInvokeError(Blocking.End(ts));
        return TermiosErrorType.Check(ts, result);
    }

    [PyFunction("($module, fd, /)", Doc = "Wait until all output has gone.")]
    private static PyObject* tcdrain(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd)
    {
        Blocking.Begin(ts);
        int result = Libc.tcdrain(fd);
        Marshal.SetLastPInvokeError(Blocking.End(ts));
        return TermiosErrorType.Check(ts, result);
    }

    [PyFunction("($module, fd, queue, /)", Doc = "Drop what waits: TCIFLUSH input, TCOFLUSH output, TCIOFLUSH both.")]
    private static PyObject* tcflush(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int queue) =>
        TermiosErrorType.Check(ts, Libc.tcflush(fd, queue));

    [PyFunction("($module, fd, action, /)", Doc = "Stop or go on: TCOOFF and TCOON output, TCIOFF and TCION input.")]
    private static PyObject* tcflow(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int action) =>
        TermiosErrorType.Check(ts, Libc.tcflow(fd, action));

    [PyFunction("($module, fd, /)", Doc = "The size of a terminal: (rows, columns).")]
    private static PyObject* tcgetwinsize(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd)
    {
        winsize size;
        if (Libc.ioctl(fd, Tiocgwinsz, &size) == -1)
            return TermiosErrorType.RaiseLast(ts);
        return PyTuple.PackSteal(ts, PyLong.FromInt64(ts, size.ws_row), PyLong.FromInt64(ts, size.ws_col));
    }

    [PyFunction("($module, fd, winsize, /)", Doc = "Set the size of a terminal: (rows, columns).")]
    private static PyObject* tcsetwinsize(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, PyObject* winsize)
    {
        if (!Seq.Check(winsize) || Seq.Size(ts, winsize) != 2)
        {
            Err.Clear(ts);
            return Err.Type(ts, "tcsetwinsize, arg 2: must be a two-item sequence");
        }
        long rows = Item(ts, winsize, 0), columns = rows == -1 && Err.Occurred(ts) ? -1 : Item(ts, winsize, 1);
        if (Err.Occurred(ts))
            return null;
        winsize size;
        if (Libc.ioctl(fd, Tiocgwinsz, &size) == -1)
            return TermiosErrorType.RaiseLast(ts);
        if (rows is < 0 or > ushort.MaxValue || columns is < 0 or > ushort.MaxValue)
            return Err.Overflow(ts, "winsize value(s) out of range.");
        size.ws_row = (ushort)rows;
        size.ws_col = (ushort)columns;
        return TermiosErrorType.Check(ts, Libc.ioctl(fd, Tiocswinsz, &size));
    }

    private static long Item(ThreadState* ts, PyObject* sequence, nint index)
    {
        using Owned<PyObject> item = Own.Of(ts, Seq.GetItem(ts, sequence, index));
        using Owned<PyObject> number = Own.Of(ts, item.IsNull ? null : Num.Index(ts, item.Pointer));
        return number.IsNull ? -1 : PyLong.AsInt64(ts, number.Pointer);
    }
}
