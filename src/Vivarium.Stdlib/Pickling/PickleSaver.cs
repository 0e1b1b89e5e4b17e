// Writing an object: what the pickler does by itself for the built-in types, and whom it asks for others. Nesting is bounded by the native stack (RecursionError), never
// by a count. See docs/internals/pickle.md.
using System.Buffers.Binary;

namespace Vivarium.Stdlib.Pickling;

internal static unsafe partial class PickleSaver
{
    public static Status Save(ThreadState* ts, PicklerObject* self, PyObject* o) => Save(ts, self, o, isPersistentId: false);

    private static Status Save(ThreadState* ts, PicklerObject* self, PyObject* o, bool isPersistentId)
    {
        if (PickleOutput.OpcodeBoundary(ts, self) != Status.Ok)
            return Status.Error;
        // A persistent id is not asked for one itself.
        if (!isPersistentId && self->persistent_id != null)
        {
            Lookup saved = SavePersistent(ts, self, o);
            if (saved != Lookup.Missing)
                return saved == Lookup.Found ? Status.Ok : Status.Error;
        }
        PyTypeObject* type = o->ob_type;
        if (o == Py.None)
            return PickleOutput.Write(ts, self, PickleOpcode.NONE);
        if (type == BoolType.Type)
            return SaveBool(ts, self, o == Py.True);
        if (type == IntType.Type)
            return SaveInt(ts, self, o);
        if (type == FloatType.Type)
            return SaveFloat(ts, self, o);
        nint number = MemoTable.Get(self->memo, o);
        if (number >= 0)
            return WriteGet(ts, self, number);
        if (type == BytesType.Type)
            return SaveBytes(ts, self, o);
        if (type == StrType.Type)
            return SaveStr(ts, self, o);
        if (!NativeStack.Enter(ts, " while pickling an object"))
            return Status.Error;
        if (type == DictType.Type)
            return SaveDict(ts, self, o);
        if (type == SetType.Type)
            return SaveSet(ts, self, o);
        if (type == FrozenSetType.Type)
            return SaveFrozenSet(ts, self, o);
        if (type == ListType.Type)
            return SaveList(ts, self, o);
        if (type == TupleType.Type)
            return SaveTuple(ts, self, o);
        if (type == ByteArrayType.Type)
            return SaveByteArray(ts, self, o);
        return type == PickleBufferType.Type ? SavePickleBuffer(ts, self, o) : SaveOther(ts, self, o);
    }

    /// <summary>Objects that tell themselves how they are made again.</summary>
    private static Status SaveOther(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        PyTypeObject* type = o->ob_type;
        using Owned<PyObject> overridden = Own.Of(ts, self->reducer_override == null ? Ref.New(Py.NotImplemented) : CallHook(ts, self->reducer_override, o));
        if (overridden.IsNull)
            return Status.Error;
        if (overridden.Pointer != Py.NotImplemented)
            return SaveReduced(ts, self, o, overridden.Pointer);
        if (type == TypeType.Type)
            return SaveType(ts, self, o);
        if (type == FunctionType.Type)
            return SaveGlobal(ts, self, o, null);
        PyObject* reducer;
        Lookup found = FindReducer(ts, self, type, &reducer);
        if (found == Lookup.Error)
            return Status.Error;
        if (found == Lookup.Missing && PyType.IsSubtype(type, TypeType.Type))
            return SaveGlobal(ts, self, o, null);
        using Owned<PyObject> function = Own.Of(ts, reducer);
        using Owned<PyObject> reduced = Own.Of(ts, found == Lookup.Found ? Call.OneArg(ts, function.Pointer, o) : Reduce(ts, self, o));
        return reduced.IsNull ? Status.Error : SaveReduced(ts, self, o, reduced.Pointer);
    }

    private static PyObject* CallHook(ThreadState* ts, PyObject* hook, PyObject* o)
    {
        using Owned<PyObject> held = Own.Of(ts, Ref.New(hook));
        return Call.OneArg(ts, held.Pointer, o);
    }

