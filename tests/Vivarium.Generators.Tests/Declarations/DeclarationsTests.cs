// What the declarations generator makes of small sources: code that compiles, the call convention that a signature asks for, and one error for each mistake.
namespace Vivarium.Generators.Tests.Declarations;

public class DeclarationsTests
{
    private const string Thing = """
        [PyType("thing", Layout = typeof(PyListObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, None = "tp_hash", Doc = "A thing.", WeaklistField = "ob_item")]
        [PyMember("room", "allocated", MemberType.SSize)]
        internal static unsafe partial class ThingType
        {
        BODY
        }
        """;

    private static GeneratorRun Run(string body) => GeneratorRun.Of(Thing.Replace("BODY", body));

    private static void AssertClean(GeneratorRun run)
    {
        Assert.Empty(run.Messages);
        Assert.True(run.Errors.Count == 0, string.Join("\n", run.Errors));
    }

    [Fact]
    public void A_type_gets_its_object_its_slots_and_its_tables()
    {
        GeneratorRun run = Run("""
            [Slot] private static nint sq_length(ThreadState* ts, PyListObject* self) => 0;
            [Slot] private static PyObject* tp_repr(ThreadState* ts, PyListObject* self) => null;
            [Slot] private static int tp_traverse(PyListObject* self, visitproc visit, void* arg) => 0;
            [Slot] private static Status bf_getbuffer(ThreadState* ts, PyListObject* self, Py_buffer* view, int flags) => Status.Ok;
            [Slot("(iterable=(), /)")] private static Status tp_init(ThreadState* ts, PyListObject* self, PyObject* iterable = null) => Status.Ok;
            [PyGetSet("size", Setter = nameof(SetSize), Doc = "Size.")] private static nint GetSize(ThreadState* ts, PyListObject* self) => 1;
            private static Status SetSize(ThreadState* ts, PyListObject* self, PyObject* value) => Status.Ok;
            """);
        AssertClean(run);
        Assert.Contains("public static readonly PyTypeObject* Type", run.All);
        Assert.Contains("slots->sq_length = ", run.All);
        Assert.Contains("slots->tp_hash = &Obj.HashNotImplemented", run.All);
        Assert.Contains("thing(iterable=(), /)\\n--\\n\\nA thing.\\0", run.All);
        Assert.Contains("members[0]", run.All);
        Assert.Contains("getset[0]", run.All);
        Assert.Contains("global::Demo.ThingType.Define();", run.Sources["GeneratedTypes.g.cs"]);
    }

    [Theory]
    [InlineData("($self, /)", "", "MethodFlags.NoArgs")]
    [InlineData("($self, x, /)", ", PyObject* x", "MethodFlags.O")]
    [InlineData("($self, x, /)", ", PyASCIIObject* x", "MethodFlags.O")]
    [InlineData("($self, x=None, /)", ", PyObject* x", "MethodFlags.FastCall,")]
    [InlineData("($self, x, y=-1, /)", ", PyObject* x, nint y", "MethodFlags.FastCall,")]
    [InlineData("($self, *args)", ", PyObject* args", "MethodFlags.FastCall,")]
    [InlineData("($self, x)", ", double x", "MethodFlags.FastCall | MethodFlags.Keywords")]
    [InlineData("($self, /, *, key=None, reverse=False)", ", PyObject* key, bool reverse", "MethodFlags.FastCall | MethodFlags.Keywords")]
    [InlineData("($self, x, /, *rest, key, **more)", ", PyObject* x, PyObject* rest, PyObject* key, PyObject* more", "MethodFlags.FastCall | MethodFlags.Keywords")]
    [InlineData("($self, data, /, encoding=None)", ", Py_buffer* data, PyASCIIObject* encoding", "MethodFlags.FastCall | MethodFlags.Keywords")]
    [InlineData("($self, start=0, stop=sys.maxsize, /)", ", [SliceIndex] nint start, [SliceIndex] nint stop", "MethodFlags.FastCall,")]
    [InlineData("($self, a, b, c, d, e, f, g, /)", ", int a, uint b, long c, ulong d, short e, ushort f, byte g", "MethodFlags.FastCall,")]
    public void The_signature_decides_the_convention(string signature, string parameters, string flags)
    {
        GeneratorRun run = Run($"[PyMethod(\"{signature}\")] private static PyObject* f(ThreadState* ts, PyListObject* self{parameters}) => null;");
        AssertClean(run);
        Assert.Contains("ml_flags = " + flags, run.All);
        Assert.Contains($"f{signature}\\n--\\n\\n", run.All);
    }

