// The variables of a frame by name (PEP 667). The namespace of a module or class body is its dict; the variables of functions are read and written in place, through a
// mapping that also keeps names the code does not know. See docs/internals/frames.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class FrameLocals
{
    /// <summary>locals(): the namespace itself, or a dict of a function's variables; owned.</summary>
    public static PyObject* Get(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        PyObject* mapping = MappingOf(ts, frame);
        if (mapping == null || mapping->ob_type != FrameLocalsProxyType.Type)
            return mapping;
        PyObject* dict = AsDict(ts, ((FrameLocalsProxyObject*)mapping)->frame);
        Ref.Dec(ts, mapping);
        return dict;
    }

    /// <summary>f_locals; owned.</summary>
    public static PyObject* MappingOf(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        if ((code->co_flags & (int)CodeFlags.CO_OPTIMIZED) == 0 && !HasHidden(frame))
        {
            if (frame->f_locals == null && (frame->f_locals = PyDict.New(ts)) == null)
                return null;
            return Ref.New(frame->f_locals);
        }
        PyFrameObject* o = FrameType.GetOrMake(ts, frame);
        return o == null ? null : FrameLocalsProxyType.New(ts, o);
    }

    /// <summary>Whether a comprehension inlined into module or class code has variables of its own just now.</summary>
    private static bool HasHidden(_PyInterpreterFrame* frame)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        byte* kinds = PyCode.Kinds(code);
        for (int i = 0; i < code->co_nlocalsplus; i++)
        {
            if ((kinds[i] & (byte)LocalKind.CO_FAST_HIDDEN) != 0 && ValueBorrowed(frame, i) != null)
                return true;
        }
        return false;
    }

    /// <summary>The value of a variable, through its cell if it has one; null when unbound.</summary>
    public static PyObject* ValueBorrowed(_PyInterpreterFrame* frame, int index)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        StackRef slot = (&frame->localsplus)[index];
        PyObject* value = StackRefs.Borrow(slot);
        if (value == null)
            return null;
        return IsCell(code, index, value) ? ((PyCellObject*)value)->ob_ref : value;
    }

    private static bool IsCell(PyCodeObject* code, int index, PyObject* value) =>
        (PyCode.Kinds(code)[index] & (byte)(LocalKind.CO_FAST_CELL | LocalKind.CO_FAST_FREE)) != 0 && value->ob_type == CellType.Type;

    public static bool IsHidden(PyCodeObject* code, int index) => (PyCode.Kinds(code)[index] & (byte)LocalKind.CO_FAST_HIDDEN) != 0;

    /// <summary>The slot of a name, or -1: for reading one that is bound, for writing one that is not hidden. -2 with an exception when the key cannot be hashed.</summary>
    public static int IndexOf(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* key, bool read)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        PyObject* names = code->co_localsplusnames;
        for (int i = 0; i < code->co_nlocalsplus; i++)
        {
            if (PyTuple.GetBorrowed(names, i) == key && Fits(frame, code, i, read))
                return i;
        }
        nint hash = Obj.Hash(ts, key);
        if (hash == -1)
            return -2;
        for (int i = 0; i < code->co_nlocalsplus; i++)
        {
            PyObject* name = PyTuple.GetBorrowed(names, i);
            if (PyUnicode.Hash(name) != hash)
                continue;
            Truth same = Obj.RichCompareBool(ts, name, key, CompareOp.EQ);
            if (same == Truth.Error)
                return -2;
            if (same == Truth.True && Fits(frame, code, i, read))
                return i;
        }
        return -1;
    }

    private static bool Fits(_PyInterpreterFrame* frame, PyCodeObject* code, int index, bool read) => read ? ValueBorrowed(frame, index) != null : !IsHidden(code, index);

    /// <summary>
    /// Writes a variable. What a plain slot held is kept alive until the frame object dies: the evaluation stack may hold references to it that do not count.
    /// </summary>
    public static Status Store(ThreadState* ts, PyFrameObject* self, int index, PyObject* value)
    {
        _PyInterpreterFrame* frame = self->f_frame;
        StackRef* slot = &frame->localsplus + index;
        PyObject* old = StackRefs.Borrow(*slot);
        if (old != null && IsCell(Frames.CodeOf(frame), index, old))
        {
            Ref.SetSteal(ts, &((PyCellObject*)old)->ob_ref, Ref.New(value));
            return Status.Ok;
        }
        if (old == value)
            return Status.Ok;
        if (old != null && KeepAlive(ts, self, old) != Status.Ok)
            return Status.Error;
        StackRef previous = *slot;
        *slot = StackRefs.New(value);
        StackRefs.Close(ts, previous);
        return Status.Ok;
    }

    private static Status KeepAlive(ThreadState* ts, PyFrameObject* self, PyObject* value)
    {
        if (Ref.IsImmortal(value))
            return Status.Ok;
        nint count = self->f_overwritten_fast_locals == null ? 0 : PyTuple.Size(self->f_overwritten_fast_locals);
        PyObject* longer = PyTuple.New(ts, count + 1);
        if (longer == null)
            return Status.Error;
        for (nint i = 0; i < count; i++)
            PyTuple.SetSteal(longer, i, Ref.New(PyTuple.GetBorrowed(self->f_overwritten_fast_locals, i)));
        PyTuple.SetSteal(longer, count, Ref.New(value));
        PyTuple.Track(ts, longer);
        Ref.SetSteal(ts, &self->f_overwritten_fast_locals, longer);
        return Status.Ok;
    }

    /// <summary>A dict of all variables that are bound; owned.</summary>
    public static PyObject* AsDict(ThreadState* ts, PyFrameObject* self)
    {
        _PyInterpreterFrame* frame = self->f_frame;
        PyCodeObject* code = Frames.CodeOf(frame);
        PyObject* dict = PyDict.New(ts);
        if (dict == null)
            return null;
        for (int i = 0; i < code->co_nlocalsplus; i++)
        {
            PyObject* value = ValueBorrowed(frame, i);
            if (value != null && PyDict.Set(ts, dict, PyTuple.GetBorrowed(code->co_localsplusnames, i), value) != Status.Ok)
                return Drop(ts, dict);
        }
        return self->f_extra_locals == null || PyDict.Update(ts, dict, self->f_extra_locals) == Status.Ok ? dict : Drop(ts, dict);
    }

    private static PyObject* Drop(ThreadState* ts, PyObject* o)
    {
        Ref.Dec(ts, o);
        return null;
    }
}