    /// <summary>The function registered for a type, owned.</summary>
    private static Lookup FindReducer(ThreadState* ts, PicklerObject* self, PyTypeObject* type, PyObject** reducer)
    {
        *reducer = null;
        if (self->dispatch_table == null)
            return PyDict.GetRef(ts, PickleState.DispatchTable(ts), (PyObject*)type, reducer);
        using Owned<PyObject> table = Own.Of(ts, Ref.New(self->dispatch_table));
        *reducer = Obj.GetItem(ts, table.Pointer, (PyObject*)type);
        if (*reducer != null)
            return Lookup.Found;
        return Err.ClearIf(ts, Exc.KeyError) ? Lookup.Missing : Lookup.Error;
    }

    /// <summary>What __reduce_ex__, or else __reduce__, gives.</summary>
    private static PyObject* Reduce(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        PyObject* method;
        Lookup found = Obj.LookupAttr(ts, o, Id.__reduce_ex__, &method);
        if (found == Lookup.Error)
            return null;
        using Owned<PyObject> extended = Own.Of(ts, method);
        if (found == Lookup.Found)
        {
            using Owned<PyObject> protocol = Own.Of(ts, PyLong.FromInt64(ts, self->proto));
            return protocol.IsNull ? null : Call.OneArg(ts, method, protocol.Pointer);
        }
        found = Obj.LookupAttr(ts, o, Id.__reduce__, &method);
        if (found == Lookup.Error)
            return null;
        using Owned<PyObject> plain = Own.Of(ts, method);
        if (found == Lookup.Found)
            return Call.NoArgs(ts, method);
        PickleState.Fail(ts, $"Can't pickle {PyType.FullName(o->ob_type)} object");
        return null;
    }

    private static Status SaveReduced(ThreadState* ts, PicklerObject* self, PyObject* o, PyObject* reduced)
    {
        if (PyUnicode.Check(reduced))
            return SaveGlobal(ts, self, o, reduced);
        Status status = PyTuple.Check(reduced)
            ? SaveReduce(ts, self, reduced, o)
            : PickleState.Fail(ts, $"__reduce__ must return a string or tuple, not {PyType.FullName(reduced->ob_type)}");
        return status == Status.Ok ? status : PickleNotes.Add(ts, o, "object");
    }

