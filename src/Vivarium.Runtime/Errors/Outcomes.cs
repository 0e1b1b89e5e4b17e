// Results of functions that return no object (D5 of the design). Error always means: the thread state holds an exception.
namespace Vivarium.Runtime.Errors;

/// <summary>Did it work?</summary>
internal enum Status
{
    Error = -1,
    Ok = 0,
}

/// <summary>Was it there?</summary>
internal enum Lookup
{
    Error = -1,
    Missing = 0,
    Found = 1,
}

/// <summary>Is it so?</summary>
internal enum Truth
{
    Error = -1,
    False = 0,
    True = 1,
}
