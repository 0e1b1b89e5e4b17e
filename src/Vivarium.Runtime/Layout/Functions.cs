// Layouts of the callables and descriptors: functions, methods, built-in functions, cells, modules, properties.
// The `vectorcall` fields hold managed functions (vectorcallfunc).
namespace Vivarium.Runtime.Layout;

internal unsafe struct PyFunctionObject
{
    public PyObject ob_base;
    public PyObject* func_globals;
    public PyObject* func_builtins;
    public PyObject* func_name;
    public PyObject* func_qualname;
    public PyObject* func_code;
    public PyObject* func_defaults;
    public PyObject* func_kwdefaults;
    public PyObject* func_closure;
    public PyObject* func_doc;
    public PyObject* func_dict;
    public PyObject* func_weakreflist;
    public PyObject* func_module;
    public PyObject* func_annotations;
    public PyObject* func_annotate;
    public PyObject* func_typeparams;
    public vectorcallfunc vectorcall;
    public uint func_version;
}

internal unsafe struct PyMethodObject
{
    public PyObject ob_base;
    public PyObject* im_func;
    public PyObject* im_self;
    public PyObject* im_weakreflist;
    public vectorcallfunc vectorcall;
}

internal unsafe struct PyCFunctionObject
{
    public PyObject ob_base;
    public PyMethodDef* m_ml;
    public PyObject* m_self;
    public PyObject* m_module;
    public PyObject* m_weakreflist;
    public vectorcallfunc vectorcall;
}

internal unsafe struct PyCMethodObject
{
    public PyCFunctionObject func;
    public PyTypeObject* mm_class;
}

internal unsafe struct PyCellObject
{
    public PyObject ob_base;
    public PyObject* ob_ref;
}

internal unsafe struct PyModuleObject
{
    public PyObject ob_base;
    public PyObject* md_dict;
    public void* md_def;
    public void* md_state;
    public PyObject* md_weaklist;
    public PyObject* md_name;
}

internal unsafe struct PyDescrObject
{
    public PyObject ob_base;
    public PyTypeObject* d_type;
    public PyObject* d_name;
    public PyObject* d_qualname;
}

internal unsafe struct PyMethodDescrObject
{
    public PyDescrObject d_common;
    public PyMethodDef* d_method;
    public vectorcallfunc vectorcall;
}

internal unsafe struct PyMemberDescrObject
{
    public PyDescrObject d_common;
    public PyMemberDef* d_member;
}

internal unsafe struct PyGetSetDescrObject
{
    public PyDescrObject d_common;
    public PyGetSetDef* d_getset;
}

internal unsafe struct PyWrapperDescrObject
{
    public PyDescrObject d_common;
    public SlotDef* d_base;
    public void* d_wrapped;
}

internal unsafe struct PyInstanceMethodObject
{
    public PyObject ob_base;
    public PyObject* func;
}

internal unsafe struct PyWeakReference
{
    public PyObject ob_base;
    public PyObject* wr_object;
    public PyObject* wr_callback;
    public nint hash;
    public PyWeakReference* wr_prev;
    public PyWeakReference* wr_next;
    public vectorcallfunc vectorcall;
}
