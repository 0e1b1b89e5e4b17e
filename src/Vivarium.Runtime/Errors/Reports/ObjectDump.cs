// What is said of an object when it cannot be printed the usual way. See docs/internals/reports.md.
using System.Globalization;

namespace Vivarium.Runtime.Errors.Reports;

internal static unsafe class ObjectDump
{
    public static string Describe(ThreadState* ts, PyObject* o) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        object address  : 0x{(nint)o:x}
        object refcount : {o->ob_refcnt}
        object type     : 0x{(nint)o->ob_type:x}
        object type name: {PyType.NameOf(o)}
        object repr     : {Obj.ReprText(ts, o)}

        """);
}
