// Namespaces and function-pointer shapes that the runtime and the native modules share (this file is linked into Vivarium.Stdlib).
// Shapes keep CPython's names for the slot types; every one of them takes the thread state first. Rules: docs/internals/runtime.md.
global using System.Runtime.CompilerServices;
global using System.Runtime.InteropServices;
global using Vivarium.Runtime.Abstract;
global using Vivarium.Runtime.Declarations;
global using Vivarium.Runtime.Errors;
global using Vivarium.Runtime.Gc;
global using Vivarium.Runtime.Layout;
global using Vivarium.Runtime.Objects;
global using Vivarium.Runtime.References;
global using Vivarium.Runtime.Slots;
global using Vivarium.Runtime.State;

global using CompareOp = Vivarium.Runtime.Abstract.CompareOp;
global using ThreadState = Vivarium.Runtime.State.ThreadState;

global using unsafe destructor = delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, void>;
global using unsafe unaryfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe binaryfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe ternaryfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe inquiry =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Errors.Truth>;
global using unsafe lenfunc = delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, nint>;
global using unsafe hashfunc = delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, nint>;
global using unsafe ssizeargfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, nint, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe ssizeobjargproc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, nint, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Errors.Status>;
global using unsafe objobjproc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Errors.Truth>;
global using unsafe objobjargproc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Errors.Status>;
global using unsafe richcmpfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, int, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe visitproc = delegate*<Vivarium.Runtime.Layout.PyObject*, void*, int>;
global using unsafe traverseproc =
    delegate*<Vivarium.Runtime.Layout.PyObject*, delegate*<Vivarium.Runtime.Layout.PyObject*, void*, int>, void*, int>;
global using unsafe initproc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Errors.Status>;
global using unsafe newfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyTypeObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe allocfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyTypeObject*, nint, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe freefunc = delegate*<Vivarium.Runtime.State.ThreadState*, void*, void>;
global using unsafe sendfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject**, Vivarium.Runtime.Slots.PySendResult>;
global using unsafe getbufferproc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.Py_buffer*, int, Vivarium.Runtime.Errors.Status>;
global using unsafe releasebufferproc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.Py_buffer*, void>;
global using unsafe vectorcallfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject**, nuint, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe getter =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, void*, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe setter =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*, void*, Vivarium.Runtime.Errors.Status>;
global using unsafe fastcallfunc =
    delegate*<Vivarium.Runtime.State.ThreadState*, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject**, nint, Vivarium.Runtime.Layout.PyObject*, Vivarium.Runtime.Layout.PyObject*>;
global using unsafe opcodehandler =
    delegate*<Vivarium.Runtime.Layout._PyInterpreterFrame*, ushort*, Vivarium.Runtime.Layout.StackRef*, Vivarium.Runtime.State.ThreadState*, void**, int, nint>;
