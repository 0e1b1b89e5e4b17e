// Attribute and global loads in their general forms. See docs/internals/interpreter.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    private static nint LOAD_ATTR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Adaptive.Triggers(ip))
            return Specialize(frame, ip, sp, ts, table, oparg);
        Adaptive.Advance(ip);
        if ((oparg & 1) != 0)
            return LoadMethod(frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        PyObject* value = Obj.GetAttr(ts, owner, PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg >> 1));
        if (value == null)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        sp[-1] = StackRefs.Steal(value);
        return Next(frame, ip + 10, sp, ts, table);
    }

    /// <summary>Attribute of an object that is called next: a function of the type stays unbound, with self above it.</summary>
    private static nint LoadMethod(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Truth unbound = AttributeSupport.LoadMethod(ts, sp, PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg >> 1));
        if (unbound == Truth.Error)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 10, sp + 1, ts, table);
    }

    private static nint LOAD_SUPER_ATTR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Adaptive.Triggers(ip))
            return Specialize(frame, ip, sp, ts, table, oparg);
        Adaptive.Advance(ip);
        frame->instr_ptr = ip;
        if (AttributeSupport.LoadSuper(ts, sp, PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg >> 2), oparg) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 2, sp - 2 + (oparg & 1), ts, table);
    }

    private static nint LOAD_GLOBAL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Adaptive.Triggers(ip))
            return Specialize(frame, ip, sp, ts, table, oparg);
        Adaptive.Advance(ip);
        frame->instr_ptr = ip;
        PyObject* value = AttributeSupport.LoadGlobal(ts, frame, PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg >> 1));
        if (value == null)
            return Error(frame, ip, sp, ts, table, oparg);
        *sp++ = StackRefs.Steal(value);
        // Only where there is a place for it: the stack may end here.
        if ((oparg & 1) != 0)
            *sp++ = StackRefs.Null;
        return Next(frame, ip + 5, sp, ts, table);
    }

    private static nint LOAD_SPECIAL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (AttributeSupport.LoadSpecial(ts, sp, oparg) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint IMPORT_FROM(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* value = Imports.ImportFrom(ts, StackRefs.Borrow(sp[-1]), PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg));
        if (value == null)
            return Error(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Steal(value);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }
}
