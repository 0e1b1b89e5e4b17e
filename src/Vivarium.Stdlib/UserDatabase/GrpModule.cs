// The module grp: the groups that the system knows. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.UserDatabase;

[PyModule("grp", Doc = "The groups of the system.\n\nAn entry has the fields name, password, group number and list of members, and the attributes gr_name,\ngr_passwd, gr_gid and gr_mem.")]
internal static unsafe partial class GrpModule
{
    public static readonly PyTypeObject* Group = StructSequence.Declare(
        "grp.struct_group",
        "A group: what getgrnam, getgrgid and getgrall return.",
        4,
        [new("gr_name", "group name"), new("gr_passwd", "password"), new("gr_gid", "group id"), new("gr_mem", "group members")]);

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => Modules.AddType(ts, module, Group);

    private static PyObject* Make(ThreadState* ts, group_t* entry)
    {
        using Owned<PyObject> members = Own.Of(ts, PyList.New(ts, 0));
        if (members.IsNull)
            return null;
        for (byte** member = entry->gr_mem; *member != null; member++)
        {
            PyObject* name = FsPath.Decode(ts, *member);
            if (name == null || PyList.AppendSteal(ts, members.Pointer, name) != Status.Ok)
                return null;
        }
        StructSequenceBuilder result = new(ts, Group);
        result.AddSteal(DatabaseReading.Text(ts, entry->gr_name));
        result.AddSteal(DatabaseReading.Text(ts, entry->gr_passwd));
        result.AddSteal(UserIds.ToPython(ts, entry->gr_gid));
        result.AddSteal(members.Release());
        return result.Finish();
    }

    [PyFunction("($module, /, id)", Doc = "The group with that number.")]
    private static PyObject* getgrgid(ThreadState* ts, PyObject* module, PyObject* id)
    {
        if (UserIds.Gid(ts, id, out uint gid) != Status.Ok)
            return Err.ClearIf(ts, Exc.OverflowError) ? DatabaseReading.MissingNumber(ts, "getgrgid", "gid", null) : null;
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, id));
        if (text.IsNull)
            return null;
        string missing = $"getgrgid(): gid not found: {PyUnicode.ToString(text.Pointer)}";
        return DatabaseReading.Find<group_t>(ts, (entry, buffer, size, found) => Libc.getgrgid_r(gid, entry, buffer, size, found), entry => Make(ts, entry), missing);
    }

    [PyFunction("($module, /, name)", Doc = "The group with that name.")]
    private static PyObject* getgrnam(ThreadState* ts, PyObject* module, PyASCIIObject* name)
    {
        using Owned<PyObject> bytes = Own.Of(ts, FsPath.Encode(ts, (PyObject*)name));
        using Owned<PyObject> shown = Own.Of(ts, bytes.IsNull ? null : Obj.Repr(ts, (PyObject*)name));
        if (shown.IsNull)
            return null;
        byte* text = PyBytes.Data(bytes.Pointer);
        string missing = $"getgrnam(): name not found: {PyUnicode.ToString(shown.Pointer)}";
        return DatabaseReading.Find<group_t>(ts, (entry, buffer, size, found) => Libc.getgrnam_r(text, entry, buffer, size, found), entry => Make(ts, entry), missing);
    }

    [PyFunction("($module, /)", Doc = "A list of all groups, in any order.")]
    private static PyObject* getgrall(ThreadState* ts, PyObject* module)
    {
        using Owned<PyObject> all = Own.Of(ts, PyList.New(ts, 0));
        if (all.IsNull)
            return null;
        Libc.setgrent();
        group_t* entry;
        while ((entry = Libc.getgrent()) != null)
        {
            PyObject* group = Make(ts, entry);
            if (group == null || PyList.AppendSteal(ts, all.Pointer, group) != Status.Ok)
            {
                Libc.endgrent();
                return null;
            }
        }
        Libc.endgrent();
        return all.Release();
    }
}
