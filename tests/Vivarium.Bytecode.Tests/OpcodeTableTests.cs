// The opcode table against the reference's opcode and _opcode modules.
using System.Globalization;

namespace Vivarium.Bytecode.Tests;

public class OpcodeTableTests
{
    private static readonly int[] s_arguments = [0, 1, 2, 3, 4, 7, 0x203];

    [Fact]
    public void Numbers_names_bases_caches_flags_and_effects_are_the_reference_s()
    {
        var seen = new HashSet<int>();
        foreach (string[] row in Golden.Rows("opcodes.tsv"))
        {
            var opcode = (Opcode)int.Parse(row[0], CultureInfo.InvariantCulture);
            seen.Add((int)opcode);
            Assert.Equal(row[1], OpcodeInfo.Name(opcode));
            Assert.Equal(row[2].Length == 0 ? row[1] : row[2], OpcodeInfo.Name(OpcodeInfo.Deopt(opcode)));
            Assert.Equal(row[3], OpcodeInfo.Caches(opcode).ToString(CultureInfo.InvariantCulture));
            Assert.Equal(row[4], Flags(opcode));
            CheckEffects(opcode, row[5].Split(','));
        }
        for (int number = 0; number < OpcodeInfo.Limit; number++)
            Assert.Equal(seen.Contains(number), OpcodeInfo.Kind((Opcode)number) != OpcodeKind.Unknown);
    }

    private static void CheckEffects(Opcode opcode, string[] recorded)
    {
        for (int i = 0; i < recorded.Length; i++)
        {
            // The reference gives no effect for forms that only run.
            if (recorded[i] == "-")
                continue;
            int argument = OpcodeInfo.HasArg(opcode) || (int)opcode > OpcodeInfo.HAVE_ARGUMENT ? s_arguments[i / 2] : 0;
            Assert.Equal(recorded[i], OpcodeInfo.StackEffect(opcode, argument, jump: i % 2 == 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Flags(Opcode opcode)
    {
        (string, bool)[] flags =
        [
            ("arg", OpcodeInfo.HasArg(opcode)), ("const", OpcodeInfo.HasConst(opcode)), ("name", OpcodeInfo.HasName(opcode)),
            ("jump", OpcodeInfo.HasJump(opcode)), ("free", OpcodeInfo.HasFree(opcode)), ("local", OpcodeInfo.HasLocal(opcode)),
            ("exc", OpcodeInfo.IsBlockPush(opcode)),
        ];
        return string.Join(",", flags.Where(flag => flag.Item2).Select(flag => flag.Item1));
    }

    [Fact]
    public void Every_specialised_form_shares_its_base_s_cache_and_every_opcode_has_a_sentence()
    {
        for (int number = 0; number < OpcodeInfo.Limit; number++)
        {
            var opcode = (Opcode)number;
            if (OpcodeInfo.Kind(opcode) == OpcodeKind.Unknown)
                continue;
            Assert.Equal(OpcodeInfo.Caches(OpcodeInfo.Base(opcode)), OpcodeInfo.Caches(opcode));
            Assert.NotEqual("", OpcodeInfo.Summary(opcode));
            int total = 0;
            foreach ((_, int size) in OpcodeInfo.CacheFields(opcode))
                total += size;
            Assert.Equal(OpcodeInfo.Caches(opcode), total);
        }
    }
}
