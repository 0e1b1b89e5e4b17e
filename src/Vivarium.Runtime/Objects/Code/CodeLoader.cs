// Between code units, the front end's plain values, and code objects on the heap. Equal constants of a unit become one object, names are interned for as long as the
// interpreter lives, and string constants that look like identifiers are interned: sharing is visible to `is` and to reference counts. See docs/internals/frames.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Runtime.Objects;

internal static unsafe class CodeLoader
{
    /// <summary>A code object, with those nested in it; owned.</summary>
    public static PyObject* FromUnit(ThreadState* ts, CodeUnit unit)
    {
        var loader = new Loading();
        PyObject* code = loader.Code(ts, unit);
        loader.Release(ts);
        return code;
    }

    /// <summary>The object of a constant; owned.</summary>
    public static PyObject* FromConstant(ThreadState* ts, Constant constant)
    {
        var loader = new Loading();
        PyObject* result = loader.Object(ts, constant);
        loader.Release(ts);
        return result;
    }

    /// <summary>The objects made so far; it owns a reference to each.</summary>
    private sealed class Loading
    {
        private readonly Dictionary<Constant, nint> _constants = [];
        private readonly Dictionary<PyText, nint> _names = [];

        public void Release(ThreadState* ts)
        {
            foreach (nint o in _constants.Values)
                Ref.Dec(ts, (PyObject*)o);
            foreach (nint o in _names.Values)
                Ref.Dec(ts, (PyObject*)o);
        }

        /// <summary>Owned.</summary>
        public PyObject* Object(ThreadState* ts, Constant constant)
        {
            switch (constant)
            {
                case NoneConstant: return Py.None;
                case EllipsisConstant: return Py.Ellipsis;
                case BoolConstant b: return Py.Bool(b.Value);
            }
            if (_constants.TryGetValue(constant, out nint known))
                return Ref.New((PyObject*)known);
            if (!NativeStack.Enter(ts, " while loading code"))
                return null;
            PyObject* o = Make(ts, constant);
            if (o != null)
                _constants.Add(constant, (nint)Ref.New(o));
            return o;
        }

        private PyObject* Make(ThreadState* ts, Constant constant)
        {
            switch (constant)
            {
                case IntConstant i: return PyLong.FromBigInteger(ts, i.Value);
                case FloatConstant f: return PyFloat.FromDouble(ts, f.Value);
                case ComplexConstant c: return PyComplex.FromDoubles(ts, c.Real, c.Imag);
                case BytesConstant b: return PyBytes.FromSpan(ts, b.Value);
                case StrConstant s: return Text(ts, s.Value);
                case TupleConstant t: return Tuple(ts, t.Items);
                case CodeConstant c: return Code(ts, c.Code);
                case SliceConstant s: return Slice(ts, s);
                case FrozenSetConstant f:
                {
                    using Owned<PyObject> items = Own.Of(ts, Tuple(ts, f.Items));
                    return items.IsNull ? null : PySet.NewFrozen(ts, items.Pointer);
                }
                default: return Err.System(ts, "constant of an unknown kind in a code unit");
            }
        }

        private static PyObject* Text(ThreadState* ts, PyText text)
        {
            PyObject* o = PyUnicode.FromText(ts, text);
            if (o != null && IsIdentifierLike(text.Utf8))
                PyUnicode.InternInPlace(ts, &o);
            return o;
        }

        private static bool IsIdentifierLike(ReadOnlySpan<byte> utf8)
        {
            foreach (byte c in utf8)
            {
                if (!char.IsAsciiLetterOrDigit((char)c) && c != '_')
                    return false;
            }
            return true;
        }

        private PyObject* Slice(ThreadState* ts, SliceConstant slice)
        {
            using Owned<PyObject> start = Own.Of(ts, Object(ts, slice.Start));
            using Owned<PyObject> stop = Own.Of(ts, start.IsNull ? null : Object(ts, slice.Stop));
            using Owned<PyObject> step = Own.Of(ts, stop.IsNull ? null : Object(ts, slice.Step));
            return step.IsNull ? null : PySlice.New(ts, start.Pointer, stop.Pointer, step.Pointer);
        }

        private PyObject* Tuple(ThreadState* ts, Constant[] items)
        {
            PyObject* tuple = PyTuple.New(ts, items.Length);
            if (tuple == null)
                return null;
            for (int i = 0; i < items.Length; i++)
            {
                PyObject* item = Object(ts, items[i]);
                if (item == null)
                {
                    Ref.Dec(ts, tuple);
                    return null;
                }
                PyTuple.SetSteal(tuple, i, item);
            }
            PyTuple.Track(ts, tuple);
            return tuple;
        }

