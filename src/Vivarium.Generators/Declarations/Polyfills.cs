// What records need from the base library that netstandard2.0 does not have.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
