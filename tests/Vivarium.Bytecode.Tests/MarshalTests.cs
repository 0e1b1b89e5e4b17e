// Marshal against the reference: its bytes come back unchanged, its messages are ours, and nothing it may be given crashes.
using System.Numerics;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Marshal;
using Vivarium.Bytecode.Validation;

namespace Vivarium.Bytecode.Tests;

public class MarshalTests
{
    [Fact]
    public void Code_of_the_reference_is_written_back_byte_for_byte()
    {
        foreach (string name in Golden.SampleNames)
        {
            byte[] bytes = Golden.SampleBytes(name);
            Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(MarshalWriter.Write(MarshalReader.Read(bytes))));
        }
    }

    [Fact]
    public void Malformed_data_gets_the_reference_s_message()
    {
        foreach (string[] row in Golden.Rows("errors.tsv"))
        {
            string answer = "";
            try
            {
                MarshalReader.Read(Convert.FromHexString(row[0]));
            }
            catch (MarshalException error)
            {
                // The runtime words decoding errors; here only their kind is known.
                answer = error.Error == MarshalError.UnicodeDecodeError ? "UnicodeDecodeError" : $"{error.Error}: {error.Message}";
            }
            string expected = row[1].StartsWith("UnicodeDecodeError", StringComparison.Ordinal) ? "UnicodeDecodeError" : row[1];
            Assert.Equal((row[0], expected), (row[0], answer));
        }
    }

    [Fact]
    public void Values_survive()
    {
        Constant[] values =
        [
            Constant.None, Constant.True, Constant.Ellipsis, Constant.Of(BigInteger.Pow(-7, 99)), new IntConstant(int.MinValue),
            Constant.Of(-1.5e-300),
            new ComplexConstant(-0.0, double.PositiveInfinity), Constant.Of("aé\U0001F600"), new StrConstant(PyText.FromString("\uD800")),
            new BytesConstant([0, 255]), Constant.Of(new string('x', 300)),
            new SliceConstant(Constant.None, Constant.Of(BigInteger.One), Constant.None),
            new FrozenSetConstant([Constant.Of("b"), Constant.Of("a")]),
        ];
        var tuple = new TupleConstant([.. values, new TupleConstant(values)]);
        Assert.Equal(tuple, MarshalReader.Read(MarshalWriter.Write(tuple)));
    }

    [Fact]
    public void Mutable_values_keep_their_identity()
    {
        var list = new ListValue();
        var dict = new DictValue();
        list.Items.AddRange([dict, dict]);
        dict.Items.Add(new(Constant.Of("key"), Constant.None));
        var again = (ListValue)MarshalReader.Read(MarshalWriter.Write(list));
        Assert.Same(again.Items[0], again.Items[1]);
        Assert.Equal(Constant.Of("key"), ((DictValue)again.Items[0]).Items[0].Key);
    }

    [Fact]
    public void Code_is_refused_where_it_is_not_allowed()
    {
        byte[] bytes = Golden.SampleBytes("classes");
        Assert.Equal(MarshalError.ValueError, Assert.Throws<MarshalException>(() => MarshalReader.Read(bytes, allowCode: false)).Error);
        Constant code = MarshalReader.Read(bytes);
        Assert.Throws<MarshalException>(() => MarshalWriter.Write(code, allowCode: false));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_both_ways()
    {
        Constant value = Constant.None;
        for (int i = 0; i < MarshalType.MaxDepth; i++)
            value = new TupleConstant([value]);
        Assert.Equal("object too deeply nested to marshal", Assert.Throws<MarshalException>(() => MarshalWriter.Write(value)).Message);
        var itself = new Constant[1];
        itself[0] = new TupleConstant(itself);
        Assert.Throws<MarshalException>(() => MarshalWriter.Write(itself[0]));
    }

    [Fact]
    public void Damaged_code_is_an_error_or_a_value_never_a_crash()
    {
        var random = new Random(20);
        int accepted = 0;
        foreach (string name in Golden.SampleNames)
        {
            byte[] original = Golden.SampleBytes(name);
            for (int round = 0; round < 400; round++)
            {
                byte[] damaged = (byte[])original.Clone();
                for (int k = random.Next(1, 4); k > 0; k--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                int length = random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length;
                try
                {
                    if (MarshalReader.Read(damaged.AsMemory(0, length)) is CodeConstant code && BytecodeValidator.Validate(code.Code) is null)
                        accepted++;
                }
                catch (MarshalException)
                {
                    // what most damage should end in
                }
            }
        }
        Assert.InRange(accepted, 1, 1600);
    }

    [Fact]
    public void Header_of_a_pyc_file_round_trips_and_refuses_other_versions()
    {
        var bytes = new byte[PycHeader.Size];
        PycHeader.Timestamped(123456, 42).Write(bytes);
        Assert.Equal("2B0E0D0A0000000040E201002A000000", Convert.ToHexString(bytes));
        Assert.True(PycHeader.TryRead(bytes, out PycHeader header));
        Assert.Equal(PycHeader.Timestamped(123456, 42), header);
        PycHeader.Hashed(0x0123456789ABCDEF, checkSource: true).Write(bytes);
        Assert.True(PycHeader.TryRead(bytes, out header));
        Assert.Equal(PycFlags.HashBased | PycFlags.CheckSource, header.Flags);
        Assert.Equal(0x0123456789ABCDEFu, header.SourceHash);
        bytes[0]++;
        Assert.False(PycHeader.TryRead(bytes, out _));
        Assert.False(PycHeader.TryRead(bytes.AsSpan(0, 15), out _));
    }
}