        /// <summary>An interned name; owned.</summary>
        private PyObject* Name(ThreadState* ts, PyText text)
        {
            if (_names.TryGetValue(text, out nint known))
                return Ref.New((PyObject*)known);
            PyObject* o = PyUnicode.FromText(ts, text);
            if (o == null)
                return null;
            PyUnicode.InternImmortal(ts, &o);
            _names.Add(text, (nint)Ref.New(o));
            return o;
        }

        private PyObject* Names(ThreadState* ts, PyText[] names)
        {
            var key = new TupleConstant(Array.ConvertAll(names, name => (Constant)new NameConstant(name)));
            if (_constants.TryGetValue(key, out nint known))
                return Ref.New((PyObject*)known);
            PyObject* tuple = PyTuple.New(ts, names.Length);
            if (tuple == null)
                return null;
            for (int i = 0; i < names.Length; i++)
            {
                PyObject* name = Name(ts, names[i]);
                if (name == null)
                {
                    Ref.Dec(ts, tuple);
                    return null;
                }
                PyTuple.SetSteal(tuple, i, name);
            }
            PyTuple.Track(ts, tuple);
            _constants.Add(key, (nint)Ref.New(tuple));
            return tuple;
        }

        /// <summary>Tables of bytes share with equal ones.</summary>
        private PyObject* Bytes(ThreadState* ts, byte[] bytes) => Object(ts, new BytesConstant(bytes));

        public PyObject* Code(ThreadState* ts, CodeUnit unit)
        {
            byte[] kinds = new byte[unit.co_localspluskinds.Length];
            for (int i = 0; i < kinds.Length; i++)
                kinds[i] = (byte)unit.co_localspluskinds[i];
            using Owned<PyObject> names = Own.Of(ts, Names(ts, unit.co_names));
            using Owned<PyObject> localsplusnames = Own.Of(ts, names.IsNull ? null : Names(ts, unit.co_localsplusnames));
            using Owned<PyObject> localspluskinds = Own.Of(ts, localsplusnames.IsNull ? null : PyBytes.FromSpan(ts, kinds));
            using Owned<PyObject> filename = Own.Of(ts, localspluskinds.IsNull ? null : Name(ts, unit.co_filename));
            using Owned<PyObject> name = Own.Of(ts, filename.IsNull ? null : Name(ts, unit.co_name));
            using Owned<PyObject> qualname = Own.Of(ts, name.IsNull ? null : Name(ts, unit.co_qualname));
            using Owned<PyObject> consts = Own.Of(ts, qualname.IsNull ? null : Consts(ts, unit.co_consts));
            using Owned<PyObject> linetable = Own.Of(ts, consts.IsNull ? null : Bytes(ts, unit.co_linetable));
            using Owned<PyObject> exceptiontable = Own.Of(ts, linetable.IsNull ? null : Bytes(ts, unit.co_exceptiontable));
            if (exceptiontable.IsNull)
                return null;
            fixed (byte* instructions = unit.co_code)
            {
                return PyCode.New(ts, new CodeParts
                {
                    argcount = unit.co_argcount,
                    posonlyargcount = unit.co_posonlyargcount,
                    kwonlyargcount = unit.co_kwonlyargcount,
                    stacksize = unit.co_stacksize,
                    flags = (int)unit.co_flags,
                    firstlineno = unit.co_firstlineno,
                    instructions = instructions,
                    bytes = unit.co_code.Length,
                    consts = consts.Pointer,
                    names = names.Pointer,
                    localsplusnames = localsplusnames.Pointer,
                    localspluskinds = localspluskinds.Pointer,
                    filename = filename.Pointer,
                    name = name.Pointer,
                    qualname = qualname.Pointer,
                    linetable = linetable.Pointer,
                    exceptiontable = exceptiontable.Pointer,
                });
            }
        }

        private PyObject* Consts(ThreadState* ts, Constant[] consts) => Object(ts, new TupleConstant(consts));

        /// <summary>A name among the keys of shared tuples: tuples of names are not shared with constants.</summary>
        private sealed class NameConstant(PyText name) : Constant
        {
            private readonly PyText _name = name;
            public override bool Equals(Constant? other) => other is NameConstant n && n._name.Equals(_name);
            public override int GetHashCode() => HashCode.Combine(13, _name);
        }
    }

    // ---- Back: for marshal ----

