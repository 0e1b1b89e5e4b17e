// Struct sequences: tuples whose items have names, such as os.stat_result and time.struct_time. A type is declared once for the process from a name, a doc and a list
// of fields; it is static and immortal, so it takes nothing of any interpreter's heap. Fields beyond the visible ones lie behind the tuple's items: the object is as
// large as all fields, ob_size counts the visible ones. See docs/internals/sys.md.
namespace Vivarium.Runtime.Objects;

/// <summary>A field: its name (null: an item without a name) and doc.</summary>
internal readonly record struct StructField(string? Name, string? Doc = null);

/// <summary>What follows the type object of a struct sequence.</summary>
internal unsafe struct StructSequenceType
{
    public PyTypeObject type;
    public nint n_fields;
    public nint n_sequence_fields;
    public nint n_unnamed_fields;
    /// <summary>The names of all fields, interned; null for those without.</summary>
    public PyObject** names;
}

internal static unsafe partial class StructSequence
{
    /// <summary>
    /// Declares a type; it is made ready with the assembly's other types (a list given to <see cref="ImmortalRegion.AddTypes"/>; for native modules Start/StructSequences.cs).
    /// </summary>
    /// <param name="name">With the module: "time.struct_time".</param>
    /// <param name="doc">The type's doc.</param>
    /// <param name="visible">How many of the fields are items of the tuple.</param>
    /// <param name="fields">All fields, the visible ones first.</param>
    /// <param name="instantiable">Whether Python code may make instances.</param>
    /// <param name="construct">A constructor of its own, for types that compute fields from others; it ends in <see cref="FromArguments"/>.</param>
    public static PyTypeObject* Declare(string name, string? doc, int visible, ReadOnlySpan<StructField> fields, bool instantiable = true, newfunc construct = null)
    {
        int unnamed = 0;
        foreach (StructField field in fields)
            unnamed += field.Name is null ? 1 : 0;
        nuint prefix = (nuint)(sizeof(TypeSlots) + sizeof(PyGC_Head));
        byte* memory = (byte*)ImmortalRegion.Allocate(prefix + (nuint)sizeof(StructSequenceType));
        StructSequenceType* info = (StructSequenceType*)(memory + prefix);
        PyTypeObject* type = &info->type;
        ImmortalRegion.InitHeader((PyObject*)type, null);
        info->n_fields = fields.Length;
        info->n_sequence_fields = visible;
        info->n_unnamed_fields = unnamed;
        info->names = (PyObject**)ImmortalRegion.Allocate((nuint)(Math.Max(1, fields.Length) * sizeof(PyObject*)));
        type->tp_name = ImmortalRegion.Utf8(name);
        type->tp_doc = doc is null ? null : ImmortalRegion.Utf8(doc);
        type->tp_base = TupleType.Type;
        type->tp_basicsize = sizeof(PyTupleObject) - sizeof(PyObject*) + (fields.Length - visible) * sizeof(PyObject*);
        type->tp_itemsize = sizeof(PyObject*);
        type->tp_flags = TypeFlags.Default | TypeFlags.StaticBuiltin | TypeFlags.ImmutableType | TypeFlags.HaveGc
            | (instantiable ? TypeFlags.None : TypeFlags.DisallowInstantiation);
        type->tp_methods = Methods;
        type->tp_members = MakeMembers(info, fields);
        TypeSlots* slots = TypeSlots.Of(type);
        slots->tp_dealloc = &Dealloc;
        slots->tp_traverse = &Traverse;
        slots->tp_repr = &Repr;
        if (instantiable)
            slots->tp_new = construct != null ? construct : &FromArguments;
        return type;
    }

