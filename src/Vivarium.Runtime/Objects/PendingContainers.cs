// Stand-ins for the type fields of the containers, until the generator emits them from their declarations.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class RangeType { public static readonly PyTypeObject* Type = ImmortalRegion.AllocateType(); }
