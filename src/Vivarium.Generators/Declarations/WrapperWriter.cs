// Writes the function behind one PyMethodDef entry (or tp_new/tp_init): straight-line argument parsing around the declared C# method.
// Fast path: no keywords and a fitting count; all else goes through ArgumentParsing.UnpackKeywords into a value array where null means absent.
using System.Text;
using Microsoft.CodeAnalysis;

namespace Vivarium.Generators.Declarations;

/// <summary>One callable to be wrapped.</summary>
internal sealed class Callable(IMethodSymbol method, Signature signature, string function, int index)
{
    public IMethodSymbol Method { get; } = method;
    public Signature Signature { get; } = signature;

    /// <summary>Name in messages.</summary>
    public string Function { get; } = function;

    /// <summary>Type of the parameter after the thread state; null for static methods.</summary>
    public string? SelfType { get; set; }
    public string Id { get; } = method.Name is "tp_new" or "tp_init" ? method.Name : $"{index}_{Names.Identifier(method.Name)}";
    public string CallName { get; } = Names.Full(method.ContainingType) + ".@" + method.Name;

    /// <summary>Index of the first C# parameter that belongs to the signature.</summary>
    public int FirstParameter => SelfType is null ? 1 : 2;
}

internal sealed class WrapperWriter(Action<string, ISymbol, string> report)
{
    private const string Values = "ThreadState* ts, PyObject* self, PyObject** values, nint count, PyObject* rest, PyObject* more";

    /// <summary>Text of generated members.</summary>
    public StringBuilder Members { get; } = new();

    /// <summary>Statements for Define().</summary>
    public StringBuilder Setup { get; } = new();

    /// <summary>Expression for ml_meth and the flags, or null after a reported problem.</summary>
    public (string Function, string Flags)? Method(Callable callable)
    {
        Signature signature = callable.Signature;
        List<Conversion>? conversions = Convert(callable);
        if (conversions is null)
            return null;
        List<SignatureParameter> all = signature.Parameters;
        if (all.Count == 0)
            return (Simple(callable, conversions, null), "MethodFlags.NoArgs");
        if (all.Count == 1 && all[0].Kind == ParameterKind.PositionalOnly && all[0].IsRequired)
            return (Simple(callable, conversions, "arg"), "MethodFlags.O");
        WriteCore(callable, conversions);
        WriteVector(callable);
        return ($"(delegate*<ThreadState*, PyObject*, PyObject**, nint, PyObject*, PyObject*>)&Vector_{callable.Id}",
            signature.TakesKeywords ? "MethodFlags.FastCall | MethodFlags.Keywords" : "MethodFlags.FastCall");
    }

    /// <summary>Name of a function (ts, type or self, args, kwargs) for tp_new or tp_init, or null after a reported problem.</summary>
    public string? Construction(Callable callable, bool isNew)
    {
        List<Conversion>? conversions = Convert(callable);
        if (conversions is null)
            return null;
        WriteCore(callable, conversions, isNew ? null : "Status");
        WriteTuple(callable, isNew);
        return $"Tuple_{callable.Id}";
    }

    private List<Conversion>? Convert(Callable callable)
    {
        List<SignatureParameter> declared = callable.Signature.Parameters;
        int first = callable.FirstParameter;
        if (callable.Method.Parameters.Length - first != declared.Count)
        {
            report(Problems.ParameterCount, callable.Method,
                $"{callable.Method.Name}: the signature has {declared.Count} parameters, the method {callable.Method.Parameters.Length - first}");
            return null;
        }
        var result = new List<Conversion>();
        bool method_O = declared.Count == 1 && declared[0].Kind == ParameterKind.PositionalOnly && declared[0].IsRequired;
        for (int i = 0; i < declared.Count; i++)
        {
            IParameterSymbol parameter = callable.Method.Parameters[first + i];
            if (declared[i].Kind is ParameterKind.VarPositional or ParameterKind.VarKeyword)
            {
                if (parameter.Type is not IPointerTypeSymbol { PointedAtType.Name: "PyObject" })
                {
                    report(Problems.ParameterType, parameter, $"{parameter.Name}: *args and **kwargs are PyObject*");
                    return null;
                }
                result.Add(new Conversion { IsIdentity = true, Pass = declared[i].Kind == ParameterKind.VarPositional ? "rest" : "more" });
                continue;
            }
            string display = method_O ? "argument" : declared[i].Kind == ParameterKind.PositionalOnly ? $"argument {i + 1}" : $"argument '{declared[i].Name}'";
            Conversion? conversion = Conversions.ForParameter(parameter, declared[i], callable.Function, display, out string id, out string error);
            if (conversion is null)
            {
                report(id, parameter, $"{callable.Method.Name}: {error}");
                return null;
            }
            result.Add(conversion);
        }
        return result;
    }

