import type ts from "typescript";
import type { Compiler, Referent } from "../../compiler/adapter.js";
import { isModule } from "../functions/declarations.js";
import { unwrap } from "../functions/unwrap.js";
import type { Outside } from "./code-text.js";
import type { Foreign } from "./foreign.js";
import { observedText } from "../observed/observed.js";
import { jsxUse } from "./jsx.js";
import { quoted } from "./kinds.js";
import { namesIn, typeSeenByDecorators } from "./decorated.js";
import { createMemberClasses, type MemberClass } from "./member-classes.js";
import { codeOf, originOf, type Origin } from "./origin.js";
import type { Resolver } from "./resolver.js";
import { traits, type Collector, type Unit } from "./unit.js";

/** Where units come from. */
export interface UnitSource {
  readonly compiler: Compiler;
  readonly resolver: Resolver;
  readonly foreign: Foreign;
  /** The unit of something that the project's code declares. */
  own(referent: Referent): Unit;
  /** What the top of a file changes of something that is declared in another one. */
  changes(file: ts.SourceFile, referent: Referent): Unit | undefined;
  /** A class without a name. */
  anonymousClass(node: ts.ClassLikeDeclaration): Unit;
}

/** References from one piece of code: each becomes a number that stands for a unit. */
export interface References extends Outside {
  /** What stands for something that is referred to by other means than its name in the code. */
  refer(referent: Referent, place: ts.Node | undefined, name: string): string;
}

