// Reading and writing fields of an object's struct by their declared C type (PyMember_GetOne and …SetOne in CPython).
namespace Vivarium.Runtime.Objects;

internal static unsafe class Members
{
    public static PyObject* Get(ThreadState* ts, PyObject* o, PyMemberDef* member)
    {
        byte* at = (byte*)o + member->offset;
        switch (member->type)
        {
            case MemberType.Bool:
                return Py.Bool(*at != 0);
            case MemberType.Byte:
                return PyLong.FromInt64(ts, *(sbyte*)at);
            case MemberType.UByte:
                return PyLong.FromInt64(ts, *at);
            case MemberType.Short:
                return PyLong.FromInt64(ts, *(short*)at);
            case MemberType.UShort:
                return PyLong.FromInt64(ts, *(ushort*)at);
            case MemberType.Int:
                return PyLong.FromInt64(ts, *(int*)at);
            case MemberType.UInt:
                return PyLong.FromInt64(ts, *(uint*)at);
            case MemberType.Long:
            case MemberType.LongLong:
            case MemberType.SSize:
                return PyLong.FromInt64(ts, *(long*)at);
            case MemberType.ULong:
            case MemberType.ULongLong:
                return PyLong.FromUInt64(ts, *(ulong*)at);
            case MemberType.Float:
                return PyFloat.FromDouble(ts, *(float*)at);
            case MemberType.Double:
                return PyFloat.FromDouble(ts, *(double*)at);
            case MemberType.String:
                return *(byte**)at == null ? Py.None : PyUnicode.FromString(ts, Utf8Text.ToString(*(byte**)at));
            case MemberType.StringInPlace:
                return PyUnicode.FromString(ts, Utf8Text.ToString(at));
            case MemberType.Char:
                return PyUnicode.FromOrdinal(ts, *at);
            case MemberType.Object:
                return *(PyObject**)at == null ? Py.None : Ref.New(*(PyObject**)at);
            case MemberType.ObjectEx:
                PyObject* value = *(PyObject**)at;
                if (value != null)
                    return Ref.New(value);
                return Err.AttributeWithObject(ts, $"'{PyType.FullName(o->ob_type)}' object has no attribute '{Utf8Text.ToString(member->name)}'", o, NameOf(ts, member));
            case MemberType.None:
                return Py.None;
            default:
                return Err.System(ts, "bad memberdescr type");
        }
    }

    private static PyObject* NameOf(ThreadState* ts, PyMemberDef* member)
    {
        // The descriptor's name is interned and alive, so the borrowed reference stays good.
        PyObject* name = PyUnicode.InternFromString(ts, Utf8Text.ToString(member->name));
        if (name == null)
        {
            Err.Clear(ts);
            return Py.None;
        }
        Ref.Dec(ts, name);
        return name;
    }

    public static Status Set(ThreadState* ts, PyObject* o, PyMemberDef* member, PyObject* value)
    {
        byte* at = (byte*)o + member->offset;
        if ((member->flags & 1) != 0)
        {
            Err.Attribute(ts, "readonly attribute");
            return Status.Error;
        }
        if (member->type is MemberType.Object or MemberType.ObjectEx)
            return SetObject(ts, o, member, value);
        if (value == null)
            return Err.TypeStatus(ts, "can't delete numeric/char attribute");
        switch (member->type)
        {
            case MemberType.Bool:
                if (value->ob_type != BoolType.Type)
                    return Err.TypeStatus(ts, "attribute value type must be bool");
                *at = value == Py.True ? (byte)1 : (byte)0;
                return Status.Ok;
            case MemberType.Double:
            case MemberType.Float:
                double number = PyFloat.AsDouble(ts, value);
                if (number == -1 && Err.Occurred(ts))
                    return Status.Error;
                if (member->type == MemberType.Double)
                    *(double*)at = number;
                else
                    *(float*)at = (float)number;
                return Status.Ok;
            case MemberType.ULong:
            case MemberType.ULongLong:
                ulong unsigned = PyLong.AsUInt64(ts, value);
                if (Err.Occurred(ts))
                    return Status.Error;
                *(ulong*)at = unsigned;
                return Status.Ok;
            case MemberType.String:
            case MemberType.StringInPlace:
            case MemberType.Char:
            case MemberType.None:
                return Err.TypeStatus(ts, "readonly attribute");
            default:
                return SetInteger(ts, at, member->type, value);
        }
    }

    private static Status SetObject(ThreadState* ts, PyObject* o, PyMemberDef* member, PyObject* value)
    {
        PyObject** field = (PyObject**)((byte*)o + member->offset);
        if (value == null && *field == null && member->type == MemberType.ObjectEx)
        {
            Err.Attribute(ts, Utf8Text.ToString(member->name));
            return Status.Error;
        }
        Ref.SetSteal(ts, field, value == null ? null : Ref.New(value));
        return Status.Ok;
    }

    private static Status SetInteger(ThreadState* ts, byte* at, MemberType type, PyObject* value)
    {
        long number = PyLong.AsInt64(ts, value);
        if (number == -1 && Err.Occurred(ts))
            return Status.Error;
        bool fits = true;
        switch (type)
        {
            case MemberType.Byte:
                fits = number == (sbyte)number;
                *(sbyte*)at = (sbyte)number;
                break;
            case MemberType.UByte:
                fits = number == (byte)number;
                *at = (byte)number;
                break;
            case MemberType.Short:
                fits = number == (short)number;
                *(short*)at = (short)number;
                break;
            case MemberType.UShort:
                fits = number == (ushort)number;
                *(ushort*)at = (ushort)number;
                break;
            case MemberType.Int:
                fits = number == (int)number;
                *(int*)at = (int)number;
                break;
            case MemberType.UInt:
                fits = number == (uint)number;
                *(uint*)at = (uint)number;
                break;
            default:
                *(long*)at = number;
                break;
        }
        return fits ? Status.Ok : Err.Warn(ts, Exc.RuntimeWarning, $"Truncation of value to {type.ToString().ToLowerInvariant()}", 1);
    }
}
