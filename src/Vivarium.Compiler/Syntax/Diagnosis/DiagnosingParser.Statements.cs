// Simple statements and their mistakes.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    private bool Statement()
    {
        int start = _mark;
        Enter();
        bool read = CompoundStatement();
        if (!read)
        {
            _mark = start;
            read = SimpleStatements();
        }
        else
        {
            NoteStatement(start);
        }
        _level--;
        return read || Back(start);
    }

    /// <summary>Remembers the last good compound statement that is no function: tracebacks look for typos behind it.</summary>
    private void NoteStatement(int start)
    {
        while (_tokens[start].Kind == TokenKind.At || (start > 0 && _tokens[start - 1].Kind is not (TokenKind.Newline or TokenKind.Indent
            or TokenKind.Dedent)))
            start++;
        TokenKind kind = _tokens[start].Kind;
        if (!_invalid || kind == TokenKind.KwDef
            || (kind == TokenKind.KwAsync && _tokens[start + 1].Kind == TokenKind.KwDef))
            return;
        ref Token token = ref _tokens[start];
        if ((token.Lineno, token.ColOffset).CompareTo(_lastStatement) > 0)
            _lastStatement = (token.Lineno, token.ColOffset);
    }

    private bool StatementNewline()
    {
        int start = _mark;
        if (CompoundStatement())
        {
            NoteStatement(start);
            if (Tok(TokenKind.Newline))
                return true;
        }
        _mark = start;
        if (SimpleStatements())
            return true;
        _mark = start;
        return Tok(TokenKind.Newline);
    }

    private bool SimpleStatements()
    {
        int start = _mark;
        if (SimpleStatement() is not null && !See(TokenKind.Semi) && Tok(TokenKind.Newline))
            return true;
        _mark = start;
        if (!Separated(TokenKind.Semi, () => SimpleStatement() is not null))
            return Back(start);
        Tok(TokenKind.Semi);
        return Tok(TokenKind.Newline) || Back(start);
    }

    private object? SimpleStatement() => Remembered(Rule.SimpleStatement, static p => p.ReadSimpleStatement() ? Something : null);

    private bool ReadSimpleStatement()
    {
        int start = _mark;
        if (Assignment())
            return true;
        _mark = start;
        if (TypeAliasStatement())
            return true;
        if (StarExpressions() is not null)
            return true;
        _mark = start;
        switch (TokenAt(_mark).Kind)
        {
            case TokenKind.KwReturn:
                _mark++;
                StarExpressions();
                return true;
            case TokenKind.KwImport or TokenKind.KwFrom:
                return ImportStatement();
            case TokenKind.KwRaise:
                return RaiseStatement();
            case TokenKind.KwPass or TokenKind.KwBreak or TokenKind.KwContinue:
                _mark++;
                return true;
            case TokenKind.KwDel:
                return DeleteStatement();
            case TokenKind.KwYield:
                return YieldExpression() is not null;
            case TokenKind.KwAssert:
                return AssertStatement();
            case TokenKind.KwGlobal or TokenKind.KwNonlocal:
                _mark++;
                return Separated(TokenKind.Comma, () => NameToken() is not null) || Back(start);
            default:
                return false;
        }
    }

    private bool TypeAliasStatement()
    {
        int start = _mark;
        if (!Word("type"u8) || NameToken() is null)
            return Back(start);
        TypeParameters();
        if (!Tok(TokenKind.Equal) || FullExpression() is null)
            return Back(start);
        CheckVersion(12, "Type statement is");
        return true;
    }

    private bool RaiseStatement()
    {
        _mark++;
        if (FullExpression() is null)
            return true;
        int mark = _mark;
        if (!Tok(TokenKind.KwFrom) || FullExpression() is null)
            _mark = mark;
        return true;
    }

    private bool AssertStatement()
    {
        int start = _mark++;
        if (FullExpression() is null)
            return Back(start);
        int mark = _mark;
        if (!Tok(TokenKind.Comma) || FullExpression() is null)
            _mark = mark;
        return true;
    }

    private bool DeleteStatement()
    {
        int start = _mark++;
        if (DelTargets() is not null && See(TokenKind.Semi, TokenKind.Newline))
            return true;
        _mark = start;
        if (_invalid && Tok(TokenKind.KwDel) && StarExpressions() is Expr targets)
            RaiseForTarget(TargetUse.Delete, targets);
        return Back(start);
    }

    private bool Assignment()
    {
        int start = _mark;
        Enter();
        bool read = ReadAssignment(out bool cut);
        if (!read && _invalid && !cut)
        {
            _mark = start;
            InvalidAssignment();
        }
        _level--;
        return read || Back(start);
    }

    private bool ReadAssignment(out bool cut)
    {
        cut = false;
        int start = _mark;
        if (NameToken() is not null && Tok(TokenKind.Colon) && FullExpression() is not null)
        {
            OptionalValue();
            CheckVersion(6, "Variable annotation syntax is");
            return true;
        }
        _mark = start;
        if (AnnotatedTarget() && Tok(TokenKind.Colon) && FullExpression() is not null)
        {
            OptionalValue();
            CheckVersion(6, "Variable annotations syntax is");
            return true;
        }
        _mark = start;
        if (Many(TargetAndEqual) && AnnotatedRhs() is not null && !See(TokenKind.Equal))
        {
            Tok(TokenKind.TypeComment);
            return true;
        }
        _mark = start;
        if (SingleTarget() is null || !AugmentedOperator())
            return Back(start);
        cut = true;
        return AnnotatedRhs() is not null;
    }

    private void OptionalValue()
    {
        int mark = _mark;
        if (!Tok(TokenKind.Equal) || AnnotatedRhs() is null)
            _mark = mark;
    }

    private bool AnnotatedTarget()
    {
        int start = _mark;
        if (Tok(TokenKind.LPar) && SingleTarget() is not null && Tok(TokenKind.RPar))
            return true;
        _mark = start;
        return SingleSubscriptAttributeTarget() is not null;
    }

    private bool TargetAndEqual()
    {
        int start = _mark;
        return (StarTargets() is not null && Tok(TokenKind.Equal)) || Back(start);
    }

    private bool AugmentedOperator()
    {
        TokenKind kind = TokenAt(_mark).Kind;
        bool augmented = kind is (>= TokenKind.PlusEqual and <= TokenKind.DoubleStarEqual)
            or TokenKind.DoubleSlashEqual or TokenKind.AtEqual;
        if (!augmented)
            return false;
        _mark++;
        if (kind == TokenKind.AtEqual)
            CheckVersion(5, "The '@' operator is");
        return true;
    }

    private void InvalidAssignment()
    {
        int start = _mark;
        if (InvalidAnnotationTarget() is Expr annotated && Tok(TokenKind.Colon) && FullExpression() is not null)
            RaiseAt(annotated, $"only single target (not {NameOf(annotated)}) can be annotated");
        _mark = start;
        if (StarNamedExpression() is Expr first && Tok(TokenKind.Comma))
        {
            while (StarNamedExpressions() is not null)
            {
            }
            if (Tok(TokenKind.Colon) && FullExpression() is not null)
                RaiseAt(first, "only single target (not tuple) can be annotated");
        }
        _mark = start;
        if (FullExpression() is Expr target && Tok(TokenKind.Colon) && FullExpression() is not null)
            RaiseAt(target, "illegal target for annotation");
        _mark = start;
        Many(TargetAndEqual);
        if (StarExpressions() is Expr assigned && Tok(TokenKind.Equal))
        {
            RaiseForTarget(TargetUse.Store, assigned);
            return;
        }
        _mark = start;
        Many(TargetAndEqual);
        if (YieldExpression() is Expr yielded && Tok(TokenKind.Equal))
            RaiseAt(yielded, "assignment to yield expression not possible");
        _mark = start;
        if (StarExpressions() is Expr augmented && AugmentedOperator() && AnnotatedRhs() is not null)
            RaiseAt(augmented, $"'{NameOf(augmented)}' is an illegal expression for augmented assignment");
    }

    private Expr? InvalidAnnotationTarget()
    {
        int start = _mark;
        if (ListDisplay() is Expr list)
            return list;
        _mark = start;
        if (TupleDisplay() is Expr tuple)
            return tuple;
        _mark = start;
        if (Tok(TokenKind.LPar) && InvalidAnnotationTarget() is Expr inner && Tok(TokenKind.RPar))
            return inner;
        _mark = start;
        return null;
    }

    private bool ImportStatement()
    {
        int start = _mark;
        if (_invalid)
        {
            InvalidImport();
            _mark = start;
        }
        if (Tok(TokenKind.KwImport))
            return Separated(TokenKind.Comma, DottedAsName) || Back(start);
        return ImportFrom() || Back(start);
    }

    private void InvalidImport()
    {
        int start = _mark;
        if (Tok(TokenKind.KwImport, out Token import) && Separated(TokenKind.Comma, DottedName) && Tok(TokenKind.KwFrom) && DottedName())
            RaiseFrom(import, "Did you mean to use 'from ... import ...' instead?");
        _mark = start;
        if (Tok(TokenKind.KwImport) && Tok(TokenKind.Newline, out Token newline))
            RaiseFrom(newline, "Expected one or more names after 'import'");
    }

    private bool DottedName()
    {
        if (NameToken() is null)
            return false;
        while (true)
        {
            int mark = _mark;
            if (!Tok(TokenKind.Dot) || NameToken() is null)
            {
                _mark = mark;
                return true;
            }
        }
    }

    private bool DottedAsName()
    {
        int start = _mark;
        if (_invalid)
        {
            if (DottedName())
                InvalidImportTarget();
            _mark = start;
        }
        return DottedName() && OptionalAs();
    }

    private bool OptionalAs()
    {
        int mark = _mark;
        if (!Tok(TokenKind.KwAs) || NameToken() is null)
            _mark = mark;
        return true;
    }

    private void InvalidImportTarget()
    {
        if (!Tok(TokenKind.KwAs))
            return;
        bool plain = Ahead(() => NameToken() is not null
            && TokenAt(_mark).Kind is TokenKind.Comma or TokenKind.RPar or TokenKind.Semi or TokenKind.Newline);
        if (!plain && FullExpression() is Expr target)
            RaiseAt(target, $"cannot use {NameOf(target)} as import target");
    }

    private bool ImportFrom()
    {
        int start = _mark;
        if (!Tok(TokenKind.KwFrom))
            return false;
        int dots = 0;
        while (Tok(TokenKind.Dot) || Tok(TokenKind.Ellipsis))
            dots++;
        int behindDots = _mark;
        if (DottedName())
        {
            bool future = dots == 0 && _source.Text(_tokens[behindDots].Start, _tokens[_mark - 1].End) == "__future__";
            if (Tok(TokenKind.KwImport))
            {
                int names = _mark;
                if (ImportFromTargets())
                {
                    for (int i = names; future && i < _mark; i++)
                        _flufl |= _source.Span[_tokens[i].Start.._tokens[i].End].SequenceEqual("barry_as_FLUFL"u8);
                    _stream.Tokenizer.AngleNotEqual = _flufl;
                    return true;
                }
            }
        }
        _mark = behindDots;
        if (dots > 0 && Tok(TokenKind.KwImport) && ImportFromTargets())
            return true;
        return Back(start);
    }

    private bool ImportFromTargets()
    {
        int start = _mark;
        if (Tok(TokenKind.LPar) && ImportFromAsNames())
        {
            Tok(TokenKind.Comma);
            if (Tok(TokenKind.RPar))
                return true;
        }
        _mark = start;
        if (ImportFromAsNames() && !See(TokenKind.Comma))
            return true;
        _mark = start;
        if (Tok(TokenKind.Star))
            return true;
        if (_invalid)
        {
            if (ImportFromAsNames() && Tok(TokenKind.Comma) && Tok(TokenKind.Newline))
                Raise("trailing comma not allowed without surrounding parentheses");
            _mark = start;
            if (Tok(TokenKind.Newline, out Token newline))
                RaiseFrom(newline, "Expected one or more names after 'import'");
        }
        return Back(start);
    }

    private bool ImportFromAsNames() => Separated(TokenKind.Comma, ImportFromAsName);

    private bool ImportFromAsName()
    {
        int start = _mark;
        if (_invalid)
        {
            if (NameToken() is not null)
                InvalidImportTarget();
            _mark = start;
        }
        return NameToken() is not null && OptionalAs();
    }

    private bool FunctionType()
    {
        if (!Tok(TokenKind.LPar))
            return false;
        TypeExpressions();
        return Tok(TokenKind.RPar) && Tok(TokenKind.RArrow) && FullExpression() is not null;
    }

    private void TypeExpressions()
    {
        int start = _mark;
        bool plain = Separated(TokenKind.Comma, () => FullExpression() is not null);
        int mark = _mark;
        if (plain && !Tok(TokenKind.Comma))
            return;
        if (!plain)
            _mark = start;
        if (Tok(TokenKind.Star) && FullExpression() is not null)
        {
            mark = _mark;
            if (!Tok(TokenKind.Comma))
                return;
        }
        else
        {
            _mark = plain ? mark + 1 : start;
        }
        if (!Tok(TokenKind.DoubleStar) || FullExpression() is null)
            _mark = plain || mark > start ? mark : start;
    }
}
