// The module pwd: the users that the system knows. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.UserDatabase;

[PyModule("pwd", Doc = "The users of the system.\n\nAn entry has the fields name, password, user number, group number, comment, home folder and shell,\nand the attributes pw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir and pw_shell.")]
internal static unsafe partial class PwdModule
{
    public static readonly PyTypeObject* Passwd = StructSequence.Declare(
        "pwd.struct_passwd",
        "A user: what getpwnam, getpwuid and getpwall return.",
        7,
        [
            new("pw_name", "user name"), new("pw_passwd", "password"), new("pw_uid", "user id"), new("pw_gid", "group id"), new("pw_gecos", "real name"),
            new("pw_dir", "home directory"), new("pw_shell", "shell program"),
        ]);

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => Modules.AddType(ts, module, Passwd);

    private static PyObject* Make(ThreadState* ts, passwd_t* entry)
    {
        StructSequenceBuilder result = new(ts, Passwd);
        result.AddSteal(DatabaseReading.Text(ts, entry->pw_name));
        result.AddSteal(DatabaseReading.Text(ts, entry->pw_passwd));
        result.AddSteal(UserIds.ToPython(ts, entry->pw_uid));
        result.AddSteal(UserIds.ToPython(ts, entry->pw_gid));
        result.AddSteal(DatabaseReading.Text(ts, entry->pw_gecos));
        result.AddSteal(DatabaseReading.Text(ts, entry->pw_dir));
        result.AddSteal(DatabaseReading.Text(ts, entry->pw_shell));
        return result.Finish();
    }

    [PyFunction("($module, uidobj, /)", Doc = "The user with that number.")]
    private static PyObject* getpwuid(ThreadState* ts, PyObject* module, PyObject* uidobj) =>
        DatabaseReading.ByNumber<passwd_t>(ts, uidobj, "getpwuid", "uid", Libc.getpwuid_r, entry => Make(ts, entry));

    [PyFunction("($module, name, /)", Doc = "The user with that name.")]
    private static PyObject* getpwnam(ThreadState* ts, PyObject* module, PyASCIIObject* name) =>
        DatabaseReading.ByName<passwd_t>(ts, name, "getpwnam", Libc.getpwnam_r, entry => Make(ts, entry));

    [PyFunction("($module, /)", Doc = "A list of all users, in any order.")]
    private static PyObject* getpwall(ThreadState* ts, PyObject* module) =>
        DatabaseReading.All<passwd_t>(ts, &Libc.setpwent, &Libc.getpwent, &Libc.endpwent, entry => Make(ts, entry));
}