    private static string SelfArgument(Callable callable) =>
        callable.SelfType is null ? "ts" : callable.SelfType.EndsWith("PyObject*", StringComparison.Ordinal) ? "ts, self" : $"ts, ({callable.SelfType})self";

    private string Simple(Callable callable, List<Conversion> conversions, string? arg)
    {
        IMethodSymbol method = callable.Method;
        bool direct = method.ReturnType is IPointerTypeSymbol && callable.SelfType is not null && conversions.All(c => c.IsIdentity);
        string result = direct ? Names.Full(method.ReturnType) : "PyObject*";
        string self = direct ? callable.SelfType! : "PyObject*";
        string shape = $"delegate*<ThreadState*, {self}, {(arg is null ? "" : "PyObject*, ")}{result}>";
        if (direct)
            return $"({shape})&{callable.CallName}";
        Members.Append($"    private static PyObject* Call_{callable.Id}(ThreadState* ts, PyObject* self{(arg is null ? "" : ", PyObject* arg")})\n    {{\n");
        WriteBody(callable, conversions, i => (arg!, null), isStatus: false);
        Members.Append("    }\n\n");
        return $"({shape})&Call_{callable.Id}";
    }

    private void WriteCore(Callable callable, List<Conversion> conversions, string? resultType = null)
    {
        Members.Append($"    private static {resultType ?? "PyObject*"} Core_{callable.Id}({Values})\n    {{\n");
        List<SignatureParameter> slots = callable.Signature.Slots;
        WriteBody(callable, conversions, i =>
        {
            SignatureParameter declared = callable.Signature.Parameters[i];
            int place = slots.IndexOf(declared);
            return ($"values[{place}]", declared.IsRequired ? null : $"count > {place} && values[{place}] != null");
        }, resultType == "Status");
        Members.Append("    }\n\n");
    }

    /// <summary>Conversions, the call, releases, result. The source gives each parameter's expression and the test that it is there.</summary>
    private void WriteBody(Callable callable, List<Conversion> conversions, Func<int, (string Value, string? Present)> source, bool isStatus)
    {
        bool releases = conversions.Any(c => c.Release is not null);
        string fail = isStatus ? "return Status.Error;" : "return null;";
        if (releases)
        {
            Members.Append(isStatus ? "        Status result = Status.Error;\n" : "        PyObject* result = null;\n");
            fail = "goto done;";
        }
        var passed = new StringBuilder(SelfArgument(callable));
        var conversionText = new StringBuilder();
        for (int i = 0; i < conversions.Count; i++)
        {
            Conversion conversion = conversions[i];
            string local = $"a{i}";
            passed.Append(", ");
            if (callable.Signature.Parameters[i].Kind is ParameterKind.VarPositional or ParameterKind.VarKeyword)
            {
                passed.Append(conversion.Pass);
                continue;
            }
            (string value, string? present) = source(i);
            passed.Append(conversion.Pass.Replace("{1}", local));
            if (conversion.IsIdentity)
            {
                Members.Append($"        PyObject* {local} = {(present is null ? value : $"{present} ? {value} : {conversion.Default}")};\n");
                continue;
            }
            string initial = conversion.Default ?? "default";
            Members.Append($"        {conversion.Type} {local} = {initial};\n");
            string code = conversion.Code.Replace("{0}", value).Replace("{1}", local).Replace("{fail}", fail);
            conversionText.Append(present is null ? $"        {{ {code} }}\n" : $"        if ({present}) {{ {code} }}\n");
        }
        Members.Append(conversionText);
        WriteCall(callable, $"{callable.CallName}({passed})", releases, isStatus);
        if (!releases)
            return;
        Members.Append("    done:\n");
        for (int i = 0; i < conversions.Count; i++)
        {
            if (conversions[i].Release is string release)
                Members.Append("        " + release.Replace("{1}", $"a{i}") + "\n");
        }
        Members.Append("        return result;\n");
    }

