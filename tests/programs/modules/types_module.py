# types: the names of interpreter types, MethodType, ModuleType, MappingProxyType, DynamicClassAttribute, new_class.
import types


def f():
    yield


class C:
    def m(self):
        return self


print([t.__name__ for t in (types.FunctionType, types.LambdaType, types.CodeType, types.MethodType, types.BuiltinFunctionType, types.ModuleType, types.GeneratorType, types.TracebackType, types.FrameType, types.CellType, types.NoneType, types.EllipsisType, types.NotImplementedType, types.MappingProxyType, types.GetSetDescriptorType, types.MemberDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType, types.ClassMethodDescriptorType)])
m = types.MethodType(lambda self, x: (self, x), 5)
print(m(1), m.__self__, m.__func__.__name__, types.MethodType(len, "abc")())
mod = types.ModuleType("made", "doc")
mod.x = 1
print(mod.__name__, mod.__doc__, mod.x, repr(mod), sorted(vars(mod)), isinstance(mod, types.ModuleType))
for bad in (lambda: mod.nope, lambda: types.MethodType(5, 1), lambda: types.MethodType(len, None), lambda: types.ModuleType(), lambda: types.FunctionType(), lambda: types.NoneType(1), lambda: types.GeneratorType()):
    try:
        bad()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
mp = types.MappingProxyType({"a": 1})
print(mp, mp["a"], len(mp), list(mp), mp.get("z"), mp | {"b": 2}, mp == {"a": 1}, "a" in mp, mp.copy(), repr(mp), hash(types.MappingProxyType(types.MappingProxyType({1: 2}).copy()).__class__) is not None)
try:
    mp["b"] = 1
except TypeError as e:
    print(e)
try:
    types.MappingProxyType(5)
except TypeError as e:
    print(e)
under = {"k": 1}
view = types.MappingProxyType(under)
under["k"] = 2
print(view["k"], type(C.__dict__).__name__)
print(type(f()).__name__ == types.GeneratorType.__name__, isinstance(f, types.FunctionType), isinstance(C().m, types.MethodType), isinstance(len, types.BuiltinFunctionType), isinstance("".join, types.BuiltinMethodType), isinstance(C.__init__, types.WrapperDescriptorType), isinstance(C().__init__, types.MethodWrapperType), isinstance(str.join, types.MethodDescriptorType), isinstance(dict.__dict__["fromkeys"], types.ClassMethodDescriptorType), isinstance(f.__code__, types.CodeType))


class D:
    @types.DynamicClassAttribute
    def attr(self):
        return "instance"


print(D().attr)
try:
    D.attr
except AttributeError as e:
    print(e)
print(types.get_original_bases(C), types.coroutine(f).__name__)
