// Location and exception tables: read as the reference reads them, and written back to the same bytes.
using System.Globalization;
using Vivarium.Bytecode.Tables;

namespace Vivarium.Bytecode.Tests;

public class TableTests
{
    [Fact]
    public void Positions_are_the_reference_s()
    {
        Dictionary<string, Queue<string[]>> recorded = Golden.Rows("locations.tsv").GroupBy(row => row[0]).ToDictionary(
            group => group.Key, group => new Queue<string[]>(group));
        foreach (string name in Golden.SampleNames)
        {
            foreach (CodeUnit code in Golden.WithNested(Golden.Sample(name)))
            {
                string[] row = recorded[name + ".py"].Dequeue();
                Assert.Equal(row[1], code.co_qualname.ToString());
                Assert.Equal(row[2], string.Join(' ', Positions(code)));
            }
        }
    }

    private static IEnumerable<string> Positions(CodeUnit code)
    {
        var places = new List<string>();
        var reader = new LocationTableReader(code.co_linetable, code.co_firstlineno);
        while (reader.MoveNext())
        {
            LocationEntry entry = reader.Current;
            string place = string.Join(',', new[] { entry.Line, entry.EndLine, entry.Col, entry.EndCol }.Select(Text));
            for (int at = entry.Start; at < entry.End; at += OpcodeInfo.CodeUnitSize)
                places.Add(place);
        }
        Assert.False(reader.IsMalformed);
        return places;
    }

    private static string Text(int value) => value < 0 ? "-" : value.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void Tables_are_written_back_to_the_same_bytes()
    {
        foreach (CodeUnit code in Golden.SampleNames.SelectMany(name => Golden.WithNested(Golden.Sample(name))))
        {
            var locations = new LocationTableWriter(code.co_firstlineno);
            var reader = new LocationTableReader(code.co_linetable, code.co_firstlineno);
            while (reader.MoveNext())
            {
                LocationEntry entry = reader.Current;
                locations.Add((entry.End - entry.Start) / OpcodeInfo.CodeUnitSize, entry.Line, entry.EndLine, entry.Col, entry.EndCol);
            }
            Assert.Equal(code.co_linetable, locations.ToArray());

            var exceptions = new ExceptionTableWriter();
            Assert.True(ExceptionTableReader.TryRead(code.co_exceptiontable, out List<ExceptionTableEntry> entries));
            entries.ForEach(entry => exceptions.Add(entry));
            Assert.Equal(code.co_exceptiontable, exceptions.ToArray());
        }
    }

    [Fact]
    public void Malformed_tables_are_told_from_well_formed_ones()
    {
        Assert.False(ExceptionTableReader.TryRead([0x81], out _));
        Assert.False(ExceptionTableReader.TryRead([1, 1, 1, 1], out _));
        Assert.False(ExceptionTableReader.TryRead([0xC1, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 1, 1, 1], out _));
        byte[][] malformed = [[0], [0xF0], [0xE8, 0x40], [0x80], [0xD0, 1]];
        foreach (byte[] table in malformed)
        {
            var reader = new LocationTableReader(table, 1);
            Assert.False(reader.MoveNext());
            Assert.True(reader.IsMalformed);
        }
    }
}
