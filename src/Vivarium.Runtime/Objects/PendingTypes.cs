// Stand-ins for the fields the generator adds, until each type is declared in its own folder.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ObjectType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class NoneType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class NotImplementedType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class EllipsisType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }

