// From syntax tree and symbol tables to instructions, scope by scope. Instructions and their locations follow CPython 3.14 one by one,
// before optimisation too, since the flow optimiser's choices depend on them. See docs/internals/codegen.md.
using System.Numerics;
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

/// <summary>Everything about one compilation that is the same for all of its scopes.</summary>
internal sealed class CodeGenOptions
{
    public required PyText FileName { get; init; }
    public required SymbolTable Table { get; init; }

    /// <summary>Future features in force, from the module and from whoever compiles it.</summary>
    public required CodeFlags Features { get; init; }
    public int Optimize { get; init; }
    public bool AllowTopLevelAwait { get; init; }
    public required List<SyntaxWarning> Warnings { get; init; }

    /// <summary>Receives the instructions of each scope before optimisation, inner scopes first; for tests.</summary>
    public Action<UnitMetadata, InstructionSequence, int>? Observer { get; init; }
}

internal sealed partial class CodeGenerator
{
    /// <summary>The most values an expression may hold on the stack before it goes over to building piece by piece.</summary>
    private const int StackUseGuideline = 30;

    /// <summary>Blocks in one scope, the one around a generator's body included.</summary>
    private const int MaxBlocks = 21;

    private readonly CodeGenOptions _options;
    private readonly SymbolTable _table;
    private readonly List<CodeUnitBuilder> _outer = [];
    private CodeUnitBuilder _unit = null!;
    private InstructionSequence _sequence = null!;
    private StackGuard _guard;
    private bool _interactive;

    /// <summary>Not zero while code is emitted a second time.</summary>
    private int _silent;

    private CodeGenerator(CodeGenOptions options)
    {
        _options = options;
        _table = options.Table;
    }

    private bool FutureAnnotations => (_options.Features & CodeFlags.CO_FUTURE_ANNOTATIONS) != 0;

    /// <summary>Compiles a tree that has been through <see cref="AstPreprocessor"/> and whose symbol table is in the options.</summary>
    public static CodeUnit Compile(Mod mod, CodeGenOptions options) => new CodeGenerator(options).Compile(mod);

    private CodeUnit Compile(Mod mod)
    {
        EnterScope("<module>", ScopeKind.Module, _table.Top, 1, null, default);
        Emit(Opcode.ANNOTATIONS_PLACEHOLDER, new Location(0, 1, 0, 0));
        bool addNone = true;
        switch (mod)
        {
            case Module module:
                Body(StartOf(module.Body), module.Body, isInteractive: false);
                break;
            case Interactive interactive:
                _interactive = true;
                Body(StartOf(interactive.Body), interactive.Body, isInteractive: true);
                break;
            case Expression expression:
                Visit(expression.Body);
                addNone = false;
                break;
        }
        return FinishScope(addNone);
    }

    private static Location StartOf(Stmt[] body) => body.Length > 0 ? body[0].Loc() : new Location(1, 1, 0, 0);

    /// <summary>A module's or class's statements: docstring first, annotations last.</summary>
    private void Body(Location location, Stmt[] body, bool isInteractive)
    {
        if (_unit.Kind == ScopeKind.Module && _unit.Scope.HasConditionalAnnotations)
        {
            Emit(Opcode.BUILD_SET, 0, location);
            StoreName(location, "__conditional_annotations__");
        }
        if (FutureAnnotations && _unit.Scope.AnnotationsUsed)
            Emit(Opcode.SETUP_ANNOTATIONS, location);
        if (body.Length == 0)
            return;
        int first = 0;
        if (!isInteractive && Docstrings.Of(body) is { } docstring)
        {
            first = 1;
            EmitConst(new StrConstant(Docstrings.Clean(((StrConstant)docstring.Value).Value)), docstring.Loc());
            StoreName(Location.None, "__doc__");
        }
        for (int i = first; i < body.Length; i++)
            Visit(body[i]);
        if (!FutureAnnotations && _unit.Scope.AnnotationsUsed)
            EmitDeferredAnnotations(location);
    }

    private SyntaxException Error(Location location, string message) => CompileErrors.Syntax(_table.FileName, message, location);

    private void Warn(Location location, string message)
    {
        if (_silent > 0)
            return;
        var warning = new SyntaxWarning(message, location.Line, location.Col, location.EndLine, location.EndCol);
        _options.Warnings.Add(warning);
    }

    private void Emit(Opcode opcode, Location location) => _sequence.AddOp(opcode, 0, location);

    private void Emit(Opcode opcode, int oparg, Location location) => _sequence.AddOp(opcode, oparg, location);

    private void EmitJump(Opcode opcode, Label target, Location location) => _sequence.AddJump(opcode, target, location);

    private Label NewLabel() => _sequence.NewLabel();

    private void UseLabel(Label label) => _sequence.UseLabel(label);

    private void EmitConst(Constant value, Location location) =>
        _sequence.AddOp(Opcode.LOAD_CONST, _unit.Metadata.Consts.Add(value), location);