    /// <summary>The managed form of a code object; null with an exception when a constant has none.</summary>
    public static CodeUnit? ToUnit(ThreadState* ts, PyCodeObject* code)
    {
        nint n = PyTuple.Size(code->co_consts);
        var consts = new Constant[n];
        for (nint i = 0; i < n; i++)
        {
            if (ToConstant(ts, PyTuple.GetBorrowed(code->co_consts, i)) is not { } constant)
                return null;
            consts[i] = constant;
        }
        byte[] bytes = new byte[PyCode.Units(code) * OpcodeInfo.CodeUnitSize];
        CodeAttributes.CopyUnspecialized(code, bytes);
        return new CodeUnit
        {
            co_name = PyUnicode.ToText(code->co_name),
            co_qualname = PyUnicode.ToText(code->co_qualname),
            co_filename = PyUnicode.ToText(code->co_filename),
            co_firstlineno = code->co_firstlineno,
            co_argcount = code->co_argcount,
            co_posonlyargcount = code->co_posonlyargcount,
            co_kwonlyargcount = code->co_kwonlyargcount,
            co_flags = (CodeFlags)code->co_flags,
            co_stacksize = code->co_stacksize,
            co_consts = consts,
            co_names = ToTexts(code->co_names),
            co_localsplusnames = ToTexts(code->co_localsplusnames),
            co_localspluskinds = ToKinds(code),
            co_code = bytes,
            co_linetable = PyBytes.AsSpan(code->co_linetable).ToArray(),
            co_exceptiontable = PyBytes.AsSpan(code->co_exceptiontable).ToArray(),
        };
    }

    private static PyText[] ToTexts(PyObject* names)
    {
        var texts = new PyText[PyTuple.Size(names)];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = PyUnicode.ToText(PyTuple.GetBorrowed(names, i));
        return texts;
    }

    private static LocalKind[] ToKinds(PyCodeObject* code)
    {
        var kinds = new LocalKind[code->co_nlocalsplus];
        for (int i = 0; i < kinds.Length; i++)
            kinds[i] = (LocalKind)PyCode.Kinds(code)[i];
        return kinds;
    }

    /// <summary>The managed form of an immutable value; null with an exception when it has none.</summary>
    public static Constant? ToConstant(ThreadState* ts, PyObject* o)
    {
        if (!NativeStack.Enter(ts, " while reading constants"))
            return null;
        if (o == Py.None)
            return Constant.None;
        if (o == Py.Ellipsis)
            return Constant.Ellipsis;
        PyTypeObject* type = o->ob_type;
        if (type == BoolType.Type)
            return Constant.Of(o == Py.True);
        if (type == IntType.Type)
            return Constant.Of(PyLong.ToBigInteger(o));
        if (type == FloatType.Type)
            return Constant.Of(((PyFloatObject*)o)->ob_fval);
        if (type == ComplexType.Type)
            return new ComplexConstant(((PyComplexObject*)o)->real, ((PyComplexObject*)o)->imag);
        if (type == StrType.Type)
            return new StrConstant(PyUnicode.ToText(o));
        if (type == BytesType.Type)
            return new BytesConstant(PyBytes.AsSpan(o).ToArray());
        if (type == TupleType.Type)
        {
            Constant[]? items = ToConstants(ts, PyTuple.Items(o), PyTuple.Size(o));
            return items is null ? null : new TupleConstant(items);
        }
        if (type == FrozenSetType.Type)
            return ToFrozenSet(ts, o);
        if (type == SliceType.Type)
        {
            Constant[]? items = ToConstants(ts, &((PySliceObject*)o)->start, 3);
            return items is null ? null : new SliceConstant(items[0], items[1], items[2]);
        }
        if (type == CodeType.Type)
            return ToUnit(ts, (PyCodeObject*)o) is { } unit ? new CodeConstant(unit) : null;
        Err.Value(ts, "unmarshallable object");
        return null;
    }

    private static Constant[]? ToConstants(ThreadState* ts, PyObject** objects, nint count)
    {
        var items = new Constant[count];
        for (nint i = 0; i < count; i++)
        {
            if (ToConstant(ts, objects[i]) is not { } item)
                return null;
            items[i] = item;
        }
        return items;
    }

    private static Constant? ToFrozenSet(ThreadState* ts, PyObject* set)
    {
        var items = new List<Constant>();
        nint position = 0;
        PyObject* item;
        nint hash;
        while (PySet.Next(set, &position, &item, &hash))
        {
            if (ToConstant(ts, item) is not { } constant)
                return null;
            items.Add(constant);
        }
        return new FrozenSetConstant([.. items]);
    }
}
