// What the attribute and name handlers do besides their fast paths.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class AttributeSupport
{
    /// <summary>[owner] becomes [method, self] or [attribute, null]; the owner stays on error.</summary>
    public static Truth LoadMethod(ThreadState* ts, StackRef* sp, PyObject* name)
    {
        PyObject* method;
        PyObject* cls = null;
        Truth unbound = MethodLookup.Get(ts, StackRefs.Borrow(sp[-1]), name, &method, &cls);
        if (unbound == Truth.Error)
            return unbound;
        StackRef owner = sp[-1];
        sp[-1] = StackRefs.Steal(method);
        if (cls != null)
        {
            sp[0] = StackRefs.Steal(cls);
            StackRefs.Close(ts, owner);
            return unbound;
        }
        if (unbound == Truth.True)
        {
            sp[0] = owner;
        }
        else
        {
            sp[0] = StackRefs.Null;
            StackRefs.Close(ts, owner);
        }
        return unbound;
    }

    /// <summary>[super, class, self] becomes [attribute] or [method, self].</summary>
    public static Status LoadSuper(ThreadState* ts, StackRef* sp, PyObject* name, int oparg)
    {
        PyObject* super = StackRefs.Borrow(sp[-3]);
        PyObject* cls = StackRefs.Borrow(sp[-2]);
        PyObject* self = StackRefs.Borrow(sp[-1]);
        bool method = (oparg & 1) != 0;
        bool unbound = false;
        PyObject* value;
        if (super == (PyObject*)SuperType.Type && PyType.Check(cls))
            value = SuperType.LookupFor(ts, (PyTypeObject*)cls, self, name, method ? &unbound : null);
        else
            value = LoadShadowedSuper(ts, super, cls, self, name, (oparg & 2) != 0);
        if (value == null)
            return Status.Error;
        StackRef selfRef = sp[-1];
        StackRefs.Close(ts, sp[-2]);
        StackRef superRef = sp[-3];
        sp[-3] = StackRefs.Steal(value);
        StackRefs.Close(ts, superRef);
        if (unbound)
        {
            sp[-2] = selfRef;
        }
        else
        {
            sp[-2] = StackRefs.Null;
            StackRefs.Close(ts, selfRef);
        }
        return Status.Ok;
    }

    /// <summary>The name super means something else here: call it and take the attribute of what it returns.</summary>
    private static PyObject* LoadShadowedSuper(ThreadState* ts, PyObject* super, PyObject* cls, PyObject* self, PyObject* name, bool twoArguments)
    {
        using Owned<PyObject> o = Own.Of(ts, twoArguments ? Call.TwoArgs(ts, super, cls, self) : Call.NoArgs(ts, super));
        return o.IsNull ? null : Obj.GetAttr(ts, o.Pointer, name);
    }

    public static PyObject* LoadGlobal(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* name)
    {
        PyObject* value;
        Lookup found = Leaves.LookupGlobal(ts, frame, name, &value);
        if (found == Lookup.Missing)
            NameErrors.NotDefined(ts, name);
        return found == Lookup.Found ? value : null;
    }

    /// <summary>[owner] becomes [method, self or null] for the with statement's methods.</summary>
    public static Status LoadSpecial(ThreadState* ts, StackRef* sp, int oparg)
    {
        PyObject* name = (SpecialMethod)oparg switch
        {
            SpecialMethod.SPECIAL___ENTER__ => Id.__enter__,
            SpecialMethod.SPECIAL___EXIT__ => Id.__exit__,
            SpecialMethod.SPECIAL___AENTER__ => Id.__aenter__,
            _ => Id.__aexit__,
        };
        PyObject* owner = StackRefs.Borrow(sp[-1]);
        PyObject* method = PyType.LookupMaybeMethod(ts, owner, name, out bool unbound);
        if (method == null)
        {
            if (!Err.Occurred(ts))
                MissingSpecial(ts, owner, (SpecialMethod)oparg);
            return Status.Error;
        }
        StackRef self = sp[-1];
        sp[-1] = StackRefs.Steal(method);
        if (unbound)
        {
            sp[0] = self;
        }
        else
        {
            sp[0] = StackRefs.Null;
            StackRefs.Close(ts, self);
        }
        return Status.Ok;
    }

    private static void MissingSpecial(ThreadState* ts, PyObject* owner, SpecialMethod method)
    {
        bool isAsync = method is SpecialMethod.SPECIAL___AENTER__ or SpecialMethod.SPECIAL___AEXIT__;
        bool exit = method is SpecialMethod.SPECIAL___EXIT__ or SpecialMethod.SPECIAL___AEXIT__;
        string protocol = isAsync ? "asynchronous context manager" : "context manager";
        string missed = $" (missed __{(isAsync ? "a" : "")}{(exit ? "exit" : "enter")}__ method)";
        bool otherKind = PyType.LookupBorrowed(ts, owner->ob_type, isAsync ? Id.__enter__ : Id.__aenter__) != null
            && PyType.LookupBorrowed(ts, owner->ob_type, isAsync ? Id.__exit__ : Id.__aexit__) != null;
        string hint = !otherKind ? "" : isAsync
            ? " but it supports the context manager protocol. Did you mean to use 'with'?"
            : " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?";
        Err.Type(ts, $"'{PyType.FullName(owner->ob_type)}' object does not support the {protocol} protocol{missed}{hint}");
    }
}
