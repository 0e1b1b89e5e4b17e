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
    private static PyObject* getgrgid(ThreadState* ts, PyObject* module, PyObject* id) =>
        DatabaseReading.ByNumber<group_t>(ts, id, "getgrgid", "gid", Libc.getgrgid_r, entry => Make(ts, entry));

    [PyFunction("($module, /, name)", Doc = "The group with that name.")]
    private static PyObject* getgrnam(ThreadState* ts, PyObject* module, PyASCIIObject* name) =>
        DatabaseReading.ByName<group_t>(ts, name, "getgrnam", Libc.getgrnam_r, entry => Make(ts, entry));

    [PyFunction("($module, /)", Doc = "A list of all groups, in any order.")]
    private static PyObject* getgrall(ThreadState* ts, PyObject* module) =>
        DatabaseReading.All<group_t>(ts, &Libc.setgrent, &Libc.getgrent, &Libc.endgrent, entry => Make(ts, entry));
}
