// What posixpath leaves to native code: normalising a path and splitting its root off, on text alone. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    [PyFunction("($module, /, path)", Doc = "The path without '.', '..' and double slashes as far as text alone can tell.")]
    private static PyObject* _path_normpath(ThreadState* ts, PyObject* module, PyObject* path)
    {
        using PathArg file = new(ts, path, "_path_normpath", PathKinds.Unchecked);
        if (file.Failed)
            return null;
        nint size = Math.Max(file.Length, 1);
        byte* buffer = (byte*)Vivarium.Heap.MemDomain.Malloc(ts->interp->heap, (nuint)size);
        if (buffer == null)
            return Err.NoMemory(ts);
        int length = Normalize(file.Span, new Span<byte>(buffer, (int)size));
        PyObject* result = file.Part(new ReadOnlySpan<byte>(buffer, length));
        Vivarium.Heap.MemDomain.Free(ts->interp->heap, buffer);
        return result;
    }

    /// <summary>Writes the normal form, which is never longer than the path (one byte for an empty one).</summary>
    private static int Normalize(ReadOnlySpan<byte> path, Span<byte> to)
    {
        int root = RootLength(path);
        path[..root].CopyTo(to);
        int length = root;
        // Up to here nothing can be taken away by "..": the root, or leading ".." of a relative path.
        int floor = root;
        ReadOnlySpan<byte> rest = path[root..];
        while (!rest.IsEmpty)
        {
            int slash = rest.IndexOf((byte)'/');
            ReadOnlySpan<byte> part = slash < 0 ? rest : rest[..slash];
            rest = slash < 0 ? default : rest[(slash + 1)..];
            if (part.IsEmpty || part.SequenceEqual("."u8))
                continue;
            bool up = part.SequenceEqual(".."u8);
            if (up && length > floor)
            {
                length = Math.Max(floor, to[..length].LastIndexOf((byte)'/'));
                continue;
            }
            if (up && root > 0)
                continue;
            if (length > root)
                to[length++] = (byte)'/';
            part.CopyTo(to[length..]);
            length += part.Length;
            if (up)
                floor = length;
        }
        if (length == 0)
            to[length++] = (byte)'.';
        return length;
    }

    /// <summary>One slash, or exactly two, which POSIX lets mean something else.</summary>
    private static int RootLength(ReadOnlySpan<byte> path) =>
        !path.StartsWith("/"u8) ? 0 : path.StartsWith("//"u8) && !path.StartsWith("///"u8) ? 2 : 1;

    [PyFunction("($module, /, p)", Doc = "A path as (drive, root, rest); there are no drives here.")]
    private static PyObject* _path_splitroot_ex(ThreadState* ts, PyObject* module, PyObject* p)
    {
        using PathArg file = new(ts, p, "_path_splitroot_ex", PathKinds.Unchecked);
        if (file.Failed)
            return null;
        int root = RootLength(file.Span);
        using Owned<PyObject> drive = Own.Of(ts, file.Part(default));
        using Owned<PyObject> head = Own.Of(ts, file.Part(file.Span[..root]));
        using Owned<PyObject> tail = Own.Of(ts, file.Part(file.Span[root..]));
        return drive.IsNull || head.IsNull || tail.IsNull ? null : PyTuple.Pack(ts, drive.Pointer, head.Pointer, tail.Pointer);
    }
}
