// LOAD_GLOBAL: a name's place in the table of the globals, or of the builtins while the globals do not have it. The keys versions in the cache have 16 bits.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Specializer
{
    // ip[2]: version of the globals' keys; ip[3]: of the builtins'; ip[4]: index of the entry.
    private static bool LoadGlobal(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, PyObject* name)
    {
        PyObject* globals = frame->f_globals;
        if (!IsPlainNamespace(globals))
            return false;
        PyDictKeysObject* globalKeys = ((PyDictObject*)globals)->ma_keys;
        nint index = PyDict.LookupIndexUnicode(globalKeys, name);
        uint globalVersion;
        if (index >= 0)
        {
            globalVersion = PyDict.KeysVersion(ts, globalKeys);
            if (!FitsCache(index) || globalVersion == 0 || globalVersion > ushort.MaxValue)
                return false;
            ip[2] = (ushort)globalVersion;
            ip[4] = (ushort)index;
            return Become(ip, Opcode.LOAD_GLOBAL_MODULE);
        }
        PyObject* builtins = frame->f_builtins;
        if (!IsPlainNamespace(builtins))
            return false;
        PyDictKeysObject* builtinKeys = ((PyDictObject*)builtins)->ma_keys;
        index = PyDict.LookupIndexUnicode(builtinKeys, name);
        if (index < 0 || !FitsCache(index))
            return false;
        globalVersion = PyDict.KeysVersion(ts, globalKeys);
        uint builtinVersion = globalVersion == 0 ? 0 : PyDict.KeysVersion(ts, builtinKeys);
        if (globalVersion == 0 || globalVersion > ushort.MaxValue || builtinVersion == 0 || builtinVersion > ushort.MaxValue)
            return false;
        ip[2] = (ushort)globalVersion;
        ip[3] = (ushort)builtinVersion;
        ip[4] = (ushort)index;
        return Become(ip, Opcode.LOAD_GLOBAL_BUILTIN);
    }

    /// <summary>An exact dict with only exact str keys, not shared ones.</summary>
    private static bool IsPlainNamespace(PyObject* o) => PyDict.CheckExact(o) && ((PyDictObject*)o)->ma_keys->dk_kind == DictKeysKind.Unicode;
}
