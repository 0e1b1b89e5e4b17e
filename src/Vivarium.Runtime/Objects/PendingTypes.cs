// Stand-ins for the fields the generator adds, until each type is declared in its own folder.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ObjectType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class NoneType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class NotImplementedType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class EllipsisType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }

internal static unsafe partial class StrType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class BytesType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class ByteArrayType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class StrIteratorType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class StrAsciiIteratorType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class BytesIteratorType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class ByteArrayIteratorType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
internal static unsafe partial class EncodingMapType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
