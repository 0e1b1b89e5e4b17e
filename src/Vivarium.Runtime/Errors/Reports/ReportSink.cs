// Where the pieces of a report are put: a text in memory, or a stream, piece by piece as the library prints them. See docs/internals/reports.md.
using System.Text;

namespace Vivarium.Runtime.Errors.Reports;

internal unsafe class ReportSink
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    /// <summary>False when nothing more can be written; an exception is then set.</summary>
    public virtual bool Put(string piece)
    {
        _text.Append(piece);
        return true;
    }
}

/// <summary>print(piece, file=file, end=""): two calls of write for each piece.</summary>
internal sealed unsafe class StreamSink(ThreadState* ts, PyObject* file) : ReportSink
{
    public override bool Put(string piece) => ReportStream.Write(ts, file, piece) == Status.Ok && ReportStream.Write(ts, file, "") == Status.Ok;
}

/// <summary>Descriptor 2, before there is a stream.</summary>
internal sealed class DescriptorSink : ReportSink
{
    public override bool Put(string piece)
    {
        ReportStream.WriteDescriptor(piece);
        return true;
    }
}