    private void EmitConst(string value, Location location) => EmitConst(Constant.Of(value), location);

    private void EmitConst(int value, Location location) => EmitConst(Constant.Of(new BigInteger(value)), location);

    private void EmitNone(Location location) => EmitConst(Constant.None, location);

    /// <summary>An instruction whose argument is a name of <c>co_names</c>, mangled where that applies.</summary>
    private void EmitName(Opcode opcode, string name, Location location) =>
        _sequence.AddOp(opcode, _unit.Metadata.Names.Add(Mangle(name)), location);

    private void EmitCompare(CmpOperator op, Location location)
    {
        switch (op)
        {
            case CmpOperator.Is:
                Emit(Opcode.IS_OP, 0, location);
                return;
            case CmpOperator.IsNot:
                Emit(Opcode.IS_OP, 1, location);
                return;
            case CmpOperator.In:
                Emit(Opcode.CONTAINS_OP, 0, location);
                return;
            case CmpOperator.NotIn:
                Emit(Opcode.CONTAINS_OP, 1, location);
                return;
        }
        CompareOp compare = op switch
        {
            CmpOperator.Eq => CompareOp.Py_EQ,
            CmpOperator.NotEq => CompareOp.Py_NE,
            CmpOperator.Lt => CompareOp.Py_LT,
            CmpOperator.LtE => CompareOp.Py_LE,
            CmpOperator.Gt => CompareOp.Py_GT,
            _ => CompareOp.Py_GE,
        };
        Emit(Opcode.COMPARE_OP, ((int)compare << 5) | CompareMask.Of(compare), location);
    }

    private static BinaryOpKind OperatorOf(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => BinaryOpKind.NB_ADD,
        BinaryOperator.Sub => BinaryOpKind.NB_SUBTRACT,
        BinaryOperator.Mult => BinaryOpKind.NB_MULTIPLY,
        BinaryOperator.MatMult => BinaryOpKind.NB_MATRIX_MULTIPLY,
        BinaryOperator.Div => BinaryOpKind.NB_TRUE_DIVIDE,
        BinaryOperator.Mod => BinaryOpKind.NB_REMAINDER,
        BinaryOperator.Pow => BinaryOpKind.NB_POWER,
        BinaryOperator.LShift => BinaryOpKind.NB_LSHIFT,
        BinaryOperator.RShift => BinaryOpKind.NB_RSHIFT,
        BinaryOperator.BitOr => BinaryOpKind.NB_OR,
        BinaryOperator.BitXor => BinaryOpKind.NB_XOR,
        BinaryOperator.BitAnd => BinaryOpKind.NB_AND,
        _ => BinaryOpKind.NB_FLOOR_DIVIDE,
    };

    private void EmitBinary(BinaryOperator op, Location location) => Emit(Opcode.BINARY_OP, (int)OperatorOf(op), location);

    private void EmitInplace(BinaryOperator op, Location location) =>
        Emit(Opcode.BINARY_OP, OperatorOf(op) + (BinaryOpKind.NB_INPLACE_ADD - BinaryOpKind.NB_ADD) is var kind ? (int)kind : 0, location);

    private void EmitIntrinsic1(Intrinsic1 intrinsic, Location location) => Emit(Opcode.CALL_INTRINSIC_1, (int)intrinsic, location);

    private void EmitIntrinsic2(Intrinsic2 intrinsic, Location location) => Emit(Opcode.CALL_INTRINSIC_2, (int)intrinsic, location);

    /// <summary>The end of a handler that failed itself: the former exception state comes back, the new exception goes on.</summary>
    private void EmitPopExceptAndReraise(Location location)
    {
        Emit(Opcode.COPY, 3, location);
        Emit(Opcode.POP_EXCEPT, location);
        Emit(Opcode.RERAISE, 1, location);
    }

    /// <summary>Delegates to the awaitable or iterator below the None on the stack, until it is done.</summary>
    private void EmitYieldFrom(Location location, bool isAwait)
    {
        Label send = NewLabel();
        Label fail = NewLabel();
        Label exit = NewLabel();
        UseLabel(send);
        EmitJump(Opcode.SEND, exit, location);
        // throw() and close() may end the delegate with StopIteration.
        EmitJump(Opcode.SETUP_FINALLY, fail, location);
        Emit(Opcode.YIELD_VALUE, 1, location);
        Emit(Opcode.POP_BLOCK, Location.None);
        Emit(Opcode.RESUME, isAwait ? ResumeKind.RESUME_AFTER_AWAIT : ResumeKind.RESUME_AFTER_YIELD_FROM, location);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, send, location);
        UseLabel(fail);
        Emit(Opcode.CLEANUP_THROW, location);
        UseLabel(exit);
        Emit(Opcode.END_SEND, location);
    }

    private void EmitAwait(int awaitableKind, Location location)
    {
        Emit(Opcode.GET_AWAITABLE, awaitableKind, location);
        EmitNone(location);
        EmitYieldFrom(location, isAwait: true);
    }
}
