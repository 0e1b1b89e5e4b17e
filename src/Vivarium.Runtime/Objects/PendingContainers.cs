// Stand-ins for the type fields of the containers, until the generator emits them from their declarations.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class TupleType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class ListType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class DictType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class SetType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class FrozenSetType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class SliceType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class RangeType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class DictKeysType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class DictValuesType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class DictItemsType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
