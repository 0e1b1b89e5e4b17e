// FrameLocalsProxy: the mapping that f_locals of a function is. Reading and writing go to the frame's slots; other keys are kept in the frame object's f_extra_locals.
// See docs/internals/frames.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

internal unsafe struct FrameLocalsProxyObject
{
    public PyObject ob_base;
    public PyFrameObject* frame;
}

[PyType("FrameLocalsProxy", Layout = typeof(FrameLocalsProxyObject), Flags = TypeFlags.HaveGc | TypeFlags.Mapping, None = "tp_hash")]
internal static unsafe partial class FrameLocalsProxyType
{
    public static bool Check(PyObject* o) => o->ob_type == Type;

    public static PyObject* New(ThreadState* ts, PyFrameObject* frame)
    {
        FrameLocalsProxyObject* self = (FrameLocalsProxyObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->frame = (PyFrameObject*)Ref.New(frame);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (PyTuple.Size(args) != 1)
            return Err.Type(ts, $"FrameLocalsProxy expected 1 argument, got {PyTuple.Size(args)}");
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "FrameLocalsProxy takes no keyword arguments");
        PyObject* frame = PyTuple.GetBorrowed(args, 0);
        return frame->ob_type == FrameType.Type ? New(ts, (PyFrameObject*)frame) : Err.Type(ts, $"expect frame, not {PyType.NameOf(frame)}");
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, FrameLocalsProxyObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->frame);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(FrameLocalsProxyObject* self, visitproc visit, void* arg) => self->frame == null ? 0 : visit((PyObject*)self->frame, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, FrameLocalsProxyObject* self) => Ref.Clear(ts, (PyObject**)&self->frame);

    private static PyFrameObject* FrameOf(PyObject* self) => ((FrameLocalsProxyObject*)self)->frame;

    // ---- Items ----

    /// <summary>Found: *value is owned.</summary>
    private static Lookup Find(ThreadState* ts, PyObject* self, PyObject* key, PyObject** value)
    {
        PyFrameObject* frame = FrameOf(self);
        *value = null;
        int index = FrameLocals.IndexOf(ts, frame->f_frame, key, read: true);
        if (index == -2)
            return Lookup.Error;
        if (index >= 0)
        {
            *value = Ref.New(FrameLocals.ValueBorrowed(frame->f_frame, index));
            return Lookup.Found;
        }
        return frame->f_extra_locals == null ? Lookup.Missing : PyDict.GetRef(ts, frame->f_extra_locals, key, value);
    }

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyObject* self, PyObject* key)
    {
        PyObject* value;
        Lookup found = Find(ts, self, key, &value);
        if (found != Lookup.Missing)
            return value;
        using Owned<PyObject> repr = Own.Of(ts, Obj.Repr(ts, key));
        return repr.IsNull ? null : Err.SetString(ts, Exc.KeyError, $"local variable '{PyUnicode.ToString(repr.Pointer)}' is not defined");
    }

    [PyMethod("($self, key, /)", HideSignature = true, Coexist = true)]
    private static PyObject* __getitem__(ThreadState* ts, PyObject* self, PyObject* key) => mp_subscript(ts, self, key);

    [Slot]
    private static Status mp_ass_subscript(ThreadState* ts, PyObject* self, PyObject* key, PyObject* value)
    {
        PyFrameObject* frame = FrameOf(self);
        int index = FrameLocals.IndexOf(ts, frame->f_frame, key, read: false);
        if (index == -2)
            return Status.Error;
        if (index >= 0)
        {
            return value == null
                ? Err.ValueStatus(ts, "cannot remove local variables from FrameLocalsProxy")
                : FrameLocals.Store(ts, frame, index, value);
        }
        if (frame->f_extra_locals == null)
        {
            if (value == null)
            {
                Err.Key(ts, key);
                return Status.Error;
            }
            if ((frame->f_extra_locals = PyDict.New(ts)) == null)
                return Status.Error;
        }
        return value == null ? PyDict.Delete(ts, frame->f_extra_locals, key) : PyDict.Set(ts, frame->f_extra_locals, key, value);
    }

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* key)
    {
        PyObject* value;
        Lookup found = Find(ts, self, key, &value);
        Ref.XDec(ts, value);
        return (Truth)found;
    }

    [PyMethod("($self, key, /)", HideSignature = true, Coexist = true)]
    private static Truth __contains__(ThreadState* ts, PyObject* self, PyObject* key) => sq_contains(ts, self, key);

    [Slot]
    private static nint mp_length(ThreadState* ts, PyObject* self)
    {
        PyFrameObject* frame = FrameOf(self);
        nint count = frame->f_extra_locals == null ? 0 : PyDict.Size(frame->f_extra_locals);
        int slots = Frames.CodeOf(frame->f_frame)->co_nlocalsplus;
        for (int i = 0; i < slots; i++)
            count += FrameLocals.ValueBorrowed(frame->f_frame, i) != null ? 1 : 0;
        return count;
    }

    private static PyObject* AsDict(ThreadState* ts, PyObject* self) => FrameLocals.AsDict(ts, FrameOf(self));

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> list = Own.Of(ts, keys(ts, self));
        return list.IsNull ? null : Obj.GetIter(ts, list.Pointer);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self)
    {
        int entered = Obj.ReprEnter(ts, self);
        if (entered != 0)
            return entered < 0 ? null : PyUnicode.FromString(ts, "{...}");
        using Owned<PyObject> dict = Own.Of(ts, AsDict(ts, self));
        PyObject* text = dict.IsNull ? null : Obj.Repr(ts, dict.Pointer);
        Obj.ReprLeave(ts, self);
        return text;
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (op != CompareOp.EQ && op != CompareOp.NE)
            return Py.NotImplemented;
        if (Check(other))
            return Py.Bool((FrameOf(self) == FrameOf(other)) == (op == CompareOp.EQ));
        if (!PyDict.Check(other))
            return Py.NotImplemented;
        using Owned<PyObject> dict = Own.Of(ts, AsDict(ts, self));
        return dict.IsNull ? null : Obj.RichCompare(ts, dict.Pointer, other, op);
    }

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* left, PyObject* right)
    {
        if ((!PyDict.Check(left) && !Check(left)) || (!PyDict.Check(right) && !Check(right)))
            return Py.NotImplemented;
        PyObject* result = PyDict.New(ts);
        if (result == null)
            return null;
        if (PyDict.Update(ts, result, left) == Status.Ok && PyDict.Update(ts, result, right) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    [Slot]
    private static PyObject* nb_inplace_or(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (!PyDict.Check(other) && !Check(other))
            return Py.NotImplemented;
        return Merge(ts, self, other) == Status.Ok ? Ref.New(self) : null;
    }

    private static Status Merge(ThreadState* ts, PyObject* self, PyObject* other)
    {
        using Owned<PyObject> dict = Own.Of(ts, Check(other) ? AsDict(ts, other) : PyDict.Copy(ts, other));
        if (dict.IsNull)
            return Status.Error;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (PyDict.Next(dict.Pointer, &position, &key, &value))
        {
            if (mp_ass_subscript(ts, self, key, value) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    // ---- Methods ----

    [PyMethod("($self, object, /)")]
    private static PyObject* update(ThreadState* ts, PyObject* self, PyObject* @object)
    {
        if (!PyDict.Check(@object) && !Check(@object))
            return Err.Type(ts, "update() argument must be dict or another FrameLocalsProxy");
        return Merge(ts, self, @object) == Status.Ok ? Py.None : null;
    }

    [PyMethod("($self, /)")]
    private static PyObject* copy(ThreadState* ts, PyObject* self) => AsDict(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* keys(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> dict = Own.Of(ts, AsDict(ts, self));
        return dict.IsNull ? null : PyDict.Keys(ts, dict.Pointer);
    }

    [PyMethod("($self, /)")]
    private static PyObject* values(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> dict = Own.Of(ts, AsDict(ts, self));
        return dict.IsNull ? null : PyDict.Values(ts, dict.Pointer);
    }

    [PyMethod("($self, /)")]
    private static PyObject* items(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> dict = Own.Of(ts, AsDict(ts, self));
        return dict.IsNull ? null : PyDict.Items(ts, dict.Pointer);
    }

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reversed__(ThreadState* ts, PyObject* self)
    {
        PyObject* list = keys(ts, self);
        if (list != null && PyList.Reverse(ts, list) != Status.Ok)
        {
            Ref.Dec(ts, list);
            return null;
        }
        return list;
    }

    [PyMethod(HideSignature = true, NoKeywords = true)]
    private static PyObject* get(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs < 1 || nargs > 2)
            return Err.Type(ts, "get expected 1 or 2 arguments");
        PyObject* value;
        Lookup found = Find(ts, self, args[0], &value);
        return found == Lookup.Missing ? nargs == 2 ? Ref.New(args[1]) : Py.None : value;
    }

    [PyMethod(HideSignature = true, NoKeywords = true)]
    private static PyObject* setdefault(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs < 1 || nargs > 2)
            return Err.Type(ts, "setdefault expected 1 or 2 arguments");
        PyObject* value;
        Lookup found = Find(ts, self, args[0], &value);
        if (found != Lookup.Missing)
            return value;
        PyObject* missing = nargs == 2 ? args[1] : Py.None;
        return mp_ass_subscript(ts, self, args[0], missing) == Status.Ok ? Ref.New(missing) : null;
    }

    [PyMethod("($self, key, default=<unrepresentable>, /)", HideSignature = true)]
    private static PyObject* pop(ThreadState* ts, PyObject* self, PyObject* key, PyObject* @default = null)
    {
        PyFrameObject* frame = FrameOf(self);
        int index = FrameLocals.IndexOf(ts, frame->f_frame, key, read: false);
        if (index == -2)
            return null;
        if (index >= 0)
            return Err.Value(ts, "cannot remove local variables from FrameLocalsProxy");
        PyObject* value = null;
        Lookup found = frame->f_extra_locals == null ? Lookup.Missing : PyDict.Pop(ts, frame->f_extra_locals, key, &value);
        if (found != Lookup.Missing)
            return value;
        return @default != null ? Ref.New(@default) : Err.Key(ts, key);
    }
}
