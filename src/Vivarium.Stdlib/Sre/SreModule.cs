// The module _sre: the engine of the library's re. It executes the code that re/_compiler.py makes of a pattern. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

[PyModule("_sre")]
internal static unsafe partial class SreModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) =>
        Modules.AddIntConstant(ts, module, "MAGIC", SreCode.Magic) == Status.Ok
        && Modules.AddIntConstant(ts, module, "CODESIZE", SreCode.CodeSize) == Status.Ok
        && Modules.AddIntConstant(ts, module, "MAXREPEAT", SreCode.MaxRepeat) == Status.Ok
        && Modules.AddIntConstant(ts, module, "MAXGROUPS", SreCode.MaxGroups) == Status.Ok
        && Modules.AddStringConstant(ts, module, "copyright", " SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ") == Status.Ok
            ? Status.Ok
            : Status.Error;

    [PyFunction("($module, /)")]
    private static int getcodesize(ThreadState* ts, PyObject* module) => SreCode.CodeSize;

    [PyFunction("($module, character, /)")]
    private static bool ascii_iscased(ThreadState* ts, PyObject* module, int character) => (uint)character < 128 && char.IsAsciiLetter((char)character);

    [PyFunction("($module, character, /)")]
    private static bool unicode_iscased(ThreadState* ts, PyObject* module, int character) =>
        CharTests.LowerUnicode((uint)character) != (uint)character || CharTests.UpperUnicode((uint)character) != (uint)character;

    [PyFunction("($module, character, /)")]
    private static int ascii_tolower(ThreadState* ts, PyObject* module, int character) => (int)CharTests.LowerAscii((uint)character);

    [PyFunction("($module, character, /)")]
    private static int unicode_tolower(ThreadState* ts, PyObject* module, int character) => (int)CharTests.LowerUnicode((uint)character);

    [PyFunction("($module, /, pattern, flags, code, groups, groupindex,\n        indexgroup)")]
    private static PyObject* compile(ThreadState* ts, PyObject* module, PyObject* pattern, int flags, PyListObject* code, nint groups, PyDictObject* groupindex,
        PyTupleObject* indexgroup) => PatternType.New(ts, pattern, flags, (PyObject*)code, groups, (PyObject*)groupindex, (PyObject*)indexgroup);

    [PyFunction("($module, pattern, template, /)",
        Doc = "\n\n  template\n    What re._parser.parse_template() gives: a list of literal texts (str or\n    bytes) with group numbers (int) between them.")]
    private static PyObject* template(ThreadState* ts, PyObject* module, PyObject* pattern, PyListObject* template) => TemplateType.New(ts, (PyObject*)template);
}