    /// <summary>Missing: the object has no persistent id.</summary>
    private static Lookup SavePersistent(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        using Owned<PyObject> id = Own.Of(ts, CallHook(ts, self->persistent_id, o));
        if (id.IsNull)
            return Lookup.Error;
        if (id.Pointer == Py.None)
            return Lookup.Missing;
        if (self->bin != 0)
            return Save(ts, self, id.Pointer, isPersistentId: true) == Status.Ok && PickleOutput.Write(ts, self, PickleOpcode.BINPERSID) == Status.Ok ? Lookup.Found : Lookup.Error;
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, id.Pointer));
        if (text.IsNull)
            return Lookup.Error;
        if (!PyUnicode.IsAscii(text.Pointer))
        {
            PickleState.Fail(ts, "persistent IDs in protocol 0 must be ASCII strings");
            return Lookup.Error;
        }
        return PickleOutput.Write(ts, self, PickleOpcode.PERSID) == Status.Ok && PickleOutput.Write(ts, self, PyUnicode.Span1(text.Pointer)) == Status.Ok
            && PickleOutput.Write(ts, self, (byte)'\n') == Status.Ok ? Lookup.Found : Lookup.Error;
    }

    // ---- The memo -------------------------------------------------------------------------------------------------------------------------

    /// <summary>Refers to an object that is written.</summary>
    private static Status WriteGet(ThreadState* ts, PicklerObject* self, nint number)
    {
        if (self->bin == 0)
            return PickleOutput.WriteText(ts, self, PickleOpcode.GET, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (number < 256)
            return PickleOutput.Write(ts, self, PickleOpcode.BINGET, (byte)number);
        return number <= uint.MaxValue ? PickleOutput.Write(ts, self, PickleOpcode.LONG_BINGET, (ulong)number, 4) : PickleState.Fail(ts, "memo id too large for LONG_BINGET");
    }

    private static bool IsWritten(PicklerObject* self, PyObject* o) => MemoTable.Get(self->memo, o) >= 0;

    private static Status WriteGet(ThreadState* ts, PicklerObject* self, PyObject* o) => WriteGet(ts, self, MemoTable.Get(self->memo, o));

    /// <summary>Gives the object, which is now on the stack, the next number.</summary>
    private static Status Memoize(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        if (self->fast != 0)
            return Status.Ok;
        nint number = self->memo->used;
        if (MemoTable.Set(ts, self->memo, o, number) != Status.Ok)
            return Status.Error;
        if (self->proto >= 4)
            return PickleOutput.Write(ts, self, PickleOpcode.MEMOIZE);
        if (self->bin == 0)
            return PickleOutput.WriteText(ts, self, PickleOpcode.PUT, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (number < 256)
            return PickleOutput.Write(ts, self, PickleOpcode.BINPUT, (byte)number);
        return number <= uint.MaxValue ? PickleOutput.Write(ts, self, PickleOpcode.LONG_BINPUT, (ulong)number, 4) : PickleState.Fail(ts, "memo id too large for LONG_BINPUT");
    }

    // ---- Atoms ----------------------------------------------------------------------------------------------------------------------------

    private static Status SaveBool(ThreadState* ts, PicklerObject* self, bool value)
    {
        if (self->proto >= 2)
            return PickleOutput.Write(ts, self, value ? PickleOpcode.NEWTRUE : PickleOpcode.NEWFALSE);
        return PickleOutput.Write(ts, self, value ? "I01\n"u8 : "I00\n"u8);
    }

    private static Status SaveInt(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        long value;
        if (PyLong.TryGetInt64(o, &value) && value is >= int.MinValue and <= int.MaxValue)
        {
            if (self->bin == 0)
                return PickleOutput.WriteText(ts, self, PickleOpcode.INT, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (value is < 0 or > 0xFFFF)
                return PickleOutput.Write(ts, self, PickleOpcode.BININT, (ulong)value, 4);
            return value <= 0xFF ? PickleOutput.Write(ts, self, PickleOpcode.BININT1, (byte)value) : PickleOutput.Write(ts, self, PickleOpcode.BININT2, (ulong)value, 2);
        }
        if (self->proto < 2)
            return SaveIntText(ts, self, o);
        nint count = (PyLong.BitLength(o) / 8) + 1;
        if (count > int.MaxValue)
        {
            Err.Overflow(ts, "int too large to pickle");
            return Status.Error;
        }
        using Owned<PyObject> bytes = Own.Of(ts, PyBytes.New(ts, count));
        if (bytes.IsNull)
            return Status.Error;
        byte* data = PyBytes.Data(bytes.Pointer);
        if (PyLong.ToByteArray(ts, o, new Span<byte>(data, (int)count), little: true, signed: true) != Status.Ok)
            return Status.Error;
        // The last byte of a negative number may say nothing new.
        if (PyLong.IsNegative(o) && count > 1 && data[count - 1] == 0xFF && (data[count - 2] & 0x80) != 0)
            count--;
        Status status = count < 256
            ? PickleOutput.Write(ts, self, PickleOpcode.LONG1, (byte)count)
            : PickleOutput.Write(ts, self, PickleOpcode.LONG4, (ulong)count, 4);
        return status == Status.Ok ? PickleOutput.Write(ts, self, new ReadOnlySpan<byte>(data, (int)count)) : status;
    }

    private static Status SaveIntText(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        using Owned<PyObject> text = Own.Of(ts, Obj.Repr(ts, o));
        if (text.IsNull || PickleOutput.Write(ts, self, PickleOpcode.LONG) != Status.Ok || PickleOutput.Write(ts, self, PyUnicode.Span1(text.Pointer)) != Status.Ok)
            return Status.Error;
        return PickleOutput.Write(ts, self, "L\n"u8);
    }

    private static Status SaveFloat(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        double value = PyFloat.Value(o);
        return self->bin != 0
            ? PickleOutput.Write(ts, self, PickleOpcode.BINFLOAT, BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToUInt64Bits(value)), 8)
            : PickleOutput.WriteText(ts, self, PickleOpcode.FLOAT, PyFloat.Repr(value));
    }
}
