// The rules whose outcomes are remembered by position.
namespace Vivarium.Compiler.Syntax.Diagnosis;

internal enum Rule
{
    SimpleStatement, Block, Expression, StarExpression, Disjunction, Conjunction, Inversion, BitwiseOr, BitwiseXor, BitwiseAnd, Shift, Sum,
    Term, Factor, AwaitPrimary, Primary, Strings, Arguments, StarTarget, TargetWithStarAtom, TargetPrimary, DelTarget, TypeParam,
    ClosedPattern, StarPattern, InvalidNamed, LambdaParameters,
    Atom, NamedExpression, Slices, Comparison, List, Tuple, Group, Generator, ListComp, Dict, Set, DictComp, SetComp, Args,
    ForIfClauses, OrPattern, AsPattern,
}
