// OSError: an error of the system, with number, text and file names; calling it makes the subclass that belongs to the number (PEP 3151). See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

[PyType("OSError", Layout = typeof(PyOSErrorObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "An operation of the system failed.")]
[PyMember("errno", "myerrno", MemberType.Object, ReadOnly = false)]
[PyMember("strerror", "strerror", MemberType.Object, ReadOnly = false)]
[PyMember("filename", "filename", MemberType.Object, ReadOnly = false)]
[PyMember("filename2", "filename2", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class OSErrorType
{
    /// <summary>Classes that override __init__ but not __new__ are initialised there, others already here.</summary>
    private static bool InitializesItself(PyTypeObject* type) =>
        TypeSlots.Of(type)->tp_init != TypeSlots.Of(Type)->tp_init && TypeSlots.Of(type)->tp_new == TypeSlots.Of(Type)->tp_new;

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        bool late = InitializesItself(type);
        if (!late && kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, $"{PyType.TpName(type)}() takes no keyword arguments");
        nint n = PyTuple.Size(args);
        if (!late && type == Type && n is >= 2 and <= 5 && PyLong.Check(PyTuple.GetBorrowed(args, 0)))
        {
            int overflow;
            type = SubclassFor((int)PyLong.AsInt64AndOverflow(ts, PyTuple.GetBorrowed(args, 0), &overflow));
        }
        PyOSErrorObject* self = (PyOSErrorObject*)BaseExceptionType.New(ts, type, args);
        if (self == null)
            return null;
        self->written = -1;
        if (late || SetFields(ts, self, args) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyOSErrorObject* self, PyObject* args, PyObject* kwargs)
    {
        if (!InitializesItself(((PyObject*)self)->ob_type))
            return Status.Ok;
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.TypeStatus(ts, $"{PyType.NameOf(self)}() takes no keyword arguments");
        return SetFields(ts, self, args);
    }

    private static Status SetFields(ThreadState* ts, PyOSErrorObject* self, PyObject* args)
    {
        nint n = PyTuple.Size(args);
        Ref.SetSteal(ts, &self->head.args, Ref.New(args));
        if (n is < 2 or > 5)
            return Status.Ok;
        PyObject* filename = n >= 3 ? PyTuple.GetBorrowed(args, 2) : null;
        PyObject* filename2 = n == 5 ? PyTuple.GetBorrowed(args, 4) : null;
        Ref.SetSteal(ts, &self->myerrno, Ref.New(PyTuple.GetBorrowed(args, 0)));
        Ref.SetSteal(ts, &self->strerror, Ref.New(PyTuple.GetBorrowed(args, 1)));
        if (filename == null || filename == Py.None)
            return Status.Ok;
        if (((PyObject*)self)->ob_type == Exc.BlockingIOError && Num.HasIndex(filename))
        {
            self->written = Num.AsSsize(ts, filename, Exc.ValueError);
            return self->written == -1 && Err.Occurred(ts) ? Status.Error : Status.Ok;
        }
        Ref.SetSteal(ts, &self->filename, Ref.New(filename));
        if (filename2 != null && filename2 != Py.None)
            Ref.SetSteal(ts, &self->filename2, Ref.New(filename2));
        // The arguments stay errno and text, as they always were.
        PyObject* shortArgs = PyTuple.GetSlice(ts, args, 0, 2);
        if (shortArgs == null)
            return Status.Error;
        Ref.SetSteal(ts, &self->head.args, shortArgs);
        return Status.Ok;
    }

    /// <summary>The subclass for a Linux error number, or OSError.</summary>
    private static PyTypeObject* SubclassFor(int errno) => errno switch
    {
        11 or 114 or 115 => Exc.BlockingIOError,
        32 or 108 => Exc.BrokenPipeError,
        10 => Exc.ChildProcessError,
        103 => Exc.ConnectionAbortedError,
        111 => Exc.ConnectionRefusedError,
        104 => Exc.ConnectionResetError,
        17 => Exc.FileExistsError,
        2 => Exc.FileNotFoundError,
        21 => Exc.IsADirectoryError,
        20 => Exc.NotADirectoryError,
        4 => Exc.InterruptedError,
        1 or 13 => Exc.PermissionError,
        3 => Exc.ProcessLookupError,
        110 => Exc.TimeoutError,
        _ => Type,
    };

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyOSErrorObject* self)
    {
        if (self->filename != null)
        {
            string head = $"[Errno {Text(ts, self->myerrno)}] {Text(ts, self->strerror)}: {Obj.ReprText(ts, self->filename)}";
            return PyUnicode.FromString(ts, self->filename2 == null ? head : $"{head} -> {Obj.ReprText(ts, self->filename2)}");
        }
        return self->myerrno != null && self->strerror != null
            ? PyUnicode.FromString(ts, $"[Errno {Text(ts, self->myerrno)}] {Text(ts, self->strerror)}")
            : TypeSlots.Of(BaseExceptionType.Type)->tp_str(ts, (PyObject*)self);
    }

    private static string Text(ThreadState* ts, PyObject* o)
    {
        PyObject* text = Obj.Str(ts, o == null ? Py.None : o);
        if (text == null)
        {
            Err.Clear(ts);
            return "?";
        }
        string result = PyUnicode.ToString(text);
        Ref.Dec(ts, text);
        return result;
    }

    [Slot]
    private static int tp_traverse(PyOSErrorObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        PyObject** field = &self->myerrno;
        for (int i = 0; i < 4 && r == 0; i++)
            r = field[i] == null ? 0 : visit(field[i], arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyOSErrorObject* self)
    {
        PyObject** field = &self->myerrno;
        for (int i = 0; i < 4; i++)
            Ref.Clear(ts, &field[i]);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [PyGetSet("characters_written", Setter = nameof(SetWritten))]
    private static PyObject* GetWritten(ThreadState* ts, PyOSErrorObject* self) =>
        self->written == -1 ? Err.Attribute(ts, "characters_written") : PyLong.FromNInt(ts, self->written);

    private static Status SetWritten(ThreadState* ts, PyOSErrorObject* self, PyObject* value)
    {
        if (value == null)
        {
            if (self->written == -1)
            {
                Err.Attribute(ts, "characters_written");
                return Status.Error;
            }
            self->written = -1;
            return Status.Ok;
        }
        nint written = Num.AsSsize(ts, value, Exc.ValueError);
        if (written == -1 && Err.Occurred(ts))
            return Status.Error;
        self->written = written;
        return Status.Ok;
    }

    [PyMethod("($self, /)", Doc = "Describe the exception for pickling, file names included.")]
    private static PyObject* __reduce__(ThreadState* ts, PyOSErrorObject* self)
    {
        PyObject* type = (PyObject*)((PyObject*)self)->ob_type;
        PyObject* args = self->head.args;
        using Owned<PyObject> full = Own.Of(ts, PyTuple.Size(args) == 2 && self->filename != null ? WithNames(ts, self, args) : Ref.New(args));
        if (full.IsNull)
            return null;
        return self->head.dict != null ? PyTuple.Pack(ts, type, full.Pointer, self->head.dict) : PyTuple.Pack(ts, type, full.Pointer);
    }

    private static PyObject* WithNames(ThreadState* ts, PyOSErrorObject* self, PyObject* args)
    {
        PyObject** items = stackalloc PyObject*[5];
        items[0] = PyTuple.GetBorrowed(args, 0);
        items[1] = PyTuple.GetBorrowed(args, 1);
        items[2] = self->filename;
        items[3] = Py.None;
        items[4] = self->filename2;
        return PyTuple.FromArray(ts, items, self->filename2 == null ? 3 : 5);
    }
}