    private static PyMemberDef* MakeMembers(StructSequenceType* info, ReadOnlySpan<StructField> fields)
    {
        PyMemberDef* members = (PyMemberDef*)ImmortalRegion.Allocate((nuint)((fields.Length + 1) * sizeof(PyMemberDef)));
        int named = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Name is not string name)
                continue;
            info->names[i] = StaticStrings.Intern(name);
            PyMemberDef* member = &members[named++];
            member->name = ImmortalRegion.Utf8(name);
            member->type = MemberType.Object;
            member->offset = sizeof(PyTupleObject) - sizeof(PyObject*) + i * sizeof(PyObject*);
            member->flags = 1;
            member->doc = fields[i].Doc is string doc ? ImmortalRegion.Utf8(doc) : null;
        }
        return members;
    }

    /// <summary>Whether the type was declared here.</summary>
    public static bool Is(PyTypeObject* type) => TypeSlots.Of(type)->tp_repr == (unaryfunc)(&Repr);

    /// <summary>The last step of making a type ready: its counts and the names that class patterns match.</summary>
    public static Status AddCounts(ThreadState* ts, PyTypeObject* type)
    {
        StructSequenceType* info = (StructSequenceType*)type;
        if (AddCount(ts, type, Id.n_sequence_fields, info->n_sequence_fields) != Status.Ok || AddCount(ts, type, Id.n_fields, info->n_fields) != Status.Ok
            || AddCount(ts, type, Id.n_unnamed_fields, info->n_unnamed_fields) != Status.Ok)
            return Status.Error;
        nint named = 0;
        for (nint i = 0; i < info->n_sequence_fields; i++)
            named += info->names[i] == null ? 0 : 1;
        using Owned<PyObject> names = Own.Of(ts, PyTuple.New(ts, named));
        if (names.IsNull)
            return Status.Error;
        nint at = 0;
        for (nint i = 0; i < info->n_sequence_fields; i++)
        {
            if (info->names[i] != null)
                PyTuple.SetSteal(names.Pointer, at++, Ref.New(info->names[i]));
        }
        PyTuple.Track(ts, names.Pointer);
        return PyDict.Set(ts, type->tp_dict, Id.__match_args__, names.Pointer);
    }

    private static Status AddCount(ThreadState* ts, PyTypeObject* type, PyObject* name, nint count)
    {
        using Owned<PyObject> value = Own.Of(ts, PyLong.FromNInt(ts, count));
        return value.IsNull ? Status.Error : PyDict.Set(ts, type->tp_dict, name, value.Pointer);
    }

    // ---- Instances ----

    /// <summary>Number of all fields of an instance, hidden ones included.</summary>
    public static nint FieldCount(PyObject* o) => ((StructSequenceType*)o->ob_type)->n_fields;

    /// <summary>An untracked instance whose fields are all null; GcList.Track once it is filled (PyTuple.SetSteal sets fields).</summary>
    public static PyObject* New(ThreadState* ts, PyTypeObject* type)
    {
        StructSequenceType* info = (StructSequenceType*)type;
        PyTupleObject* o = (PyTupleObject*)ObjectAlloc.GcNewVar(ts, type, info->n_sequence_fields);
        if (o == null)
            return null;
        o->ob_hash = -1;
        NativeMemory.Clear(&o->ob_item, (nuint)(info->n_fields * sizeof(PyObject*)));
        return (PyObject*)o;
    }

    private static void Dealloc(ThreadState* ts, PyObject* self)
    {
        GcList.UntrackIfTracked(self);
        PyObject** items = PyTuple.Items(self);
        nint n = FieldCount(self);
        for (nint i = 0; i < n; i++)
            Ref.XDec(ts, items[i]);
        ObjectAlloc.GcFree(ts, self);
    }

    private static int Traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject** items = PyTuple.Items(self);
        nint n = FieldCount(self);
        for (nint i = 0; i < n; i++)
        {
            int r = items[i] == null ? 0 : visit(items[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    private static PyObject* Repr(ThreadState* ts, PyObject* self)
    {
        StructSequenceType* info = (StructSequenceType*)self->ob_type;
        UnicodeWriter writer = new(ts);
        writer.WriteString(PyType.TpName(&info->type));
        writer.WriteAscii("("u8);
        for (nint i = 0; i < info->n_sequence_fields; i++)
        {
            if (i > 0)
                writer.WriteAscii(", "u8);
            // The name of the i-th named field: types with unnamed fields show the names of hidden ones here.
            writer.WriteString(Utf8Text.ToString(info->type.tp_members[i].name));
            writer.WriteAscii("="u8);
            PyObject* item = PyTuple.GetBorrowed(self, i);
            if (!writer.WriteRepr(item == null ? Py.None : item))
                break;
        }
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }
}

/// <summary>Fills an instance field by field. A null value is that of a call that failed: the rest is skipped and <see cref="Finish"/> returns null.</summary>
internal unsafe struct StructSequenceBuilder(ThreadState* ts, PyTypeObject* type)
{
    private readonly ThreadState* _ts = ts;
    private PyObject* _object = StructSequence.New(ts, type);
    private nint _count;

    /// <summary>Whether nothing failed so far.</summary>
    public readonly bool Good => _object != null;

    /// <summary>Takes the reference over.</summary>
    public void AddSteal(PyObject* value)
    {
        if (_object != null && value != null)
        {
            PyTuple.SetSteal(_object, _count++, value);
            return;
        }
        Ref.XDec(_ts, value);
        PyObject* made = _object;
        _object = null;
        Ref.XDec(_ts, made);
    }

    public void AddInt(long value) => AddSteal(_object == null ? null : PyLong.FromInt64(_ts, value));

    public void AddText(string value) => AddSteal(_object == null ? null : PyUnicode.FromString(_ts, value));

    public void AddDouble(double value) => AddSteal(_object == null ? null : PyFloat.FromDouble(_ts, value));

    public void AddNone() => AddSteal(Py.None);

    /// <summary>The instance, owned; null when something failed. Fields that were not added read as None.</summary>
    public PyObject* Finish()
    {
        PyObject* result = _object;
        _object = null;
        for (nint i = 0; result != null && i < PyTuple.Size(result); i++)
        {
            PyObject* field = PyTuple.GetBorrowed(result, i);
            if (field != null && PyTuple.MayBeTracked(field))
            {
                GcList.Track(_ts, result);
                break;
            }
        }
        return result;
    }
}
