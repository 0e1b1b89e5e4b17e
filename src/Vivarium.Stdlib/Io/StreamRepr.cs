// The repr of streams that show their name, which may be any object, the stream itself included. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

internal static unsafe class StreamRepr
{
    /// <summary>The type's name as reprs show it: with the module for classes of this module, as it was declared for others.</summary>
    public static string TypeName(PyObject* self) => PyType.TpName(self->ob_type);

    /// <summary>&lt;type name='…'tail; RuntimeError when the name's repr comes back here.</summary>
    public static PyObject* WithName(ThreadState* ts, PyObject* self, PyObject* name, string tail)
    {
        int entered = Obj.ReprEnter(ts, self);
        if (entered < 0)
            return null;
        if (entered > 0)
            return Err.Runtime(ts, $"reentrant call inside {TypeName(self)}.__repr__");
        PyObject* shown = Obj.Repr(ts, name);
        Obj.ReprLeave(ts, self);
        if (shown == null)
            return null;
        UnicodeWriter writer = new(ts);
        writer.WriteString($"<{TypeName(self)} name=");
        writer.WriteSteal(shown);
        writer.WriteString(tail);
        if (!tail.EndsWith('>'))
            writer.WriteAscii(">"u8);
        return writer.Finish();
    }

    /// <summary>The attribute `name`, owned; null without an exception when the stream has none or cannot tell.</summary>
    public static Status NameOf(ThreadState* ts, PyObject* self, PyObject** name)
    {
        if (Obj.LookupAttr(ts, self, Id.name, name) != Lookup.Error)
            return Status.Ok;
        *name = null;
        // A detached or closed stream raises ValueError.
        return Err.ClearIf(ts, Exc.ValueError) ? Status.Ok : Status.Error;
    }
}
