// Loading, storing and deleting names: where a name lives decides the instruction. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private enum NameAccess : byte
    {
        Fast,
        Global,
        Deref,
        Name,
    }

    private string Mangle(string name) =>
        name.Length > 2 && name[0] == '_' && name[1] == '_' ? NameMangling.MaybeMangle(_unit.PrivateName, _unit.Scope, name) : name;

    private void LoadName(Location location, string name) => NameOp(location, name, ExprContext.Load);

    private void StoreName(Location location, string name) => NameOp(location, name, ExprContext.Store);

    private void NameOp(Location location, string name, ExprContext context)
    {
        string mangled = Mangle(name);
        Scope scope = _unit.Scope;
        SymbolScope resolution = scope.ScopeOf(mangled);
        switch (Resolve(mangled, resolution, out int slot))
        {
            case NameAccess.Fast:
                Opcode fast = context switch
                {
                    ExprContext.Load => Opcode.LOAD_FAST,
                    ExprContext.Store => Opcode.STORE_FAST,
                    _ => Opcode.DELETE_FAST,
                };
                Emit(fast, _unit.Metadata.VarNames.Add(mangled), location);
                break;
            case NameAccess.Deref:
                EmitDeref(location, context, slot);
                break;
            case NameAccess.Global:
                EmitGlobal(location, context, resolution, mangled);
                break;
            default:
                int index = _unit.Metadata.Names.Add(mangled);
                if (context == ExprContext.Store)
                    Emit(Opcode.STORE_NAME, index, location);
                else if (context == ExprContext.Del)
                    Emit(Opcode.DELETE_NAME, index, location);
                else if (scope.Type == BlockType.ClassBlock && _unit.InlinedComprehensionDepth > 0)
                    Emit(Opcode.LOAD_GLOBAL, index << 1, location);
                else
                    Emit(Opcode.LOAD_NAME, index, location);
                break;
        }
    }

    private NameAccess Resolve(string mangled, SymbolScope resolution, out int slot)
    {
        slot = -1;
        switch (resolution)
        {
            case SymbolScope.FREE:
                slot = _unit.Metadata.FreeVars.TryGet(mangled, out int free) ? free : throw NoVariable(mangled);
                return NameAccess.Deref;
            case SymbolScope.CELL:
                slot = _unit.Metadata.CellVars.TryGet(mangled, out int cell) ? cell : throw NoVariable(mangled);
                return NameAccess.Deref;
            case SymbolScope.LOCAL:
                bool hidden = _unit.Metadata.FastHidden.TryGetValue(mangled, out bool active) && active;
                return _unit.Scope.IsFunctionLike || hidden ? NameAccess.Fast : NameAccess.Name;
            case SymbolScope.GLOBAL_IMPLICIT:
                return _unit.Scope.IsFunctionLike ? NameAccess.Global : NameAccess.Name;
            case SymbolScope.GLOBAL_EXPLICIT:
                return NameAccess.Global;
            default:
                return NameAccess.Name;
        }
    }

    private InvalidOperationException NoVariable(string name) => new($"'{_unit.Metadata.Name}' has no variable '{name}'");

    private void EmitDeref(Location location, ExprContext context, int slot)
    {
        switch (context)
        {
            case ExprContext.Store:
                Emit(Opcode.STORE_DEREF, slot, location);
                break;
            case ExprContext.Del:
                Emit(Opcode.DELETE_DEREF, slot, location);
                break;
            default:
                if (_unit.Scope.Type == BlockType.ClassBlock && _unit.InlinedComprehensionDepth == 0)
                {
                    Emit(Opcode.LOAD_LOCALS, location);
                    Emit(Opcode.LOAD_FROM_DICT_OR_DEREF, slot, location);
                }
                else if (_unit.Scope.CanSeeClassScope)
                {
                    EmitClassDict(location);
                    Emit(Opcode.LOAD_FROM_DICT_OR_DEREF, slot, location);
                }
                else
                {
                    Emit(Opcode.LOAD_DEREF, slot, location);
                }
                break;
        }
    }

    private void EmitGlobal(Location location, ExprContext context, SymbolScope resolution, string mangled)
    {
        if (context == ExprContext.Load && _unit.Scope.CanSeeClassScope && resolution == SymbolScope.GLOBAL_IMPLICIT)
        {
            int index = _unit.Metadata.Names.Add(mangled);
            EmitClassDict(location);
            Emit(Opcode.LOAD_FROM_DICT_OR_GLOBALS, index, location);
            return;
        }
        int name = _unit.Metadata.Names.Add(mangled);
        switch (context)
        {
            case ExprContext.Load:
                Emit(Opcode.LOAD_GLOBAL, name << 1, location);
                break;
            case ExprContext.Store:
                Emit(Opcode.STORE_GLOBAL, name, location);
                break;
            default:
                Emit(Opcode.DELETE_GLOBAL, name, location);
                break;
        }
    }

    /// <summary>Pushes the namespace of the class body around an annotation scope.</summary>
    private void EmitClassDict(Location location) => 
        Emit(Opcode.LOAD_DEREF, _unit.Metadata.FreeVars.Add("__classdict__"), location);
}
