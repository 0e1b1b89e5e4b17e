// Layouts of the exceptions (cpython/pyerrors.h).
namespace Vivarium.Runtime.Layout;

internal unsafe struct PyBaseExceptionObject
{
    public PyObject ob_base;
    public PyObject* dict;
    public PyObject* args;
    public PyObject* notes;
    public PyObject* traceback;
    public PyObject* context;
    public PyObject* cause;
    public byte suppress_context;
}

internal unsafe struct PyBaseExceptionGroupObject
{
    public PyBaseExceptionObject head;
    public PyObject* msg;
    public PyObject* excs;
    public PyObject* excs_str;
}

internal unsafe struct PySyntaxErrorObject
{
    public PyBaseExceptionObject head;
    public PyObject* msg;
    public PyObject* filename;
    public PyObject* lineno;
    public PyObject* offset;
    public PyObject* end_lineno;
    public PyObject* end_offset;
    public PyObject* text;
    public PyObject* print_file_and_line;
    public PyObject* metadata;
}

internal unsafe struct PyImportErrorObject
{
    public PyBaseExceptionObject head;
    public PyObject* msg;
    public PyObject* name;
    public PyObject* path;
    public PyObject* name_from;
}

internal unsafe struct PyUnicodeErrorObject
{
    public PyBaseExceptionObject head;
    public PyObject* encoding;
    public PyObject* object_;
    public nint start;
    public nint end;
    public PyObject* reason;
}

internal unsafe struct PySystemExitObject
{
    public PyBaseExceptionObject head;
    public PyObject* code;
}

internal unsafe struct PyOSErrorObject
{
    public PyBaseExceptionObject head;
    public PyObject* myerrno;
    public PyObject* strerror;
    public PyObject* filename;
    public PyObject* filename2;
    public nint written;
}

internal unsafe struct PyStopIterationObject
{
    public PyBaseExceptionObject head;
    public PyObject* value;
}

internal unsafe struct PyNameErrorObject
{
    public PyBaseExceptionObject head;
    public PyObject* name;
}

internal unsafe struct PyAttributeErrorObject
{
    public PyBaseExceptionObject head;
    public PyObject* obj;
    public PyObject* name;
}