    private void WriteCall(Callable callable, string call, bool releases, bool isStatus)
    {
        if (isStatus)
        {
            Members.Append(releases ? $"        result = {call};\n" : $"        return {call};\n");
            return;
        }
        string? converted = Conversions.Result(callable.Method.ReturnType, call);
        if (converted is null)
        {
            report(Problems.ResultType, callable.Method, $"{callable.Method.Name}: no conversion from {callable.Method.ReturnType.ToDisplayString()}");
            converted = "result = null;";
        }
        if (releases)
            Members.Append($"        {{ {converted} }}\n");
        else
            Members.Append($"        PyObject* result;\n        {converted}\n        return result;\n");
    }

    private static string Text(Callable callable) => Names.Literal(callable.Function);

    /// <summary>The specification that UnpackKeywords works by, made in Define().</summary>
    private void WriteSpec(Callable callable)
    {
        Signature s = callable.Signature;
        string names = string.Concat(s.Slots.Select(p => (p.Kind == ParameterKind.PositionalOnly ? "" : p.Name) + "\0"));
        Members.Append($"    private static ArgumentSpec* s_spec_{callable.Id};\n\n");
        Setup.Append($"        s_spec_{callable.Id} = ArgumentSpec.Make({Names.Utf8Pointer(callable.Function)}, {s.Slots.Count}, {s.PositionalOnlyCount}, " +
            $"{s.RequiredPositionalCount}, {s.PositionalCount}, {s.RequiredKeywordOnlyCount}, {(s.HasVarPositional ? "true" : "false")}, " +
            $"{Names.Literal(names)}u8);\n");
    }

    private static string CountTest(Signature s, string nargs)
    {
        int min = s.RequiredPositionalCount;
        int max = s.PositionalCount;
        if (s.HasVarPositional)
            return min == 0 ? "true" : $"{nargs} >= {min}";
        return min == max ? $"{nargs} == {min}" : min == 0 ? $"(nuint){nargs} <= {max}" : $"(nuint)({nargs} - {min}) <= {max - min}";
    }

    private void WriteVector(Callable callable)
    {
        Signature s = callable.Signature;
        Members.Append($"    private static PyObject* Vector_{callable.Id}(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)\n    {{\n");
        string test = CountTest(s, "nargs");
        if (s.TakesKeywords)
        {
            string keywordTest = "kwnames == null" + (test == "true" ? "" : " && " + test);
            Members.Append(s.RequiredKeywordOnlyCount > 0 ? "" : $"        if ({keywordTest})\n        {{\n{Direct(callable, "            ", "args", "nargs")}        }}\n");
            Members.Append($"        return Slow_{callable.Id}(ts, self, args, nargs, kwnames);\n    }}\n\n");
            WriteSpec(callable);
            WriteSlow(callable, "PyObject*", "PyObject* kwnames", "UnpackKeywords", "kwnames", "null");
            return;
        }
        if (test != "true")
            Members.Append($"        if (!({test}) && !{CheckPositional(callable, "nargs")})\n            return null;\n");
        Members.Append(Direct(callable, "        ", "args", "nargs")).Append("    }\n\n");
    }

    private static string CheckPositional(Callable callable, string nargs)
    {
        Signature s = callable.Signature;
        return $"ArgumentParsing.CheckPositional(ts, {Text(callable)}, {nargs}, {s.RequiredPositionalCount}, {(s.HasVarPositional ? "nint.MaxValue" : s.PositionalCount.ToString())})";
    }

    /// <summary>The call of the core with the arguments as they came.</summary>
    private static string Direct(Callable callable, string indent, string args, string nargs, string type = "PyObject*", string fail = "null")
    {
        Signature s = callable.Signature;
        int places = s.PositionalCount;
        if (!s.HasVarPositional)
            return $"{indent}return Core_{callable.Id}(ts, self, {args}, {nargs}, null, null);\n";
        string tuple = places == 0 ? $"PyTuple.FromArray(ts, {args}, {nargs})" : $"PyTuple.FromArray(ts, {args} + {places}, Math.Max(0, {nargs} - {places}))";
        return $"{indent}PyObject* rest = {tuple};\n{indent}if (rest == null)\n{indent}    return {fail};\n" +
            $"{indent}{type} answer = Core_{callable.Id}(ts, self, {args}, Math.Min({nargs}, {places}), rest, null);\n" +
            $"{indent}Ref.Dec(ts, rest);\n{indent}return answer;\n";
    }

