// How C# code declares Python types, methods and modules. The generator (Vivarium.Generators/Declarations) turns these into type slots,
// method tables, argument parsing with CPython's messages, docstrings and module definitions. What it cannot do is a build error.
// The rules for parameter and result conversions are on docs/internals/declarations.md.
namespace Vivarium.Runtime.Declarations;

/// <summary>
/// A built-in type. The attributed class is <c>static unsafe partial</c>; the generator adds <c>public static readonly PyTypeObject* Type</c>
/// to it and fills the type and its slots when the process starts its first interpreter.
/// </summary>
/// <param name="name">The type's name, with its module unless that is builtins ("list", "itertools.count").</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PyTypeAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    /// <summary>The struct whose size is <c>tp_basicsize</c>.</summary>
    public Type? Layout { get; set; }
    /// <summary>When the fixed part is not the whole struct (trailing first item): the size in bytes, instead of that of the layout.</summary>
    public int BasicSize { get; set; }
    public int ItemSize { get; set; }
    /// <summary>The attributed class of the base type; object when absent.</summary>
    public Type? Base { get; set; }
    /// <summary>Flags beyond <see cref="TypeFlags.Default"/>, which is implied with StaticBuiltin and ImmutableType. Flags that a base implies are inherited.</summary>
    public TypeFlags Flags { get; set; }
    /// <summary>Field of the layout that holds the list of weak references.</summary>
    public string? WeaklistField { get; set; }
    /// <summary>Field of the layout that holds the instance dict.</summary>
    public string? DictField { get; set; }
    /// <summary>Field of the layout that holds the vectorcall function (implies HaveVectorcall).</summary>
    public string? VectorcallField { get; set; }
    public string? Doc { get; set; }
    /// <summary>Signature of the constructor shown as <c>__text_signature__</c>, when it is not that of <c>tp_new</c>/<c>tp_init</c>.</summary>
    public string? TextSignature { get; set; }
    /// <summary>Names of slots whose special methods are hidden: "tp_hash" gives <c>__hash__ = None</c>.</summary>
    public string? None { get; set; }
}

/// <summary>
/// A slot. The method has the slot's name and its shape (see GlobalUsings.cs), where <c>PyObject* self</c> may be the type's own layout. With a signature, <c>tp_new</c>
/// and <c>tp_init</c> take converted arguments after (ts, type) or (ts, self).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlotAttribute(string? signature = null) : Attribute
{
    public string? Signature { get; } = signature;
    /// <summary>Messages about arguments say "function" instead of the type's name, and the type shows no signature.</summary>
    public bool Unnamed { get; set; }
}

/// <summary>
/// A method. The signature is CPython's <c>__text_signature__</c> with <c>$self</c> ("($self, index=-1, /)"); the C# parameters after (ts, self) match its parameters one by one.
/// Without a signature the method has the raw form (ThreadState*, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames).
/// The Python name is the C# name unless <see cref="Name"/> is given.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal class PyMethodAttribute(string? signature = null) : Attribute
{
    public string? Signature { get; } = signature;
    public string? Name { get; set; }
    public string? Doc { get; set; }
    /// <summary>Replaces a slot's wrapper of the same name (METH_COEXIST).</summary>
    public bool Coexist { get; set; }
    /// <summary>No <c>__text_signature__</c>: the first line of the doc stands as it is.</summary>
    public bool HideSignature { get; set; }
    /// <summary>Raw form that takes no keywords (METH_FASTCALL alone).</summary>
    public bool NoKeywords { get; set; }
}

/// <summary>A class method; the parameter after ts is <c>PyTypeObject* type</c> (signature: <c>$type</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyClassMethodAttribute(string? signature = null) : PyMethodAttribute(signature);

/// <summary>A static method; there is no self parameter.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyStaticMethodAttribute(string? signature = null) : PyMethodAttribute(signature);

/// <summary>A module-level function; the parameter after ts is <c>PyObject* module</c> (signature: <c>$module</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyFunctionAttribute(string? signature = null) : PyMethodAttribute(signature);

/// <summary>The getter of an attribute: (ThreadState*, self) → owned. The setter, if any, is named by <see cref="Setter"/>: (ThreadState*, self, PyObject* valueOrNull) → Status.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyGetSetAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Setter { get; set; }
    public string? Doc { get; set; }
}

/// <summary>A field of the layout as an attribute.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class PyMemberAttribute(string name, string field, MemberType type) : Attribute
{
    public string Name { get; } = name;
    public string Field { get; } = field;
    public MemberType Type { get; } = type;
    public bool ReadOnly { get; set; } = true;
    public string? Doc { get; set; }
}

/// <summary>A native module. The attributed class is <c>static unsafe partial</c> and holds <see cref="PyFunctionAttribute"/> methods and at most one <see cref="ModuleExecAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PyModuleAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; set; }
    /// <summary>Attributed classes of the types that are members under their own names.</summary>
    public Type[] Types { get; set; } = [];
}

/// <summary>Runs when the module is imported: (ThreadState*, PyObject* module) → Status.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ModuleExecAttribute : Attribute;

/// <summary>A conversion of the parameter by a static method (ThreadState*, PyObject*, out T) → Status, named here (of the same class unless qualified by <see cref="In"/>).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ConverterAttribute(string method) : Attribute
{
    public string Method { get; } = method;
    public Type? In { get; set; }
}

/// <summary>The parameter must be an instance of the type of that attributed class ("argument 1 must be str, not int").</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class OfAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}

/// <summary>An nint that takes slice indices: None is the default, anything with __index__ is clamped to the range of nint.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class SliceIndexAttribute : Attribute
{
    /// <summary>Refuses None.</summary>
    public bool NotNone { get; set; }
}
