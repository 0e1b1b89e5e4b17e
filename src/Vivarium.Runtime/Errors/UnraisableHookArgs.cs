// What sys.unraisablehook is called with. See docs/internals/errors.md.
namespace Vivarium.Runtime.Errors;

internal static unsafe class UnraisableHookArgs
{
    public static readonly PyTypeObject* Type = StructSequence.Declare(
        "UnraisableHookArgs",
        "UnraisableHookArgs\n\nWhat sys.unraisablehook is called with.",
        5,
        [
            new("exc_type", "Exception type"),
            new("exc_value", "Exception value"),
            new("exc_traceback", "Exception traceback"),
            new("err_msg", "Error message"),
            new("object", "Object causing the exception"),
        ]);

    /// <summary>Types of this kind that the runtime itself has.</summary>
    public static int Define(PyTypeObject*** all)
    {
        *all = (PyTypeObject**)ImmortalRegion.Allocate((nuint)sizeof(PyTypeObject*));
        (*all)[0] = Type;
        return 1;
    }
}
