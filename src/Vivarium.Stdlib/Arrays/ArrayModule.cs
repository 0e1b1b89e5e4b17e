// The module array, and pickles of arrays: a machine format code says how the bytes in a pickle are to be read on any machine. See docs/internals/array.md.
using System.Buffers.Binary;

namespace Vivarium.Stdlib.Arrays;

[PyModule("array", Doc = "Arrays of numbers and characters that lie in memory as C has them.", Types = [typeof(ArrayType)])]
internal static unsafe partial class ArrayModule
{
    private const int LastFormat = 21;
    private const int FirstFloatFormat = 14;
    private const int FirstTextFormat = 18;
    private const int FirstDoubleFormat = 16;
    private const int FirstUtf32Format = 20;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (Modules.AddObject(ts, module, "ArrayType", (PyObject*)ArrayType.Type) != Status.Ok)
            return Status.Error;
        char[] codes = new char[ArrayItems.Count];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = (char)ArrayItems.All[i].typecode;
        if (Modules.AddStringConstant(ts, module, "typecodes", new string(codes)) != Status.Ok)
            return Status.Error;
        using Owned<PyObject> abc = Own.Of(ts, Runtime.Objects.Imports.ImportModule(ts, "collections.abc"));
        using Owned<PyObject> sequence = Own.Of(ts, abc.IsNull ? null : Obj.GetAttr(ts, abc.Pointer, "MutableSequence"));
        using Owned<PyObject> register = Own.Of(ts, sequence.IsNull ? null : Obj.GetAttr(ts, sequence.Pointer, "register"));
        using Owned<PyObject> done = Own.Of(ts, register.IsNull ? null : Call.OneArg(ts, register.Pointer, (PyObject*)ArrayType.Type));
        return done.IsNull ? Status.Error : Status.Ok;
    }

    private static Status Typecode(ThreadState* ts, PyObject* o, out uint code)
    {
        code = 0;
        if (!PyUnicode.Check(o))
            return Err.TypeStatus(ts, $"_array_reconstructor() argument 2 must be a unicode character, not {PyType.NameOf(o)}");
        if (PyUnicode.Length(o) != 1)
            return Err.TypeStatus(ts, $"_array_reconstructor(): argument 2 must be a unicode character, not a string of length {PyUnicode.Length(o)}");
        code = PyUnicode.ReadChar(o, 0);
        return Status.Ok;
    }

    [PyFunction("($module, arraytype, typecode, mformat_code, items,\n                     /)", Doc = "Makes an array from a pickle: items are bytes in the form of the machine format code.")]
    private static PyObject* _array_reconstructor(ThreadState* ts, PyObject* module, PyObject* arraytype, [Converter(nameof(Typecode))] uint typecode, int mformat_code, PyObject* items)
    {
        if (!PyType.Check(arraytype))
            return Err.Type(ts, $"first argument must be a type object, not {PyType.NameOf(arraytype)}");
        PyTypeObject* type = (PyTypeObject*)arraytype;
        if (!PyType.IsSubtype(type, ArrayType.Type))
            return Err.Type(ts, $"{PyType.TpName(type)} is not a subtype of {PyType.TpName(ArrayType.Type)}");
        arraydescr* descr = ArrayItems.Find(typecode);
        if (descr == null)
            return Err.Value(ts, "second argument must be a valid type code");
        if (mformat_code is < 0 or > LastFormat)
            return Err.Value(ts, "third argument must be a valid machine format code.");
        if (!PyBytes.Check(items))
            return Err.Type(ts, $"fourth argument should be bytes, not {PyType.NameOf(items)}");
        if (mformat_code == descr->format_code)
            return Make(ts, type, descr, items);
        ReadOnlySpan<byte> bytes = PyBytes.AsSpan(items);
        if (bytes.Length % UnitOf(mformat_code) != 0)
            return Err.Value(ts, "string length not a multiple of item size");
        using Owned<PyObject> content = Own.Of(ts, mformat_code >= FirstTextFormat ? DecodeText(ts, mformat_code, bytes)
            : mformat_code >= FirstFloatFormat ? DecodeFloats(ts, mformat_code, bytes) : DecodeIntegers(ts, mformat_code, bytes));
        if (content.IsNull)
            return null;
        return Make(ts, type, mformat_code < FirstFloatFormat ? FittingIntegers(mformat_code, descr) : descr, content.Pointer);
    }

    private static PyObject* Make(ThreadState* ts, PyTypeObject* type, arraydescr* descr, PyObject* content)
    {
        using Owned<PyObject> code = Own.Of(ts, PyUnicode.FromChar(ts, descr->typecode));
        return code.IsNull ? null : Call.TwoArgs(ts, (PyObject*)type, code.Pointer, content);
    }

    /// <summary>The length of the bytes must be a multiple of this (of text, of two units).</summary>
    private static int UnitOf(int format) => format switch
    {
        < 2 => 1,
        < 6 => 2,
        < 10 => 4,
        < FirstFloatFormat => 8,
        < FirstDoubleFormat => 4,
        < FirstTextFormat => 8,
        < FirstUtf32Format => 4,
        _ => 8,
    };

    /// <summary>Formats come in pairs of little and big endian; those of integers in fours, unsigned ones first.</summary>
    private static bool IsBigEndian(int format) => format >= 2 && (format & 1) != 0;

    private static bool IsSigned(int format) => format is 1 or 4 or 5 or 8 or 9 or 12 or 13;

    /// <summary>The last kind of integers that are stored alike.</summary>
    private static arraydescr* FittingIntegers(int format, arraydescr* byDefault)
    {
        byte signed = IsSigned(format) ? (byte)1 : (byte)0;
        for (int i = ArrayItems.Count - 1; i >= 0; i--)
        {
            arraydescr* descr = ArrayItems.All + i;
            if (descr->IsInteger && descr->itemsize == UnitOf(format) && descr->is_signed == signed)
                return descr;
        }
        return byDefault;
    }

    private static PyObject* DecodeIntegers(ThreadState* ts, int format, ReadOnlySpan<byte> bytes)
    {
        int unit = UnitOf(format);
        bool signed = IsSigned(format);
        PyObject* list = PyList.New(ts, bytes.Length / unit);
        for (int i = 0; list != null && i < bytes.Length / unit; i++)
        {
            PyObject* number = PyLong.FromByteArray(ts, bytes.Slice(i * unit, unit), !IsBigEndian(format), signed);
            if (number == null)
            {
                Ref.Dec(ts, list);
                return null;
            }
            PyList.SetSteal(list, i, number);
        }
        return list;
    }

    private static PyObject* DecodeFloats(ThreadState* ts, int format, ReadOnlySpan<byte> bytes)
    {
        int unit = UnitOf(format);
        PyObject* list = PyList.New(ts, bytes.Length / unit);
        for (int i = 0; list != null && i < bytes.Length / unit; i++)
        {
            ReadOnlySpan<byte> item = bytes.Slice(i * unit, unit);
            double value = (unit, IsBigEndian(format)) switch
            {
                (4, false) => BinaryPrimitives.ReadSingleLittleEndian(item),
                (4, true) => BinaryPrimitives.ReadSingleBigEndian(item),
                (_, false) => BinaryPrimitives.ReadDoubleLittleEndian(item),
                (_, true) => BinaryPrimitives.ReadDoubleBigEndian(item),
            };
            PyObject* number = PyFloat.FromDouble(ts, value);
            if (number == null)
            {
                Ref.Dec(ts, list);
                return null;
            }
            PyList.SetSteal(list, i, number);
        }
        return list;
    }

    private static PyObject* DecodeText(ThreadState* ts, int format, ReadOnlySpan<byte> bytes)
    {
        int order = IsBigEndian(format) ? 1 : -1;
        return format < FirstUtf32Format
            ? Runtime.Codecs.WideCodecs.DecodeUtf16(ts, bytes, "strict", order, null, null)
            : Runtime.Codecs.WideCodecs.DecodeUtf32(ts, bytes, "strict", order, null, null);
    }

    /// <summary>What array.__reduce_ex__ gives: before protocol 3 there is no place for bytes.</summary>
    public static PyObject* Reduce(ThreadState* ts, arrayobject* self, long protocol)
    {
        const long BytesFrom = 3;
        PyObject* state;
        Lookup found = Obj.LookupAttr(ts, (PyObject*)self, Id.__dict__, &state);
        if (found == Lookup.Error)
            return null;
        using Owned<PyObject> dict = Own.Of(ts, found == Lookup.Missing ? Py.None : state);
        using Owned<PyObject> code = Own.Of(ts, PyUnicode.FromChar(ts, self->ob_descr->typecode));
        if (code.IsNull)
            return null;
        PyObject* type = (PyObject*)((PyObject*)self)->ob_type;
        if (protocol < BytesFrom)
        {
            using Owned<PyObject> list = Own.Of(ts, PyArray.ToList(ts, self));
            using Owned<PyObject> plain = Own.Of(ts, list.IsNull ? null : PyTuple.Pack(ts, code.Pointer, list.Pointer));
            return plain.IsNull ? null : PyTuple.Pack(ts, type, plain.Pointer, dict.Pointer);
        }
        using Owned<PyObject> module = Own.Of(ts, Runtime.Objects.Imports.ImportModule(ts, "array"));
        using Owned<PyObject> make = Own.Of(ts, module.IsNull ? null : Obj.GetAttr(ts, module.Pointer, "_array_reconstructor"));
        using Owned<PyObject> bytes = Own.Of(ts, make.IsNull ? null : PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(self->ob_item, (int)(PyArray.Size(self) * self->ob_descr->itemsize))));
        if (bytes.IsNull)
            return null;
        PyObject** args = stackalloc PyObject*[4] { type, code.Pointer, PyLong.SmallInt(self->ob_descr->format_code), bytes.Pointer };
        using Owned<PyObject> tuple = Own.Of(ts, PyTuple.FromArray(ts, args, 4));
        return tuple.IsNull ? null : PyTuple.Pack(ts, make.Pointer, tuple.Pointer, dict.Pointer);
    }
}

internal static unsafe partial class ArrayType
{
    [PyMethod("($self, value, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce_ex__(ThreadState* ts, arrayobject* self, PyObject* value)
    {
        if (!PyLong.Check(value))
            return Err.Type(ts, "__reduce_ex__ argument should be an integer");
        long protocol = PyLong.AsInt64(ts, value);
        return protocol == -1 && Err.Occurred(ts) ? null : ArrayModule.Reduce(ts, self, protocol);
    }
}