/** Follows what a piece of code refers to. */
export function createReferences(
  source: UnitSource,
  collector: Collector,
  file: ts.SourceFile | undefined,
  roots: readonly ts.Node[],
): References {
  const { compiler, resolver, foreign } = source;
  const { syntax } = compiler;
  const { SyntaxKind } = syntax;
  const classesBehind = createMemberClasses(compiler, resolver, roots);
  return { name, instead, beside, refer };

  function name(node: ts.Identifier, referent: Referent | undefined): string {
    if (isIntrinsicElement(node)) return quoted(node.text);
    const module = resolver.module(node);
    if (module !== undefined && isModule(syntax, module.declarations)) return wholeModule(node, module, node.text);
    if (referent !== undefined && referent.declarations.length > 0) return refer(referent, node, node.text);
    const specifier = specifierOf(referent?.alias);
    return specifier === undefined ? quoted(node.text) : unresolved(specifier, node) + quoted(node.text);
  }

  /** `<div>`, which is no variable. */
  function isIntrinsicElement({ parent, text }: ts.Identifier): boolean {
    const { JsxOpeningElement, JsxClosingElement, JsxSelfClosingElement } = SyntaxKind;
    const isTag = [JsxOpeningElement, JsxClosingElement, JsxSelfClosingElement].some((kind) => kind === parent.kind);
    return isTag && /^[a-z]/.test(text);
  }

  function refer(referent: Referent, place: ts.Node | undefined, called: string): string {
    const text = referTo(referent, place, called);
    const changes = file && source.changes(file, referent);
    return changes === undefined ? text : text + collector.use(changes, place);
  }

  function referTo(referent: Referent, place: ts.Node | undefined, called: string): string {
    const origin = originOf(compiler, referent);
    const specifier = specifierOf(referent.alias);
    switch (origin.kind) {
      case "global":
        return quoted(called);
      case "captured":
        return `captured${quoted(called)}`;
      case "project":
        return collector.use(source.own(referent), place);
      case "json":
        return collector.use(foreign.json(origin.file, referent.declarations), place);
      case "declared":
        return collector.use(foreign.declared(origin.file), place) + quoted(declaredName(referent, called));
      case "package": {
        const entry = specifier && packageEntry(specifier);
        const unit = foreign.package(entry ?? origin.file);
        const { path } = compiler.disk.placeOf(origin.file);
        return collector.use(unit, place) + quoted(path) + quoted(declaredName(referent, called));
      }
      case "ambient-module":
        return ambient(origin, specifier, place) + quoted(declaredName(referent, called));
    }
  }

  /** The file that an import of a package names, which may hand on what another package declares. */
  function packageEntry(specifier: ts.StringLiteralLike): ts.SourceFile | undefined {
    const entry = compiler.modules.named(specifier)?.declarations.find((node) => syntax.isSourceFile(node));
    return entry !== undefined && compiler.originOf(entry) === "package" ? entry : undefined;
  }

  function declaredName({ declarations }: Referent, called: string): string {
    const { name: declared } = (declarations[0] ?? {}) as { name?: ts.Node };
    return declared !== undefined && syntax.isIdentifier(declared) ? declared.text : called;
  }

  function instead(node: ts.Node): string | undefined {
    if (syntax.isCallExpression(node)) return insteadOfCall(node);
    if (syntax.isPropertyAccessExpression(node) || syntax.isElementAccessExpression(node)) return insteadOfAccess(node);
    return undefined;
  }

  function insteadOfAccess(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string | undefined {
    const constant = enumConstant(node);
    if (constant !== undefined) return constant;
    const member = resolver.memberOfModule(node);
    if (member !== undefined) return refer(member, node, lastName(node));
    const module = resolver.module(node);
    return module === undefined ? undefined : wholeModule(node, module, lastName(node));
  }

  /** The value of an enum's member, which says more than the enum that it is taken from. */
  function enumConstant(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string | undefined {
    if (!isNames(node.expression)) return undefined;
    const member = resolver.member(node)?.declarations[0];
    if (member?.kind !== SyntaxKind.EnumMember || compiler.originOf(member.getSourceFile()) !== "project") {
      return undefined;
    }
    const value = compiler.enumValue(member as ts.EnumMember);
    return value === undefined ? undefined : `(Constant${typeof value}${quoted(String(value))})`;
  }

  function isNames(expression: ts.Expression): boolean {
    const node = unwrap(syntax, expression);
    return syntax.isIdentifier(node) || (syntax.isPropertyAccessExpression(node) && isNames(node.expression));
  }

  function insteadOfCall(call: ts.CallExpression): string | undefined {
    const isImport = call.expression.kind === SyntaxKind.ImportKeyword;
    if (!isImport && !isRequire(call)) return undefined;
    const [given] = call.arguments;
    if (given === undefined) return undefined;
    const specifier = unwrap(syntax, given);
    if (!syntax.isStringLiteralLike(specifier)) {
      collector.gap({ node: call, kind: "computed-module", what: isImport ? "import" : "require" });
      return undefined;
    }
    const module = compiler.modules.named(specifier);
    const awaits = call.parent.kind === SyntaxKind.AwaitExpression;
    const text =
      module === undefined
        ? unresolved(specifier, call)
        : wholeModule(awaits ? call.parent : call, module, specifier.text, specifier);
    return `(${isImport ? "import" : "require"}${text})`;
  }

  function isRequire({ expression }: ts.CallExpression): boolean {
    const callee = unwrap(syntax, expression);
    if (!syntax.isIdentifier(callee) || callee.text !== "require") return false;
    const referent = resolver.resolve(callee);
    return referent === undefined || originOf(compiler, referent).kind === "global";
  }

  /** A module that isn't read by a name that stands there: what a pattern takes of it, or all of it. */
  function wholeModule(node: ts.Node, module: Referent, called: string, specifier?: ts.StringLiteralLike): string {
    const taken = takenApart(node, module);
    if (taken === undefined) return refer({ ...module, alias: specifier ?? module.alias }, node, called);
    return `{${taken.map((member) => refer({ ...member, alias: member.alias ?? specifier }, node, called)).join()}}`;
  }

  /** What `const { a, b: c } = module` takes of a module. */
  function takenApart(node: ts.Node, module: Referent): Referent[] | undefined {
    const { parent } = node;
    if (!syntax.isVariableDeclaration(parent) || parent.initializer !== node) return undefined;
    if (!syntax.isObjectBindingPattern(parent.name)) return undefined;
    const members = parent.name.elements.map(({ dotDotDotToken, propertyName, name: bound }) => {
      const property = propertyName ?? bound;
      const isNamed = syntax.isIdentifier(property) || syntax.isStringLiteral(property);
      return dotDotDotToken === undefined && isNamed ? resolver.exportsOf(module).get(property.text) : undefined;
    });
    return members.every((member) => member !== undefined) ? members : undefined;
  }

  /** What `declare module "…"` says nothing of but its types. */
  function ambient(
    { name: declared, packageFile }: Extract<Origin, { kind: "ambient-module" }>,
    specifier: ts.StringLiteralLike | undefined,
    place: ts.Node | undefined,
  ): string {
    const from = packageFile ?? file;
    const found = specifier === undefined ? undefined : namedBy(specifier);
    const unit = found ?? (from && foreign.named(declared, from.fileName));
    if (unit !== undefined) return collector.use(unit, place);
    if (packageFile !== undefined) return collector.use(foreign.package(packageFile), place);
    return notFound(specifier?.text ?? declared, place);
  }

  function unresolved(specifier: ts.StringLiteralLike, place: ts.Node): string {
    const unit = namedBy(specifier);
    return unit === undefined ? notFound(specifier.text, place) : collector.use(unit, place);
  }

  function namedBy(specifier: ts.StringLiteralLike): Unit | undefined {
    return foreign.named(specifier.text, specifier.getSourceFile().fileName);
  }

  function notFound(what: string, node: ts.Node | undefined): string {
    if (node !== undefined) collector.gap({ node, kind: "declaration-only", what });
    return quoted(what);
  }

  function beside(node: ts.Node): string {
    switch (node.kind) {
      case SyntaxKind.PropertyAccessExpression:
      case SyntaxKind.ElementAccessExpression:
      case SyntaxKind.BindingElement:
        return classesBehind(node)
          .map((found) => ofClass(found, node))
          .join("");
      case SyntaxKind.PropertyDeclaration:
        collector.has(traits.fields);
        return typesSeen(node);
      case SyntaxKind.Parameter:
        // A parameter property is a field as well.
        if ((node as ts.ParameterDeclaration).modifiers !== undefined) collector.has(traits.fields);
        return typesSeen(node);
      case SyntaxKind.FunctionDeclaration:
      case SyntaxKind.FunctionExpression:
      case SyntaxKind.ArrowFunction:
        return observedText(compiler, node);
      case SyntaxKind.MethodDeclaration:
        return observedText(compiler, node) + typesSeen(node);
      case SyntaxKind.GetAccessor:
      case SyntaxKind.SetAccessor:
        return typesSeen(node);
      case SyntaxKind.Decorator:
        collector.has(traits.decorators);
        return "";
      case SyntaxKind.JsxOpeningElement:
      case SyntaxKind.JsxSelfClosingElement:
      case SyntaxKind.JsxOpeningFragment:
        collector.has(traits.jsx);
        return file === undefined ? "" : jsx(node, file);
      default:
        return "";
    }
  }

  function jsx(node: ts.Node, inFile: ts.SourceFile): string {
    const use = jsxUse(compiler.emitOptions, inFile, node.kind === SyntaxKind.JsxOpeningFragment);
    const module = use.module === undefined ? undefined : foreign.named(use.module, inFile.fileName);
    if (module !== undefined) return use.text + collector.use(module, node);
    const factories = use.names.map((factory) => compiler.resolveName(factory, inFile));
    return use.text + factories.map((found, index) => found && refer(found, node, use.names[index] ?? "")).join("");
  }

  function ofClass({ node, name: named }: MemberClass, place: ts.Node): string {
    const referent = named && resolver.resolve(named);
    if (referent === undefined) return collector.use(source.anonymousClass(node), place);
    return refer(referent, place, named?.text ?? "");
  }

  /** The types that decorators are told of. */
  function typesSeen(node: ts.Node): string {
    const type = compiler.emitOptions.typesOfDecorated ? typeSeenByDecorators(syntax, node) : undefined;
    if (type === undefined) return "";
    const named = namesIn(syntax, type).map((found) => [found, resolver.resolve(found)] as const);
    const classes = named.filter(([, referent]) => codeOf(compiler, referent?.declarations ?? []).length > 0);
    const uses = classes.map(([found, referent]) => referent && refer(referent, node, found.text));
    return quoted(type.getText().replaceAll(/\s+/g, " ")) + uses.join("");
  }

  /** What an import names; for `import("…")` that is at hand. */
  function specifierOf(alias: ts.Node | undefined): ts.StringLiteralLike | undefined {
    for (let node = alias; node !== undefined && !syntax.isSourceFile(node); node = node.parent) {
      if (syntax.isStringLiteralLike(node)) return node;
      const { moduleSpecifier, moduleReference } = node as {
        moduleSpecifier?: ts.Expression;
        moduleReference?: { expression?: ts.Expression };
      };
      const found = moduleSpecifier ?? moduleReference?.expression;
      if (found !== undefined) return syntax.isStringLiteralLike(found) ? found : undefined;
    }
    return undefined;
  }

  function lastName(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): string {
    if (syntax.isPropertyAccessExpression(node)) return node.name.text;
    return (node.argumentExpression as ts.StringLiteral).text;
  }
}
