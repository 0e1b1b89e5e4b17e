// What the capsule unicodedata._ucnhash_CAPI holds: two functions for native code, which touch no Python object. See docs/internals/unicodedata.md.
namespace Vivarium.Stdlib.Unicodedata;

internal unsafe struct NameInterface
{
    public delegate* unmanaged<uint, byte*, int, int, int> getname;
    public delegate* unmanaged<byte*, int, uint*, int, int> getcode;

    public static NameInterface* Make()
    {
        NameInterface* result = (NameInterface*)ImmortalRegion.Allocate((nuint)sizeof(NameInterface));
        result->getname = &GetName;
        result->getcode = &GetCode;
        return result;
    }

    [UnmanagedCallersOnly]
    private static int GetName(uint ch, byte* buffer, int size, int withAliases)
    {
        Span<byte> name = stackalloc byte[UcdNames.MaxLength];
        int length = ch <= UcdTables.MaxCharacter ? UcdNames.Write(ch, false, name) : 0;
        if (length == 0 || length >= size)
            return 0;
        name[..length].CopyTo(new Span<byte>(buffer, size));
        buffer[length] = 0;
        return 1;
    }

    [UnmanagedCallersOnly]
    private static int GetCode(byte* name, int length, uint* code, int withSequences)
    {
        Span<uint> characters = stackalloc uint[4];
        if (UcdNames.Find(new ReadOnlySpan<byte>(name, length), aliases: true, characters) != 1)
            return 0;
        *code = characters[0];
        return 1;
    }
}
