import type ts from "typescript";

type TS = typeof ts;

const REGISTER = "registerCodec";

/**
 * Tells whether the program registers a codec for the class of a type: a call of the runtime's `registerCodec` with that
 * class, anywhere in its own sources. They are searched once, when it is first asked.
 *
 * A class may be declared as an interface and a variable of the same name, as the global ones are; that variable may
 * hold another declaration's constructor, as Node's `URLSearchParams` does.
 */
export function createCodecs(
  host: TS,
  program: ts.Program,
  checker: ts.TypeChecker,
  isOurs: (file: ts.SourceFile) => boolean,
): (type: ts.Type) => boolean {
  let registered: Set<ts.Symbol> | undefined;
  return (type) => {
    const symbol = type.getSymbol();
    if (symbol === undefined) return false;
    registered ??= findRegistered();
    if (registered.has(symbol)) return true;
    if ((symbol.flags & host.SymbolFlags.Variable) === 0) return false;
    const made = instancesOf(checker.getTypeOfSymbol(symbol));
    return made !== undefined && registered.has(made);
  };

  function findRegistered(): Set<ts.Symbol> {
    const found = new Set<ts.Symbol>();
    for (const file of program.getSourceFiles()) {
      // Few files, if any: the others aren't walked.
      if (!file.isDeclarationFile && file.text.includes(REGISTER)) collect(file, found);
    }
    return found;
  }

  function collect(node: ts.Node, found: Set<ts.Symbol>): void {
    if (host.isCallExpression(node) && isRegister(node.expression)) {
      const symbol = node.arguments[0] && instancesOf(checker.getTypeAtLocation(node.arguments[0]));
      if (symbol !== undefined) found.add(symbol);
    }
    host.forEachChild(node, (child) => {
      collect(child, found);
    });
  }

  function isRegister(callee: ts.Expression): boolean {
    const symbol = checker.getSymbolAtLocation(callee);
    if (symbol === undefined) return false;
    const isAlias = (symbol.flags & host.SymbolFlags.Alias) !== 0;
    const { name, declarations = [] } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    return name === REGISTER && declarations.some((node) => isOurs(node.getSourceFile()));
  }

  /** The symbol of the type that the instances of a constructor have. */
  function instancesOf(constructor: ts.Type): ts.Symbol | undefined {
    const prototype = constructor.getProperty("prototype");
    return prototype && checker.getTypeOfSymbol(prototype).getSymbol();
  }
}
