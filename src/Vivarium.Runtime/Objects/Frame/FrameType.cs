// frame: the object through which a program sees an activation record. Frames of running functions live on the data stack or in a generator; the object points at them, and
// takes their contents over when the call ends and someone still holds it. Invariant: f_frame is never null and is either this object's own data, or a frame whose frame_obj
// is this object. See docs/internals/frames.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

[PyType("frame", Layout = typeof(PyFrameObject), BasicSize = 152, ItemSize = 8, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
[PyMember("f_trace_lines", "f_trace_lines", MemberType.Bool, ReadOnly = false)]
internal static unsafe partial class FrameType
{
    private static _PyInterpreterFrame* OwnData(PyFrameObject* self) => (_PyInterpreterFrame*)&self->_f_frame_data;

    private static bool OwnsFrame(PyFrameObject* self) => self->f_frame == OwnData(self);

    private static nuint SizeFor(PyCodeObject* code) => (nuint)Type->tp_basicsize + ((nuint)(code->co_nlocalsplus + code->co_stacksize) * (nuint)sizeof(StackRef));

    /// <summary>The frame's object; the frame owns it, the result is borrowed. An exception that is set stays, unless memory is short.</summary>
    public static PyFrameObject* GetOrMake(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        if (frame->frame_obj != null)
            return frame->frame_obj;
        PyObject* pending = Err.Fetch(ts);
        PyFrameObject* self = (PyFrameObject*)ObjectAlloc.GcNewSized(ts, Type, SizeFor(Frames.CodeOf(frame)));
        if (self == null)
        {
            Ref.XDec(ts, pending);
            return null;
        }
        self->f_back = null;
        self->f_frame = frame;
        self->f_trace = null;
        self->f_lineno = 0;
        self->f_trace_lines = 1;
        self->f_trace_opcodes = 0;
        self->f_extra_locals = null;
        self->f_locals_cache = null;
        self->f_overwritten_fast_locals = null;
        frame->frame_obj = self;
        if (pending != null)
            Err.Restore(ts, pending);
        return self;
    }

    /// <summary>The call ends, the object lives on: it gets what the frame holds, and its caller's frame object as f_back.</summary>
    public static void TakeOver(ThreadState* ts, PyFrameObject* self, _PyInterpreterFrame* frame)
    {
        _PyInterpreterFrame* own = OwnData(self);
        *own = *frame;
        int count = (int)(frame->stackpointer - &frame->localsplus);
        StackRef* from = &frame->localsplus;
        StackRef* to = &own->localsplus;
        for (int i = 0; i < count; i++)
        {
            // What an uncounted reference relies on need not live as long as this object.
            to[i] = StackRefs.Own(from[i]);
            from[i] = StackRefs.Null;
        }
        own->f_funcobj = StackRefs.Own(frame->f_funcobj);
        own->f_executable = StackRefs.Own(frame->f_executable);
        own->stackpointer = to + count;
        own->owner = FrameOwner.FrameObject;
        own->frame_obj = self;
        own->previous = null;
        frame->f_funcobj = StackRefs.Null;
        frame->f_executable = frame->owner == FrameOwner.Generator ? StackRefs.New((PyObject*)Frames.CodeOf(own)) : StackRefs.Null;
        frame->f_locals = null;
        frame->stackpointer = &frame->localsplus;
        self->f_frame = own;
        _PyInterpreterFrame* caller = Frames.SkipIncomplete(frame->previous);
        if (caller != null)
        {
            PyObject* pending = Err.Fetch(ts);
            PyFrameObject* back = GetOrMake(ts, caller);
            if (back != null)
                self->f_back = (PyFrameObject*)Ref.New(back);
            Err.Restore(ts, pending);
        }
        if (!GcList.IsTracked(self))
            GcList.Track(ts, self);
    }

    /// <summary>The line being executed, or -1.</summary>
    public static int LineOf(PyFrameObject* self) => self->f_lineno != 0 ? self->f_lineno : CurrentLine(self->f_frame);

    public static int CurrentLine(_PyInterpreterFrame* frame) => CodeLines.LineOf(Frames.CodeOf(frame), Frames.InstructionIndex(frame));

    /// <summary>The caller's frame, owned, or null (with an exception if memory is short).</summary>
    public static PyFrameObject* Back(ThreadState* ts, PyFrameObject* self)
    {
        if (self->f_back != null)
            return (PyFrameObject*)Ref.New(self->f_back);
        if (OwnsFrame(self))
            return null;
        _PyInterpreterFrame* caller = Frames.SkipIncomplete(self->f_frame->previous);
        if (caller == null)
            return null;
        PyFrameObject* back = GetOrMake(ts, caller);
        return back == null ? null : (PyFrameObject*)Ref.New(back);
    }

    // ---- Life ----

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyFrameObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->f_back);
        self->f_back = null;
        ClearFields(ts, self);
        if (OwnsFrame(self))
        {
            _PyInterpreterFrame* frame = self->f_frame;
            Frames.ClearLocals(ts, frame);
            StackRefs.Close(ts, frame->f_funcobj);
            StackRefs.Close(ts, frame->f_executable);
        }
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    private static void ClearFields(ThreadState* ts, PyFrameObject* self)
    {
        Ref.Clear(ts, &self->f_trace);
        Ref.Clear(ts, &self->f_extra_locals);
        Ref.Clear(ts, &self->f_locals_cache);
        Ref.Clear(ts, &self->f_overwritten_fast_locals);
    }

    [Slot]
    private static int tp_traverse(PyFrameObject* self, visitproc visit, void* arg)
    {
        PyObject* back = (PyObject*)self->f_back;
        int r = back == null ? 0 : visit(back, arg);
        if (r == 0 && self->f_trace != null)
            r = visit(self->f_trace, arg);
        if (r == 0 && self->f_extra_locals != null)
            r = visit(self->f_extra_locals, arg);
        if (r == 0 && self->f_locals_cache != null)
            r = visit(self->f_locals_cache, arg);
        if (r == 0 && self->f_overwritten_fast_locals != null)
            r = visit(self->f_overwritten_fast_locals, arg);
        return r == 0 && OwnsFrame(self) ? TraverseFrame(self->f_frame, visit, arg) : r;
    }

    /// <summary>What a frame that does not execute holds.</summary>
    public static int TraverseFrame(_PyInterpreterFrame* frame, visitproc visit, void* arg)
    {
        if (frame->stackpointer == null)
            return 0;
        if (frame->f_locals != null)
        {
            int r = visit(frame->f_locals, arg);
            if (r != 0)
                return r;
        }
        int result = Visit(frame->f_funcobj, visit, arg);
        if (result == 0)
            result = Visit(frame->f_executable, visit, arg);
        for (StackRef* at = &frame->localsplus; result == 0 && at < frame->stackpointer; at++)
            result = Visit(*at, visit, arg);
        return result;
    }

    /// <summary>Only references that count are visited: the collector compares visits with counts.</summary>
    private static int Visit(StackRef r, visitproc visit, void* arg) => (r.bits & StackRefs.NotCounted) != 0 || r.bits == 0 ? 0 : visit((PyObject*)r.bits, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PyFrameObject* self)
    {
        ClearFields(ts, self);
        if (OwnsFrame(self))
            Frames.ClearLocals(ts, self->f_frame);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyFrameObject* self)
    {
        PyCodeObject* code = Frames.CodeOf(self->f_frame);
        using Owned<PyObject> file = Own.Of(ts, Obj.Repr(ts, code->co_filename));
        return file.IsNull ? null
            : PyUnicode.FromString(ts, $"<frame at 0x{(nint)self:x}, file {PyUnicode.ToString(file.Pointer)}, line {LineOf(self)}, code {PyUnicode.ToString(code->co_name)}>");
    }

    // ---- Methods ----

    [PyMethod("($self, /)", Doc = "Drop all local variables; the frame must not be executing or suspended.")]
    private static PyObject* clear(ThreadState* ts, PyFrameObject* self)
    {
        _PyInterpreterFrame* frame = self->f_frame;
        if (frame->owner == FrameOwner.Generator)
        {
            PyGenObject* generator = Generators.Of(frame);
            if (generator->gi_frame_state == FrameState.Executing)
                return Err.Runtime(ts, "cannot clear an executing frame");
            if (generator->gi_frame_state is FrameState.Suspended or FrameState.SuspendedYieldFrom)
                return Err.Runtime(ts, "cannot clear a suspended frame");
            GeneratorSupport.Finalize(ts, (PyObject*)generator);
            return Py.None;
        }
        if (!OwnsFrame(self))
            return Err.Runtime(ts, "cannot clear an executing frame");
        tp_clear(ts, self);
        return Py.None;
    }

    [PyMethod("($self, /)", Doc = "Bytes that the frame takes.")]
    private static nint __sizeof__(ThreadState* ts, PyFrameObject* self) => (nint)SizeFor(Frames.CodeOf(self->f_frame));

    // ---- Attributes ----

    [PyGetSet("f_back")]
    private static PyObject* GetBack(ThreadState* ts, PyFrameObject* self)
    {
        PyFrameObject* back = Back(ts, self);
        return back != null ? (PyObject*)back : Err.Occurred(ts) ? null : Py.None;
    }

    [PyGetSet("f_locals", Doc = "The variables of the frame: a mapping that writes through, for functions.")]
    private static PyObject* GetLocals(ThreadState* ts, PyFrameObject* self) => FrameLocals.MappingOf(ts, self->f_frame);

    [PyGetSet("f_lineno", Setter = nameof(SetLine))]
    private static PyObject* GetLine(ThreadState* ts, PyFrameObject* self)
    {
        int line = LineOf(self);
        return line < 0 ? Py.None : PyLong.FromInt64(ts, line);
    }

    private static Status SetLine(ThreadState* ts, PyFrameObject* self, PyObject* value)
    {
        if (value == null)
        {
            Err.Attribute(ts, "attribute 'f_lineno' of 'frame' objects cannot be deleted");
            return Status.Error;
        }
        if (!PyLong.CheckExact(value))
            return Err.ValueStatus(ts, "lineno must be an integer");
        return FrameJumps.SetLine(ts, self, value);
    }

    [PyGetSet("f_trace", Setter = nameof(SetTrace))]
    private static PyObject* GetTrace(ThreadState* ts, PyFrameObject* self) => self->f_trace == null ? Py.None : Ref.New(self->f_trace);

    private static Status SetTrace(ThreadState* ts, PyFrameObject* self, PyObject* value)
    {
        Ref.SetSteal(ts, &self->f_trace, value == null || value == Py.None ? null : Ref.New(value));
        return Status.Ok;
    }

    [PyGetSet("f_trace_opcodes", Setter = nameof(SetTraceOpcodes))]
    private static PyObject* GetTraceOpcodes(ThreadState* ts, PyFrameObject* self) => Py.Bool(self->f_trace_opcodes != 0);

    private static Status SetTraceOpcodes(ThreadState* ts, PyFrameObject* self, PyObject* value)
    {
        if (value == null)
        {
            Err.Attribute(ts, "attribute 'f_trace_opcodes' of 'frame' objects cannot be deleted");
            return Status.Error;
        }
        if (value->ob_type != BoolType.Type)
            return Err.TypeStatus(ts, "attribute value type must be bool");
        self->f_trace_opcodes = (byte)(value == Py.True ? 1 : 0);
        return LegacyTracing.SetOpcodeTrace(ts, self, value == Py.True);
    }

    [PyGetSet("f_lasti")]
    private static PyObject* GetLasti(ThreadState* ts, PyFrameObject* self)
    {
        int index = Frames.InstructionIndex(self->f_frame);
        return PyLong.FromInt64(ts, index < 0 ? -1 : index * 2);
    }

    [PyGetSet("f_globals")]
    private static PyObject* GetGlobals(ThreadState* ts, PyFrameObject* self) => self->f_frame->f_globals == null ? Py.None : Ref.New(self->f_frame->f_globals);

    [PyGetSet("f_builtins")]
    private static PyObject* GetBuiltins(ThreadState* ts, PyFrameObject* self) => self->f_frame->f_builtins == null ? Py.None : Ref.New(self->f_frame->f_builtins);

    [PyGetSet("f_code")]
    private static PyObject* GetCode(ThreadState* ts, PyFrameObject* self) => Ref.New(Frames.CodeOf(self->f_frame));

    [PyGetSet("f_generator", Doc = "The generator or coroutine the frame belongs to, or None.")]
    private static PyObject* GetGenerator(ThreadState* ts, PyFrameObject* self) =>
        self->f_frame->owner == FrameOwner.Generator ? Ref.New(Generators.Of(self->f_frame)) : Py.None;
}