    [Theory]
    [InlineData("void")]
    [InlineData("bool")]
    [InlineData("nint")]
    [InlineData("int")]
    [InlineData("long")]
    [InlineData("ulong")]
    [InlineData("double")]
    [InlineData("Status")]
    [InlineData("Truth")]
    [InlineData("PyListObject*")]
    public void Results_are_converted(string type)
    {
        string body = type == "void" ? "{ }" : "=> default;";
        AssertClean(Run($"[PyMethod(\"($self, /)\")] private static {type} f(ThreadState* ts, PyObject* self) {body}"));
    }

    [Fact]
    public void Raw_class_and_static_methods_and_converters()
    {
        AssertClean(Run("""
            [PyMethod(Doc = "raw")] private static PyObject* raw(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => null;
            [PyMethod(NoKeywords = true)] private static PyObject* raw2(ThreadState* ts, PyObject* self, PyObject** args, nint nargs) => null;
            [PyClassMethod("($type, x, /)")] private static PyObject* make(ThreadState* ts, PyTypeObject* type, PyObject* x) => null;
            [PyStaticMethod("(x, y=None, /)")] private static PyObject* trans(ThreadState* ts, PyObject* x, PyObject* y) => null;
            [PyStaticMethod("(x, y=None, /)", Name = "class")] private static PyObject* trans2(ThreadState* ts, [Of(typeof(StrType))] PyObject* x, [Converter("Conv")] int y = 3) => null;
            private static Status Conv(ThreadState* ts, PyObject* o, out int value) { value = 1; return Status.Ok; }
            [Slot("(a, /, b=None, *rest, c=1)")] private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* a, PyObject* b, PyObject* rest, PyObject* c) => null;
            """));
    }

    [Fact]
    public void A_module_gets_its_definition()
    {
        GeneratorRun run = GeneratorRun.Of("""
            [PyModule("demo.things", Doc = "Demo.")]
            internal static unsafe partial class DemoModule
            {
                [PyFunction("($module, x, /)")] private static double half(ThreadState* ts, PyObject* module, double x) => x / 2;
                [PyFunction("($module, /, x=0.5, *, y=inf)")] private static double third(ThreadState* ts, PyObject* module, double x, double y) => x / 2;
                [ModuleExec] private static Status Exec(ThreadState* ts, PyObject* module) => Status.Ok;
            }
            """);
        AssertClean(run);
        Assert.Contains("case \"demo.things\":", run.Sources["GeneratedModules.g.cs"]);
    }

    [Fact]
    public void Bases_come_before_derived()
    {
        GeneratorRun run = GeneratorRun.Of("""
            [PyType("a", Base = typeof(ZType))] internal static unsafe partial class AType { }
            [PyType("z")] internal static unsafe partial class ZType { }
            """);
        AssertClean(run);
        string text = run.Sources["GeneratedTypes.g.cs"];
        Assert.True(text.IndexOf("ZType.Define", StringComparison.Ordinal) < text.IndexOf("AType.Define", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Slot] private static PyObject* tp_frob(ThreadState* ts, PyObject* self) => null;", "VIV102")]
    [InlineData("[Slot] private static PyObject* sq_length(ThreadState* ts, PyObject* self) => null;", "VIV103")]
    [InlineData("[Slot] private static PyObject* nb_add(ThreadState* ts, PyListObject* a, PyListObject* b) => null;", "VIV103")]
    [InlineData("[PyMethod(\"$self\")] private static PyObject* f(ThreadState* ts, PyObject* self) => null;", "VIV104")]
    [InlineData("[PyMethod(\"($self, x=1, y, /)\")] private static PyObject* f(ThreadState* ts, PyObject* self, PyObject* x, PyObject* y) => null;", "VIV104")]
    [InlineData("[PyMethod(\"($self, x, /)\")] private static PyObject* f(ThreadState* ts, PyObject* self) => null;", "VIV105")]
    [InlineData("[PyMethod(\"($self, x, /)\")] private static PyObject* f(ThreadState* ts, PyObject* self, string x) => null;", "VIV106")]
    [InlineData("[PyMethod(\"($self, /)\")] private static string f(ThreadState* ts, PyObject* self) => null!;", "VIV107")]
    [InlineData("[PyMethod(\"($self, x='a', /)\")] private static PyObject* f(ThreadState* ts, PyObject* self, PyObject* x) => null;", "VIV108")]
    [InlineData("[PyGetSet(\"a\")] private static PyObject* f(PyObject* self) => null;", "VIV109")]
    [InlineData("[PyMethod(\"($self, /)\")] private static PyObject* f(PyObject* self) => null;", "VIV112")]
    public void Mistakes_are_build_errors(string body, string id)
    {
        GeneratorRun run = Run(body);
        Assert.Equal([id], run.Problems);
    }

    [Fact]
    public void A_class_that_is_not_static_partial_is_an_error() =>
        Assert.Equal(["VIV101"], GeneratorRun.Of("[PyType(\"a\")] internal static class AType { }").Problems);
}