    private void WriteSlow(Callable callable, string type, string keywordParameter, string unpack, string keywords, string fail)
    {
        Signature s = callable.Signature;
        int size = Math.Max(1, s.Slots.Count);
        string rest = s.HasVarPositional ? "&rest" : "null";
        string more = s.HasVarKeyword ? "&more" : "null";
        Members.Append($"    [MethodImpl(MethodImplOptions.NoInlining)]\n");
        Members.Append($"    private static {type} Slow_{callable.Id}(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, {keywordParameter})\n    {{\n");
        Members.Append($"        PyObject** values = stackalloc PyObject*[{size}];\n");
        Members.Append("        PyObject* rest = null;\n        PyObject* more = null;\n");
        Members.Append($"        if (!ArgumentParsing.{unpack}(ts, s_spec_{callable.Id}, args, nargs, {keywords}, values, {rest}, {more}))\n            return {fail};\n");
        Members.Append($"        {type} answer = Core_{callable.Id}(ts, self, values, {s.Slots.Count}, rest, more);\n");
        if (s.HasVarPositional)
            Members.Append("        Ref.XDec(ts, rest);\n");
        if (s.HasVarKeyword)
            Members.Append("        Ref.XDec(ts, more);\n");
        Members.Append("        return answer;\n    }\n\n");
    }

    private void WriteTuple(Callable callable, bool isNew)
    {
        Signature s = callable.Signature;
        string type = isNew ? "PyObject*" : "Status";
        string fail = isNew ? "null" : "Status.Error";
        string self = isNew ? "PyTypeObject* type" : "PyObject* self";
        Members.Append($"    private static {type} Tuple_{callable.Id}(ThreadState* ts, {self}, PyObject* argumentTuple, PyObject* kwargs)\n    {{\n");
        if (isNew)
            Members.Append("        PyObject* self = (PyObject*)type;\n");
        Members.Append("        nint nargs = ((PyVarObject*)argumentTuple)->ob_size;\n        PyObject** args = &((PyTupleObject*)argumentTuple)->ob_item;\n");
        string test = CountTest(s, "nargs");
        if (s.TakesKeywords)
        {
            string keywordTest = "(kwargs == null || PyDict.Size(kwargs) == 0)" + (test == "true" ? "" : " && " + test);
            if (s.RequiredKeywordOnlyCount == 0)
                Members.Append($"        if ({keywordTest})\n        {{\n{Direct(callable, "            ", "args", "nargs", type, fail)}        }}\n");
            Members.Append($"        return Slow_{callable.Id}(ts, self, args, nargs, kwargs);\n    }}\n\n");
            WriteSpec(callable);
            WriteSlow(callable, type, "PyObject* kwargs", "UnpackKeywordDict", "kwargs", fail);
            return;
        }
        string own = isNew
            ? "type == Type || TypeSlots.Of(type)->tp_init == TypeSlots.Of(Type)->tp_init"
            : "self->ob_type == Type || TypeSlots.Of(self)->tp_new == TypeSlots.Of(Type)->tp_new";
        Members.Append($"        if (kwargs != null && ({own}) && !ArgumentParsing.NoKeywords(ts, {Text(callable)}, kwargs))\n            return {fail};\n");
        if (s.Parameters.Count == 0)
        {
            Members.Append($"        if (nargs != 0 && ({own}) && !{CheckPositional(callable, "nargs")})\n            return {fail};\n");
            Members.Append($"        return Core_{callable.Id}(ts, self, args, 0, null, null);\n    }}\n\n");
            return;
        }
        if (test != "true")
            Members.Append($"        if (!({test}) && !{CheckPositional(callable, "nargs")})\n            return {fail};\n");
        Members.Append(Direct(callable, "        ", "args", "nargs", type, fail)).Append("    }\n\n");
    }
}
