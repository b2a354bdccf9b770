import type ts from "typescript";
import type { Place } from "./places.js";

/**
 * All that the analysis asks of a compiler. One implementation a compiler; the analysis itself imports none, so that it
 * runs on the host's own instance, of whatever version.
 */
export interface Compiler {
  /** The host's enums and functions for reading syntax. */
  readonly syntax: Syntax;
  /** What an identifier that stands for a value refers to, imports followed to what they import. */
  resolve(identifier: ts.Identifier): Referent | undefined;
  /** The type of a parameter or variable, or of a name in a destructuring pattern. */
  typeOf(node: ts.Node): TypeRef;
  /** The signatures by which a function can be called: its overloads, or its own. */
  signatures(fn: FunctionNode): readonly Signature[];
  /** The shapes of several types at once, so that a compiler behind a channel is asked once for all of them. */
  shapes(types: readonly TypeRef[]): readonly TypeShape[];
  /** Where a file belongs: the nearest package.json's name, and the file's path from there, with `/`. */
  placeOf(file: ts.SourceFile): Place;
  /** How a file's import of the runtime must be written; `script` for a file that is no module. */
  moduleFormat(file: ts.SourceFile): "esm" | "commonjs" | "script";
}

/** The part of the host's `ts` that reads syntax. Kind numbers differ between versions: never write one down. */
export type Syntax = Pick<
  typeof ts,
  | "SyntaxKind"
  | "NodeFlags"
  | "forEachChild"
  | "getLeadingCommentRanges"
  | "getTrailingCommentRanges"
  | "isArrowFunction"
  | "isBindingElement"
  | "isBlock"
  | "isCallExpression"
  | "isClassLike"
  | "isExportAssignment"
  | "isExpressionWithTypeArguments"
  | "isFunctionDeclaration"
  | "isFunctionExpression"
  | "isFunctionLike"
  | "isIdentifier"
  | "isMetaProperty"
  | "isModuleDeclaration"
  | "isObjectBindingPattern"
  | "isOmittedExpression"
  | "isParameter"
  | "isSourceFile"
  | "isStringLiteral"
  | "isTypeNode"
  | "isVariableDeclaration"
  | "isVariableDeclarationList"
  | "isVariableStatement"
>;

/** The functions that can be cached. */
export type FunctionNode = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

/** What a name refers to. */
export interface Referent {
  /** The same object for every name that refers to the same thing. */
  readonly identity: object;
  /** Empty for what the compiler itself provides, such as `undefined`. */
  readonly declarations: readonly ts.Node[];
  readonly imported: boolean;
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

/** A property of an object type. */
interface TypeProperty {
  readonly name: string;
  readonly type: TypeRef;
  readonly declaration: ts.Node | undefined;
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
  | { readonly kind: "array"; readonly element: TypeRef }
  | { readonly kind: "tuple"; readonly elements: readonly TypeRef[] }
  | { readonly kind: "object"; readonly properties: readonly TypeProperty[]; readonly index: readonly TypeRef[] }
  | { readonly kind: "function" }
  /** An interface of the language's own library, told by its declaration and not by its name. */
  | { readonly kind: "library"; readonly name: string; readonly parameters: readonly TypeRef[] }
  | { readonly kind: "class"; readonly name: string; readonly declaration: ts.Node | undefined };
