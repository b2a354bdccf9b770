import type ts from "typescript";
import type { Disk } from "./disk.js";
import type { EmitOptions } from "./emit-options.js";
import type { ImportFormat } from "./module-format.js";
import type { Modules } from "./modules.js";
import type { ReferencedOutput } from "./references.js";

/**
 * All that the analysis asks of a compiler. One implementation a compiler; the analysis itself imports none, so that it
 * runs on the host's own instance, of whatever version.
 */
export interface Compiler {
  /** The host's enums and functions for reading syntax. */
  readonly syntax: Syntax;
  /** What an identifier that stands for a value refers to, imports followed to what they import. */
  resolve(identifier: ts.Identifier): Referent | undefined;
  /** What a name would refer to, if it stood at a node as an expression. */
  resolveName(name: string, at: ts.Node): Referent | undefined;
  /** The property that a name or a literal names, where one is read of a value. */
  member(name: ts.Node): Referent | undefined;
  /** The value of an enum's member, if it is constant. */
  enumValue(member: ts.EnumMember): string | number | undefined;
  /** What a module or namespace exports at run time, by name. */
  exportsOf(module: Referent): ReadonlyMap<string, Referent>;
  /** The type of a parameter or variable, or of a name in a destructuring pattern. */
  typeOf(node: ts.Node): TypeRef;
  /** What is known of reading a property, on values of a type. */
  property(type: TypeRef, step: string | number): PropertyOfType;
  /** The signatures by which a function can be called: its overloads, or its own. */
  signatures(fn: FunctionNode): readonly Signature[];
  /** The type of what a function is called on, as far as it is declared: a `this` parameter's, or that of its class's instances. */
  receiverType(fn: FunctionNode): TypeRef | undefined;
  /** The shapes of several types at once, so that a compiler behind a channel is asked once for all of them. */
  shapes(types: readonly TypeRef[]): readonly TypeShape[];
  /** Whether a file belongs to the project, rather than to the language's library or to a package it uses. */
  isOwnFile(file: ts.SourceFile): boolean;
  /** Whether a file is code of the project or its workspace, or is installed, or is the language's own library. */
  originOf(file: ts.SourceFile): "project" | "package" | "library";
  /** What a project that this one refers to writes beside a file of types. */
  outputOf(types: string): ReferencedOutput | undefined;
  readonly modules: Modules;
  readonly disk: Disk;
  readonly emitOptions: EmitOptions;
  /** Whether the compiler reports each parameter in a file that has no type. */
  reportsImplicitAny(file: ts.SourceFile): boolean;
  /** How a file's import of the runtime must be written. */
  moduleFormat(file: ts.SourceFile): ImportFormat;
}

/** The part of the host's `ts` that reads syntax. Kind numbers differ between versions: never write one down. */
export type Syntax = Pick<
  typeof ts,
  | "SyntaxKind"
  | "NodeFlags"
  | "forEachChild"
  | "getLeadingCommentRanges"
  | "getTrailingCommentRanges"
  | "isArrayBindingPattern"
  | "isArrowFunction"
  | "isBindingElement"
  | "isBlock"
  | "isCallExpression"
  | "isClassLike"
  | "isComputedPropertyName"
  | "isElementAccessExpression"
  | "isExportAssignment"
  | "isExternalModule"
  | "isExpressionWithTypeArguments"
  | "isFunctionDeclaration"
  | "isFunctionExpression"
  | "isFunctionLike"
  | "isIdentifier"
  | "isMetaProperty"
  | "isMethodDeclaration"
  | "isModuleDeclaration"
  | "isNumericLiteral"
  | "isObjectBindingPattern"
  | "isObjectLiteralExpression"
  | "isOmittedExpression"
  | "isParameter"
  | "isPrivateIdentifier"
  | "isPropertyAccessExpression"
  | "isPropertyAssignment"
  | "isPropertyDeclaration"
  | "isSourceFile"
  | "isStringLiteral"
  | "isStringLiteralLike"
  | "isTypeNode"
  | "isVariableDeclaration"
  | "isVariableDeclarationList"
  | "isVariableStatement"
>;

/** The functions that can be cached. */
export type FunctionNode = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration;

/** What a name refers to. */
export interface Referent {
  /** The same object for every name that refers to the same thing. */
  readonly identity: object;
  /** Empty for what the compiler itself provides, such as `undefined`. */
  readonly declarations: readonly ts.Node[];
  readonly imported: boolean;
  /** Where the name was imported, if it was. */
  readonly alias?: ts.Node | undefined;
}

declare const typeBrand: unique symbol;
/** A type of the compiler's; only the compiler looks inside. */
export interface TypeRef {
  readonly [typeBrand]: true;
}

export interface Signature {
  readonly parameters: readonly TypeRef[];
  /** Whether the last parameter takes all further arguments. */
  readonly rest: boolean;
  readonly result: TypeRef;
}

/** A property that is read of a type. */
export interface PropertyOfType {
  /** The types that reading it may give: `undefined` among them where a value may not have it. */
  readonly types: readonly TypeRef[];
  /** Whether any value of the type may have it, by its declaration. */
  readonly exists: boolean;
  readonly declaration: ts.Node | undefined;
  /** The properties that values of the type may have; only where this one doesn't exist. */
  readonly others: readonly string[];
}

/** A property of an object type. */
interface TypeProperty {
  readonly name: string;
  readonly type: TypeRef;
  readonly declaration: ts.Node | undefined;
  readonly optional: boolean;
}

export type PrimitiveName = "string" | "number" | "boolean" | "bigint" | "literal" | "null" | "undefined" | "never";

/** One layer of a type, as the checker resolves it. */
export type TypeShape =
  | { readonly kind: "primitive"; readonly name: PrimitiveName }
  | { readonly kind: "symbol" }
  /** `any`, `unknown`, `object`, `{}`. */
  | { readonly kind: "dynamic"; readonly name: string }
  /** The checker has reported it already. */
  | { readonly kind: "error" }
  | { readonly kind: "union" | "intersection"; readonly members: readonly TypeRef[] }
  /** A type parameter, `keyof`, or a conditional type that isn't resolved. */
  | { readonly kind: "constrained"; readonly constraint: TypeRef | undefined }
  | { readonly kind: "array"; readonly element: TypeRef; readonly readonly: boolean }
  | { readonly kind: "tuple"; readonly elements: readonly TypeRef[]; readonly readonly: boolean }
  | {
      readonly kind: "object";
      readonly properties: readonly TypeProperty[];
      readonly index: readonly TypeRef[];
      /** Whether all properties are readonly, and all index signatures. */
      readonly readonly: boolean;
    }
  | { readonly kind: "function" }
  /** An object with the runtime's `[cacheKey]()`, which gives what stands for it in a key. */
  | {
      readonly kind: "keyed";
      readonly result: TypeRef;
      readonly method: ts.Node | undefined;
      readonly otherwise: TypeShape;
    }
  /** A type of the language's own library, told by its declaration and not by its name, which may be `Temporal.Instant`. */
  | {
      readonly kind: "library";
      readonly name: string;
      readonly parameters: readonly TypeRef[];
      /** Whether the program registers a codec for it. */
      readonly copied: boolean;
    }
  | {
      readonly kind: "class";
      readonly name: string;
      readonly declaration: ts.Node | undefined;
      /** Whether its instances can be copied: by the runtime's `[cacheCopy]()`, or by a codec that the program registers. */
      readonly copied: boolean;
    };
