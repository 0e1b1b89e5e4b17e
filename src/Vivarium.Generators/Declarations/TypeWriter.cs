// Source text for a [PyType] class: the Type field, and Define() which fills the type object, its tables and its slots.
using System.Text;
using Microsoft.CodeAnalysis;

namespace Vivarium.Generators.Declarations;

internal sealed class TypeWriter : DeclarationWriter
{
    private static readonly string[] s_methodAttributes = ["PyMethodAttribute", "PyClassMethodAttribute", "PyStaticMethodAttribute"];

    private readonly StringBuilder _slots = new();
    private string? _constructorSignature;

    private TypeWriter(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
        : base(type, attribute, compilation)
    {
    }

    private string PythonName => First(Attribute) ?? "";
    private string ShortName => PythonName.Substring(PythonName.LastIndexOf('.') + 1);
    private INamedTypeSymbol? Layout => Named(Attribute, "Layout") as INamedTypeSymbol;

    public static Declaration Write(INamedTypeSymbol type, AttributeData attribute, Compilation compilation) =>
        new TypeWriter(type, attribute, compilation).Make();

    private Declaration Make()
    {
        var baseClass = Named(Attribute, "Base") as INamedTypeSymbol;
        if (baseClass is not null && Find(baseClass, "PyTypeAttribute") is null && baseClass.GetMembers("Type").IsEmpty)
            Report(Problems.BaseType, Class, $"{baseClass.Name} does not declare a type");
        string? source = CheckClass() ? Source(baseClass) : null;
        return new Declaration(DeclarationKind.Type, PythonName, Names.Full(Class), baseClass is null ? null : Names.Full(baseClass), source, new(Found));
    }

    private string Source(INamedTypeSymbol? baseClass)
    {
        WriteSlots();
        string methods = WriteMethods(s_methodAttributes);
        string members = WriteMembers();
        string getset = WriteGetSets();
        var text = new StringBuilder();
        if (!Class.GetMembers("Type").Any())
            text.Append("    public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType();\n\n");
        text.Append("    /// <summary>Fills the type object and its slots; what is inherited is added when the type is made ready.</summary>\n");
        text.Append("    internal static void Define()\n    {\n        PyTypeObject* type = Type;\n");
        text.Append($"        type->tp_name = {Names.Utf8Pointer(PythonName)};\n");
        int basicSize = Named(Attribute, "BasicSize") as int? ?? 0;
        if (basicSize > 0 || Layout is not null)
            text.Append($"        type->tp_basicsize = {(basicSize > 0 ? basicSize.ToString() : $"sizeof({Names.Full(Layout!)})")};\n");
        if (Named(Attribute, "ItemSize") is int itemSize and > 0)
            text.Append($"        type->tp_itemsize = {itemSize};\n");
        WriteOffset(text, "WeaklistField", "tp_weaklistoffset");
        WriteOffset(text, "DictField", "tp_dictoffset");
        bool vectorcall = WriteOffset(text, "VectorcallField", "tp_vectorcall_offset");
        ulong flags = Named(Attribute, "Flags") is ulong f ? f : 0;
        text.Append($"        type->tp_flags = TypeFlags.Default | TypeFlags.StaticBuiltin | TypeFlags.ImmutableType | (TypeFlags){flags}UL");
        text.Append(vectorcall ? " | TypeFlags.HaveVectorcall;\n" : ";\n");
        text.Append($"        type->tp_doc = {Names.Utf8Pointer(TypeDoc())};\n");
        if (baseClass is not null)
            text.Append($"        type->tp_base = {Names.Full(baseClass)}.Type;\n");
        else if (PythonName != "object")
            text.Append("        type->tp_base = global::Vivarium.Runtime.Objects.ObjectType.Type;\n");
        text.Append(Define).Append(Wrappers.Setup);
        text.Append($"        type->tp_methods = {methods};\n        type->tp_members = {members};\n        type->tp_getset = {getset};\n");
        text.Append("        TypeSlots* slots = TypeSlots.Of(type);\n").Append(_slots);
        text.Append("    }\n\n").Append(Wrappers.Members);
        return File(text.ToString());
    }

    private string? TypeDoc()
    {
        string? doc = Text(Attribute, "Doc");
        string? signature = Text(Attribute, "TextSignature") ?? _constructorSignature;
        return string.IsNullOrEmpty(signature) ? doc : $"{ShortName}{Signature.Wrap(ShortName, signature!)}\n--\n\n{doc}";
    }

    private bool WriteOffset(StringBuilder text, string argument, string field)
    {
        if (Text(Attribute, argument) is not string name)
            return false;
        if (Layout is null || Layout.GetMembers(name.Split('.')[0]).IsEmpty)
        {
            Report(Problems.ClassShape, Class, $"{argument}: the layout has no field {name}");
            return false;
        }
        text.Append($"        type->{field} = {Offset(name)};\n");
        return true;
    }

    private string Offset(string field) => $"(nint)((byte*)&(({Names.Full(Layout!)}*)type)->{field} - (byte*)type)";

    // ---- slots ----------------------------------------------------------------------------------------------------------------------------

    private void WriteSlots()
    {
        INamedTypeSymbol? table = Compilation.GetTypeByMetadataName("Vivarium.Runtime.Slots.TypeSlots");
        var seen = new HashSet<string>();
        foreach (IMethodSymbol method in Methods)
        {
            AttributeData? attribute = Find(method, "SlotAttribute");
            if (attribute is null)
                continue;
            if (!seen.Add(method.Name))
                Report(Problems.Duplicate, method, $"slot {method.Name} is declared twice");
            if (table?.GetMembers(method.Name).FirstOrDefault() is not IFieldSymbol { Type: IFunctionPointerTypeSymbol shape })
            {
                Report(Problems.UnknownSlot, method, $"there is no slot {method.Name}");
                continue;
            }
            if (First(attribute) is string signature)
                WriteConstruction(method, signature, Flag(attribute, "Unnamed"));
            else
                WriteSlot(method, shape);
        }
        WriteHidden(seen);
    }

    private void WriteHidden(HashSet<string> seen)
    {
        if (Text(Attribute, "None") is not string hidden)
            return;
        if (hidden != "tp_hash" || seen.Contains(hidden))
            Report(Problems.HiddenSlot, Class, $"{hidden} cannot be hidden here");
        else
            _slots.Append("        slots->tp_hash = &Obj.HashNotImplemented;\n");
    }

    private void WriteSlot(IMethodSymbol method, IFunctionPointerTypeSymbol shape)
    {
        IMethodSymbol expected = shape.Signature;
        bool fits = method.IsStatic && expected.Parameters.Length == method.Parameters.Length && Fits(expected.ReturnType, method.ReturnType, isResult: true);
        bool receiver = true;
        for (int i = 0; fits && i < expected.Parameters.Length; i++)
        {
            ITypeSymbol wanted = expected.Parameters[i].Type;
            bool isObject = IsObject(wanted);
            fits = method.Parameters[i].RefKind == RefKind.None && Fits(wanted, method.Parameters[i].Type, isResult: isObject && receiver);
            receiver &= !isObject;
        }
        if (!fits)
        {
            Report(Problems.SlotShape, method, $"{method.Name} must have the shape {shape.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
            return;
        }
        string types = string.Concat(method.Parameters.Select(p => Names.Full(p.Type) + ", ")) + Names.Full(method.ReturnType);
        _slots.Append($"        slots->{method.Name} = ({Names.Full(shape)})(delegate*<{types}>)&@{method.Name};\n");
    }

    private static bool IsObject(ITypeSymbol type) => type is IPointerTypeSymbol { PointedAtType.Name: "PyObject" };

    /// <summary>Equal, or a layout pointer in the place of a PyObject* where that is allowed.</summary>
    private static bool Fits(ITypeSymbol wanted, ITypeSymbol given, bool isResult) =>
        SymbolEqualityComparer.Default.Equals(wanted, given)
        || (isResult && IsObject(wanted) && given is IPointerTypeSymbol { PointedAtType.TypeKind: TypeKind.Struct } p && p.PointedAtType.SpecialType != SpecialType.System_Void)
        || (wanted is IFunctionPointerTypeSymbol && wanted.ToDisplayString() == given.ToDisplayString());

    private void WriteConstruction(IMethodSymbol method, string text, bool isUnnamed)
    {
        bool isNew = method.Name == "tp_new";
        Signature signature = Signature.Parse(text);
        if (signature.Error is not null || (!isNew && method.Name != "tp_init"))
        {
            Report(Problems.Signature, method, $"{method.Name}: {signature.Error ?? "only tp_new and tp_init take a signature"}");
            return;
        }
        bool returns = isNew ? method.ReturnType is IPointerTypeSymbol : method.ReturnType.Name == "Status";
        bool receiver = IsThreadState(method) && method.Parameters.Length >= 2 && method.Parameters[1].Type is IPointerTypeSymbol pointer
            && (!isNew || pointer.PointedAtType.Name == "PyTypeObject");
        if (!method.IsStatic || !returns || !receiver)
        {
            Report(Problems.SlotShape, method, isNew
                ? "tp_new must be static PyObject* (ThreadState*, PyTypeObject*, …)"
                : "tp_init must be static Status (ThreadState*, self, …)");
            return;
        }
        if (!isUnnamed)
            _constructorSignature ??= text;
        string? function = Wrappers.Construction(NewCallable(method, signature, isUnnamed ? "" : ShortName, hasSelf: true), isNew);
        if (function is not null)
            _slots.Append($"        slots->{method.Name} = &{function};\n");
    }

    // ---- members and computed attributes --------------------------------------------------------------------------------------------------

    private string WriteMembers()
    {
        List<AttributeData> members = [.. Class.GetAttributes().Where(a => a.AttributeClass?.Name == "PyMemberAttribute")];
        if (members.Count == 0)
            return "null";
        Define.Append($"        PyMemberDef* members = (PyMemberDef*)ImmortalRegion.Allocate((nuint)({members.Count + 1} * sizeof(PyMemberDef)));\n");
        for (int i = 0; i < members.Count; i++)
        {
            AttributeData member = members[i];
            string field = member.ConstructorArguments[1].Value as string ?? "";
            if (Layout is null || Layout.GetMembers(field.Split('.')[0]).IsEmpty)
            {
                Report(Problems.ClassShape, Class, $"the layout has no field {field}");
                continue;
            }
            bool readOnly = Named(member, "ReadOnly") is not false;
            Define.Append($"        members[{i}] = new PyMemberDef {{ name = {Names.Utf8Pointer(First(member))}, type = (MemberType){member.ConstructorArguments[2].Value}, " +
                $"offset = {Offset(field)}, flags = {(readOnly ? 1 : 0)}, doc = {Names.Utf8Pointer(Text(member, "Doc"))} }};\n");
        }
        return "members";
    }

    private string WriteGetSets()
    {
        List<(IMethodSymbol Getter, AttributeData Attribute)> all =
            [.. Methods.Select(m => (m, Find(m, "PyGetSetAttribute")!)).Where(p => p.Item2 is not null)];
        if (all.Count == 0)
            return "null";
        Define.Append($"        PyGetSetDef* getset = (PyGetSetDef*)ImmortalRegion.Allocate((nuint)({all.Count + 1} * sizeof(PyGetSetDef)));\n");
        for (int i = 0; i < all.Count; i++)
        {
            (IMethodSymbol getter, AttributeData attribute) = all[i];
            string set = "null";
            if (Text(attribute, "Setter") is string setterName)
            {
                IMethodSymbol? setter = Class.GetMembers(setterName).OfType<IMethodSymbol>().FirstOrDefault();
                if (setter is null || setter.Parameters.Length != 3 || !IsThreadState(setter) || setter.ReturnType.Name != "Status")
                    Report(Problems.AccessorShape, getter, $"{setterName} must be static Status (ThreadState*, self, PyObject* value)");
                else
                    set = Setter(setter, i);
            }
            if (getter.Parameters.Length != 2 || !IsThreadState(getter) || getter.Parameters[1].Type is not IPointerTypeSymbol)
            {
                Report(Problems.AccessorShape, getter, $"{getter.Name} must be static (ThreadState*, self)");
                continue;
            }
            Define.Append($"        getset[{i}] = new PyGetSetDef {{ name = {Names.Utf8Pointer(First(attribute))}, get = {Getter(getter, i)}, set = {set}, " +
                $"doc = {Names.Utf8Pointer(Text(attribute, "Doc"))} }};\n");
        }
        return "getset";
    }

    private string Getter(IMethodSymbol getter, int index)
    {
        string self = Names.Full(getter.Parameters[1].Type);
        string? converted = Conversions.Result(getter.ReturnType, $"@{getter.Name}(ts, ({self})self)");
        if (converted is null)
            Report(Problems.ResultType, getter, $"{getter.Name}: no conversion from {getter.ReturnType.ToDisplayString()}");
        string name = $"Get{index}_{getter.Name}";
        Wrappers.Members.Append($"    private static PyObject* {name}(ThreadState* ts, PyObject* self, void* closure)\n    {{\n        PyObject* result;\n        {converted}\n");
        Wrappers.Members.Append("        return result;\n    }\n\n");
        return "&" + name;
    }

    private string Setter(IMethodSymbol setter, int index)
    {
        string name = $"Set{index}_{setter.Name}";
        Wrappers.Members.Append($"    private static Status {name}(ThreadState* ts, PyObject* self, PyObject* value, void* closure) =>\n");
        Wrappers.Members.Append($"        @{setter.Name}(ts, ({Names.Full(setter.Parameters[1].Type)})self, value);\n\n");
        return "&" + name;
    }
}
