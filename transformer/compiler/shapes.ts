import type ts from "typescript";
import type { PrimitiveName, TypeRef, TypeShape } from "./adapter.js";

type TS = typeof ts;

/** Whether a file declares what the package called `tscached` exports. */
type IsOurs = (file: ts.SourceFile) => boolean;

/** Reads the outermost layer of a type. */
export function createShapes(
  host: TS,
  program: ts.Program,
  checker: ts.TypeChecker,
  isOurs: IsOurs,
  hasCodec: (type: ts.Type) => boolean,
): (type: ts.Type) => TypeShape {
  const { TypeFlags, SymbolFlags, ObjectFlags } = host;

  // In this order: a union of boolean literals is also "boolean", and an enum is also a union of numbers.
  const primitives: readonly (readonly [ts.TypeFlags, PrimitiveName])[] = [
    [TypeFlags.BooleanLike, "boolean"],
    [TypeFlags.EnumLike | TypeFlags.StringLiteral | TypeFlags.NumberLiteral | TypeFlags.BigIntLiteral, "literal"],
    [TypeFlags.StringLike, "string"],
    [TypeFlags.NumberLike, "number"],
    [TypeFlags.BigIntLike, "bigint"],
    [TypeFlags.Null, "null"],
    [TypeFlags.Undefined | TypeFlags.Void, "undefined"],
    [TypeFlags.Never, "never"],
  ];

  const known = new Map<ts.Type, TypeShape>();
  return (type) => {
    let shape = known.get(type);
    if (shape === undefined) known.set(type, (shape = shapeOf(type)));
    return shape;
  };

  function shapeOf(type: ts.Type): TypeShape {
    if (type.flags & TypeFlags.Any) return isErrorType(type) ? { kind: "error" } : { kind: "dynamic", name: "any" };
    if (type.flags & TypeFlags.Unknown) return { kind: "dynamic", name: "unknown" };
    if (type.flags & TypeFlags.NonPrimitive) return { kind: "dynamic", name: "object" };
    const primitive = primitives.find(([flags]) => (type.flags & flags) !== 0);
    if (primitive !== undefined) return { kind: "primitive", name: primitive[1] };
    if (type.flags & TypeFlags.ESSymbolLike) return { kind: "symbol" };
    if (type.isUnion()) return { kind: "union", members: type.types.map(asRef) };
    if (type.isIntersection()) return { kind: "intersection", members: type.types.map(asRef) };
    if (type.flags & TypeFlags.Object) return objectShape(type);
    const constraint = checker.getBaseConstraintOfType(type);
    return { kind: "constrained", constraint: constraint === undefined ? undefined : asRef(constraint) };
  }

  function objectShape(type: ts.Type): TypeShape {
    const parameters = (): TypeRef[] => checker.getTypeArguments(type as ts.TypeReference).map(asRef);
    if (checker.isTupleType(type)) {
      const { target } = type as ts.TupleTypeReference;
      return { kind: "tuple", elements: parameters(), readonly: target.readonly };
    }
    if (checker.isArrayType(type)) {
      const element = parameters()[0] ?? asRef(checker.getAnyType());
      return { kind: "array", element, readonly: type.symbol.name === "ReadonlyArray" };
    }
    if (type.getCallSignatures().length + type.getConstructSignatures().length > 0) return { kind: "function" };

    // Not getSymbol() of an alias: Record<…> and Partial<…> are library aliases for the user's own data.
    const symbol = type.getSymbol();
    if (symbol !== undefined && (isNodeUrl(symbol) || (symbol.flags & SymbolFlags.Interface && isHandle(symbol)))) {
      const generic = ((type as ts.ObjectType).objectFlags & ObjectFlags.Reference) !== 0;
      const name = libraryName(symbol);
      return { kind: "library", name, parameters: generic ? parameters() : [], copied: hasCodec(type) };
    }
    const isClass = symbol !== undefined && (symbol.flags & SymbolFlags.Class) !== 0;
    const isNamed = isClass || (symbol !== undefined && (symbol.flags & SymbolFlags.Interface) !== 0);
    const copied = methodNamed("cacheCopy", type) !== undefined || (isNamed && hasCodec(type));
    const otherwise: TypeShape =
      symbol !== undefined && (isClass || copied)
        ? { kind: "class", name: symbol.name, declaration: symbol.valueDeclaration, copied }
        : plainShape(type);
    const method = methodNamed("cacheKey", type);
    const result = method && typeOfProperty(method).getCallSignatures()[0]?.getReturnType();
    if (result === undefined) return otherwise;
    return { kind: "keyed", result: asRef(result), method: method?.declarations?.[0], otherwise };
  }

  /** The method that a symbol of the runtime's names, by which a class takes part in something. */
  function methodNamed(symbol: "cacheKey" | "cacheCopy", type: ts.Type): ts.Symbol | undefined {
    // The checker's own spelling for a property that is named by a symbol.
    const start = `__@${symbol}@`;
    return checker.getPropertiesOfType(type).find((property) => property.name.startsWith(start) && isOurName(property));
  }

  function isOurName(property: ts.Symbol): boolean {
    return (property.declarations ?? []).some((declaration) => {
      const { name } = declaration as { name?: ts.Node };
      if (name === undefined || !host.isComputedPropertyName(name)) return false;
      const symbol = checker.getSymbolAtLocation(name.expression);
      const isAlias = symbol !== undefined && (symbol.flags & SymbolFlags.Alias) !== 0;
      const named = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
      return (named?.declarations ?? []).some((node) => isOurs(node.getSourceFile()));
    });
  }

  function plainShape(type: ts.Type): TypeShape {
    const properties = checker.getPropertiesOfType(type).map((property) => ({
      name: property.name,
      type: asRef(typeOfProperty(property)),
      declaration: property.valueDeclaration ?? property.declarations?.[0],
      optional: (property.flags & SymbolFlags.Optional) !== 0,
    }));
    const infos = checker.getIndexInfosOfType(type);
    const index = infos.map((info) => asRef(info.type));
    // Everything but null and undefined can be passed for {}, so it tells no more than unknown.
    if (properties.length + index.length === 0) return { kind: "dynamic", name: "{}" };
    const readonly = checker.getPropertiesOfType(type).every(isReadonly) && infos.every((info) => info.isReadonly);
    return { kind: "object", properties, index, readonly };
  }

  /** As the checker has it: a mapped type's property says so itself, any other by its declaration. */
  function isReadonly(property: ts.Symbol): boolean {
    // TypeScript 4.9 has the flags on the symbol itself.
    const { links, checkFlags, valueDeclaration } = property as ts.Symbol &
      CheckFlags & { readonly links?: CheckFlags };
    if (((links?.checkFlags ?? checkFlags ?? 0) & READONLY) !== 0) return true;
    if (valueDeclaration === undefined || (property.flags & SymbolFlags.Property) === 0) return false;
    return (host.getCombinedModifierFlags(valueDeclaration) & host.ModifierFlags.Readonly) !== 0;
  }

  function typeOfProperty(property: ts.Symbol): ts.Type {
    return checker.getTypeOfSymbol(property);
  }

  /**
   * Whether an interface describes the instances of a global constructor, such as Date, Promise or Buffer. Other
   * interfaces of a library, such as option bags, are plain data like anyone's.
   */
  function isHandle(symbol: ts.Symbol): boolean {
    const isValue = (symbol.flags & SymbolFlags.Value) !== 0;
    return (symbol.declarations ?? []).some((node) => {
      const isDefault = program.isSourceFileDefaultLibrary(node.getSourceFile());
      return isDefault ? isValue || NAMED.has(symbol.name) : isValue && isGlobal(node);
    });
  }

  /** The class of that name in the module "url" of Node's own types. The global URL is an interface there. */
  function isNodeUrl(symbol: ts.Symbol): boolean {
    const { valueDeclaration } = symbol;
    if (symbol.name !== "URL" || valueDeclaration === undefined) return false;
    const around = valueDeclaration.parent.parent as ts.Node | undefined;
    return (
      valueDeclaration.getSourceFile().isDeclarationFile &&
      around !== undefined &&
      host.isModuleDeclaration(around) &&
      /^(node:)?url$/.test(around.name.text)
    );
  }

  /** With the namespaces of the library that it is in: `Temporal.Instant`. */
  function libraryName(symbol: ts.Symbol): string {
    let name = symbol.name;
    for (let node = symbol.declarations?.[0]?.parent; node !== undefined; node = node.parent as ts.Node | undefined) {
      if (!host.isModuleDeclaration(node) || !host.isIdentifier(node.name) || node.name.text === "global") continue;
      name = `${node.name.text}.${name}`;
    }
    return name;
  }

  function isGlobal(declaration: ts.Node): boolean {
    const file = declaration.getSourceFile();
    if (!file.isDeclarationFile) return false;
    for (let node = declaration.parent; !host.isSourceFile(node); node = node.parent) {
      if (host.isModuleDeclaration(node)) return host.isIdentifier(node.name) && node.name.text === "global";
    }
    return !host.isExternalModule(file);
  }
}

/** Interfaces of the library that have no constructor of their own, and are no plain data all the same. */
const NAMED = new Set([
  "ReadonlyMap",
  "ReadonlySet",
  "TemplateStringsArray",
  "RegExpMatchArray",
  "RegExpExecArray",
  "PromiseLike",
  "Iterable",
  "Iterator",
  "IteratorObject",
  "IterableIterator",
  "ArrayIterator",
  "MapIterator",
  "SetIterator",
  "StringIterator",
  "Generator",
  "AsyncIterable",
  "AsyncIterator",
  "AsyncIteratorObject",
  "AsyncIterableIterator",
  "AsyncGenerator",
]);

interface CheckFlags {
  readonly checkFlags?: number;
}

/** The checker's `CheckFlags.Readonly`, which it keeps to itself; it has been the same since TypeScript 2. */
const READONLY = 8;

function asRef(type: ts.Type): TypeRef {
  return type as unknown as TypeRef;
}

/** The checker's error types are `any` to everyone else; only this name, unchanged since TypeScript 2, tells them. */
function isErrorType(type: ts.Type): boolean {
  return (type as ts.Type & { intrinsicName?: string }).intrinsicName === "error";
}
