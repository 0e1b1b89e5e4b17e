// TextIOWrapper.reconfigure(): other settings for an open stream.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class TextIO
{
    /// <summary>newline is null when it is not to be changed; the others are None then.</summary>
    public static PyObject* Reconfigure(ThreadState* ts, textio* self, PyObject* encoding, PyObject* errors, PyObject* newline, PyObject* lineBuffering, PyObject* writeThrough)
    {
        if (!CheckAttached(ts, self))
            return null;
        if (self->decoded_chars != null && (encoding != Py.None || errors != Py.None || newline != null))
            return IoErrors.Unsupported(ts, "It is not possible to set the encoding or newline of stream after the first read");
        if (newline != null && newline != Py.None && !PyUnicode.Check(newline))
            return Err.Type(ts, $"reconfigure() argument 'newline' must be str or None, not {PyType.NameOf(newline)}");
        if (newline != null && newline != Py.None && ContainsNul(newline))
            return Err.Value(ts, "embedded null character");
        if (ValidateNewline(ts, newline) == Status.Error)
            return null;
        bool lines = self->line_buffering != 0;
        bool through = self->write_through != 0;
        if (!ReadFlag(ts, lineBuffering, ref lines) || !ReadFlag(ts, writeThrough, ref through))
            return null;
        if (IoErrors.DropSteal(ts, Call.Method(ts, (PyObject*)self, Id.flush)) == Status.Error)
            return null;
        self->b2cratio = 0;
        if (newline != null)
            SetNewline(ts, self, newline);
        if (ChangeEncoding(ts, self, encoding, errors, newline != null) == Status.Error)
            return null;
        self->line_buffering = (byte)(lines ? 1 : 0);
        self->write_through = (byte)(through ? 1 : 0);
        return Py.None;
    }

    /// <summary>None keeps the flag, any int sets it.</summary>
    private static bool ReadFlag(ThreadState* ts, PyObject* o, ref bool flag)
    {
        if (o == Py.None)
            return true;
        long value = ArgumentParsing.Int64(ts, o);
        if (value == -1 && Err.Occurred(ts))
            return false;
        flag = value != 0;
        return true;
    }

    private static Status ChangeEncoding(ThreadState* ts, textio* self, PyObject* encoding, PyObject* errors, bool newlineChanged)
    {
        if (encoding == Py.None && errors == Py.None && !newlineChanged)
            return Status.Ok;
        if (encoding == Py.None)
        {
            encoding = self->encoding;
            if (errors == Py.None)
                errors = self->errors;
        }
        else if (errors == Py.None)
        {
            errors = Id.strict;
        }
        if (ContainsNul(errors) || ContainsNul(encoding))
            return Err.ValueStatus(ts, "embedded null character");
        using Owned<PyObject> holdErrors = Own.Of(ts, Ref.New(errors));
        using Owned<PyObject> name = Own.Of(ts, PyUnicode.EqualToAscii(encoding, "locale"u8) ? LocaleEncoding.Get(ts) : Ref.New(encoding));
        using Owned<PyObject> codec = Own.Of(ts, name.IsNull ? null : LookupCodec(ts, name.Pointer));
        if (codec.IsNull)
            return Status.Error;
        Ref.SetSteal(ts, &self->errors, holdErrors.Release());
        if (SetDecoder(ts, self, codec.Pointer) == Status.Error || SetEncoder(ts, self, codec.Pointer) == Status.Error)
            return Status.Error;
        Ref.SetSteal(ts, &self->encoding, name.Release());
        return FixEncoderState(ts, self);
    }
}
