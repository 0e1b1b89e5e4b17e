// The contract between code generator and back end: labels, insertion, annotations, and the tables of a scope.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Validation;
using Vivarium.Compiler.Flow;

namespace Vivarium.Compiler.Tests.Flow;

public class SequenceTests
{
    private static readonly Location s_line = Location.OfLine(1);

    [Fact]
    public void Insertion_moves_labels_at_and_after_the_place()
    {
        var sequence = new InstructionSequence();
        Label label = sequence.NewLabel();
        sequence.AddJump(Opcode.JUMP, label, s_line);
        sequence.UseLabel(label);
        sequence.AddOp(Opcode.RETURN_VALUE, s_line);
        sequence.Insert(1, Opcode.NOP, 0, s_line);
        sequence.ApplyLabels();
        Assert.Equal(2, sequence.Instructions[0].Oparg);
        Assert.Equal(Opcode.NOP, sequence.Instructions[1].Opcode);
    }

    [Fact]
    public void A_label_without_a_place_is_an_error()
    {
        var sequence = new InstructionSequence();
        sequence.AddJump(Opcode.JUMP, sequence.NewLabel(), s_line);
        Assert.Throws<InvalidOperationException>(sequence.ApplyLabels);
    }

    [Fact]
    public void Annotations_take_the_place_kept_for_them()
    {
        var sequence = new InstructionSequence { AnnotationsCode = new InstructionSequence() };
        sequence.AnnotationsCode.AddOp(Opcode.LOAD_CONST, 0, s_line);
        sequence.AnnotationsCode.AddOp(Opcode.STORE_NAME, 0, s_line);
        sequence.AddOp(Opcode.RESUME, s_line);
        sequence.AddOp(Opcode.ANNOTATIONS_PLACEHOLDER, s_line);
        sequence.AddOp(Opcode.LOAD_CONST, 0, s_line);
        sequence.AddOp(Opcode.RETURN_VALUE, s_line);
        var unit = new UnitMetadata { Name = "m", Qualname = "m", FirstLineNo = 1 };
        unit.Consts.Add(Constant.Of("text"));
        unit.Names.Add("n");
        CodeUnit code = Assembler.Assemble(unit, sequence, CodeFlags.None, PyText.FromString("m.py"));
        Assert.Equal(
            [Opcode.RESUME, Opcode.LOAD_CONST, Opcode.STORE_NAME, Opcode.LOAD_CONST, Opcode.RETURN_VALUE],
            Disassembler.Decode(code.co_code).Select(instruction => instruction.Opcode));
        Assert.Null(BytecodeValidator.Validate(code));
    }

    [Fact]
    public void Equal_constants_of_one_type_share_a_number_and_others_do_not()
    {
        var table = new ConstantTable();
        Assert.Equal(0, table.Add(new IntConstant(1)));
        Assert.Equal(1, table.Add(Constant.True));
        Assert.Equal(2, table.Add(Constant.Of(1.0)));
        Assert.Equal(3, table.Add(Constant.Of(0.0)));
        Assert.Equal(4, table.Add(Constant.Of(-0.0)));
        Assert.Equal(0, table.Add(new IntConstant(1)));
        Assert.Equal(5, table.Add(new TupleConstant([new IntConstant(1)])));
        Assert.Equal(6, table.Add(new TupleConstant([Constant.True])));
    }

    [Fact]
    public void Free_variables_are_numbered_after_cells()
    {
        var free = new NameTable(offset: 2);
        Assert.Equal(2, free.Add("x"));
        Assert.Equal(3, free.Add("y"));
        Assert.Equal(2, free.Add("x"));
    }
}
