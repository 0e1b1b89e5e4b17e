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
    private static PyObject* getpwuid(ThreadState* ts, PyObject* module, PyObject* uidobj)
    {
        if (UserIds.Uid(ts, uidobj, out uint uid) != Status.Ok)
            return Err.ClearIf(ts, Exc.OverflowError) ? DatabaseReading.MissingNumber(ts, "getpwuid", "uid", null) : null;
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, uidobj));
        if (text.IsNull)
            return null;
        string missing = $"getpwuid(): uid not found: {PyUnicode.ToString(text.Pointer)}";
        return DatabaseReading.Find<passwd_t>(ts, (entry, buffer, size, found) => Libc.getpwuid_r(uid, entry, buffer, size, found), entry => Make(ts, entry), missing);
    }

    [PyFunction("($module, name, /)", Doc = "The user with that name.")]
    private static PyObject* getpwnam(ThreadState* ts, PyObject* module, PyASCIIObject* name)
    {
        using Owned<PyObject> bytes = Own.Of(ts, FsPath.Encode(ts, (PyObject*)name));
        using Owned<PyObject> shown = Own.Of(ts, bytes.IsNull ? null : Obj.Repr(ts, (PyObject*)name));
        if (shown.IsNull)
            return null;
        byte* text = PyBytes.Data(bytes.Pointer);
        string missing = $"getpwnam(): name not found: {PyUnicode.ToString(shown.Pointer)}";
        return DatabaseReading.Find<passwd_t>(ts, (entry, buffer, size, found) => Libc.getpwnam_r(text, entry, buffer, size, found), entry => Make(ts, entry), missing);
    }

    [PyFunction("($module, /)", Doc = "A list of all users, in any order.")]
    private static PyObject* getpwall(ThreadState* ts, PyObject* module)
    {
        using Owned<PyObject> all = Own.Of(ts, PyList.New(ts, 0));
        if (all.IsNull)
            return null;
        Libc.setpwent();
        passwd_t* entry;
        while ((entry = Libc.getpwent()) != null)
        {
            PyObject* user = Make(ts, entry);
            if (user == null || PyList.AppendSteal(ts, all.Pointer, user) != Status.Ok)
            {
                Libc.endpwent();
                return null;
            }
        }
        Libc.endpwent();
        return all.Release();
    }
}
