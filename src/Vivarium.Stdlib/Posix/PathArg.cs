// An argument that names a file: str (in the file system's encoding), bytes, an object with __fspath__, and where a function allows it a file descriptor or None.
// The bytes are borrowed from the object where they can be, and end with a zero. See docs/internals/posix.md.
using Vivarium.Runtime.Codecs;

namespace Vivarium.Stdlib.Posix;

[Flags]
internal enum PathKinds
{
    Path = 0,
    /// <summary>A file descriptor may stand for the file.</summary>
    Fd = 1,
    None = 2,
    /// <summary>Zeros inside and any surrogates are allowed: the path is not given to the system. Results come from <see cref="PathArg.Part"/>.</summary>
    Unchecked = 4,
}

internal unsafe ref struct PathArg
{
    private readonly ThreadState* _ts;
    private PyObject* _owned;
    private PyObject* _encoded;

    public PathArg(ThreadState* ts, PyObject* given, string function, PathKinds kinds = PathKinds.Path, string argument = "path")
    {
        _ts = ts;
        Fd = -1;
        Failed = !Convert(given, function, argument, kinds);
    }

    /// <summary>An exception is set.</summary>
    public bool Failed { get; }

    /// <summary>The bytes, with a zero after them; null for None and for a descriptor.</summary>
    public byte* Narrow { get; private set; }

    public nint Length { get; private set; }

    /// <summary>The descriptor, or -1.</summary>
    public int Fd { get; private set; }

    /// <summary>What was given, after __fspath__ (borrowed): the file name in errors. Null for None.</summary>
    public PyObject* Object { get; private set; }

    /// <summary>Results that are file names are bytes too.</summary>
    public readonly bool IsBytes => Object != null && PyBytes.Check(Object);

    /// <summary>Text made of the bytes of an unchecked path, in its form.</summary>
    public readonly PyObject* Part(ReadOnlySpan<byte> text) => IsBytes ? PyBytes.FromSpan(_ts, text) : Utf8Codec.Decode(_ts, text, "surrogatepass", null);

    public readonly ReadOnlySpan<byte> Span => new(Narrow, (int)Length);

    private bool Convert(PyObject* given, string function, string argument, PathKinds kinds)
    {
        ThreadState* ts = _ts;
        if (given == Py.None && (kinds & PathKinds.None) != 0)
            return true;
        Object = given;
        if (!PyUnicode.Check(given) && !PyBytes.Check(given))
        {
            if ((kinds & PathKinds.Fd) != 0 && Num.HasIndex(given))
                return Fds.FromIndex(ts, given, out int fd) == Status.Ok && SetFd(fd);
            _owned = FsPath.CallProtocol(ts, given, out bool absent);
            if (absent)
                Err.Type(ts, $"{function}: {argument} should be {Allowed(kinds)}, not {PyType.NameOf(given)}");
            if (_owned == null)
                return false;
            Object = _owned;
        }
        if (!Encode((kinds & PathKinds.Unchecked) != 0))
            return false;
        if ((kinds & PathKinds.Unchecked) != 0 || !Span.Contains((byte)0))
            return true;
        Err.Value(ts, $"{function}: embedded null character in {argument}");
        return false;
    }

    private bool SetFd(int fd)
    {
        Fd = fd;
        return true;
    }

    private static string Allowed(PathKinds kinds) => (kinds & (PathKinds.Fd | PathKinds.None)) switch
    {
        PathKinds.Fd | PathKinds.None => "string, bytes, os.PathLike, integer or None",
        PathKinds.Fd => "string, bytes, os.PathLike or integer",
        PathKinds.None => "string, bytes, os.PathLike or None",
        _ => "string, bytes or os.PathLike",
    };

    private bool Encode(bool textOnly)
    {
        if (PyUnicode.Check(Object))
        {
            if (PyUnicode.IsCompactAscii(Object))
            {
                Narrow = (byte*)PyUnicode.Data(Object);
                Length = PyUnicode.Length(Object);
                return true;
            }
            _encoded = textOnly ? Utf8Codec.Encode(_ts, Object, "surrogatepass") : PyUnicode.EncodeFSDefault(_ts, Object);
            if (_encoded == null)
                return false;
        }
        PyObject* bytes = _encoded == null ? Object : _encoded;
        Narrow = PyBytes.Data(bytes);
        Length = PyBytes.Length(bytes);
        return true;
    }

    public void Dispose()
    {
        PyObject* encoded = _encoded;
        PyObject* owned = _owned;
        _encoded = null;
        _owned = null;
        Ref.XDec(_ts, encoded);
        Ref.XDec(_ts, owned);
    }
}
