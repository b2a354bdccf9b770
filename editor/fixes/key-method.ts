import type ts from "typescript";
import { findTypeProblem } from "../../transformer/analyze/keys/type-walk.js";
import { catalogue, parametersOf } from "../../transformer/diagnostics/catalogue.js";
import { readSettings } from "../../transformer/settings.js";
import type { FileView } from "../view.js";
import { lineStart } from "./comment-edits.js";
import { importOf } from "./import.js";
import type { Edit, Fix } from "./proposal.js";
import { nodeAt, taggedAround } from "./tagged.js";

/** Gives a class the method that says what stands for its instances in a key: those of its fields that can. */
export const keyMethod: Fix = (request) => {
  const { view, newLine } = request;
  const declaration = classOf(view, request.diagnostic);
  if (declaration === undefined || !view.compiler.isOwnFile(declaration.getSourceFile())) return [];
  if (isAmbient(view.host, declaration)) return [];
  const { fits, others } = fieldsOf(view, declaration);
  const imported = importOf(view, declaration.getSourceFile(), "cacheKey", newLine);
  if (fits.length === 0 || imported === undefined) return [];
  const name = declaration.name?.text ?? "the class";
  const left = others.length === 0 ? "" : `, without ${others.join(", ")}`;
  const description = `Give ${name} a [cacheKey]() method of ${fits.join(", ")}${left}`;
  const method = methodAt(view, declaration, imported.name, fits, newLine);
  return [{ name: "key-method", description, edits: [...imported.edits, method] }];
};

/** The class of a parameter, or the one that a method is called on. */
function classOf(view: FileView, diagnostic: Parameters<Fix>[0]["diagnostic"]): ts.ClassLikeDeclaration | undefined {
  const { host, program, file } = view;
  const declared = parametersOf(catalogue.instanceParameter, diagnostic)?.declared;
  if (declared !== undefined) {
    const source = program.getSourceFile(declared.file);
    if (source === undefined || source.isDeclarationFile) return undefined;
    return classAround(host, nodeAt(view, source, declared.start));
  }
  if (parametersOf(catalogue.usesThis, diagnostic)?.hasClass !== true) return undefined;
  const fn = taggedAround(view, nodeAt(view, file, diagnostic.place.start));
  return fn && classAround(host, fn);
}

function classAround(host: typeof ts, node: ts.Node): ts.ClassLikeDeclaration | undefined {
  let around = node;
  while (!host.isClassLike(around) && !host.isSourceFile(around)) around = around.parent;
  return host.isClassLike(around) ? around : undefined;
}

/** Whether code can't be written into a class, since it only says what is elsewhere. */
function isAmbient(host: typeof ts, declaration: ts.ClassLikeDeclaration): boolean {
  for (let node: ts.Node = declaration; !host.isSourceFile(node); node = node.parent) {
    const { modifiers } = node as ts.ClassDeclaration;
    if (modifiers?.some(({ kind }) => kind === host.SyntaxKind.DeclareKeyword) === true) return true;
  }
  return false;
}

/** The fields of a class that its own code can read, by whether they can be part of a key. */
function fieldsOf(view: FileView, declaration: ts.ClassLikeDeclaration): { fits: string[]; others: string[] } {
  const { host, program, compiler } = view;
  const checker = program.getTypeChecker();
  const settings = readSettings({});
  const fields = new Map<string, boolean>();
  const add = (name: ts.PropertyName | ts.BindingName): void => {
    if (!host.isIdentifier(name) && !host.isPrivateIdentifier(name)) return;
    const type = compiler.typeOf(name);
    // What is the same in all instances doesn't tell them apart.
    if (!isOneValue(host, checker.getTypeAtLocation(name)))
      fields.set(name.text, findTypeProblem(compiler, type, "key", settings) === undefined);
  };
  // Those of base classes too, as far as they may be read here.
  const type = checker.getTypeAtLocation(declaration);
  const instance = type.getConstructSignatures()[0]?.getReturnType() ?? type;
  for (const { declarations } of checker.getPropertiesOfType(instance)) {
    const [first] = declarations ?? [];
    if (first === undefined || !(host.isPropertyDeclaration(first) || host.isParameter(first))) continue;
    const isPrivate = (host.getCombinedModifierFlags(first) & host.ModifierFlags.Private) !== 0;
    const owner = host.isParameter(first) ? first.parent.parent : first.parent;
    if (owner === declaration || !(isPrivate || host.isPrivateIdentifier(first.name))) add(first.name);
  }
  const named = (fits: boolean): string[] => [...fields].filter(([, its]) => its === fits).map(([name]) => name);
  return { fits: named(true), others: named(false) };
}

function isOneValue({ TypeFlags }: typeof ts, { flags }: ts.Type): boolean {
  const { Literal, Null, Undefined, Union } = TypeFlags;
  return (flags & (Literal | Null | Undefined)) !== 0 && (flags & Union) === 0;
}

/** The method, behind the fields and the constructor. */
function methodAt(
  { host }: FileView,
  declaration: ts.ClassLikeDeclaration,
  symbol: string,
  fields: readonly string[],
  newLine: string,
): Edit {
  const source = declaration.getSourceFile();
  const { text, fileName: file } = source;
  const { members } = declaration;
  const last = members
    .filter((member) => host.isPropertyDeclaration(member) || host.isConstructorDeclaration(member))
    .at(-1);
  const step = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  const own = members[0] === undefined ? undefined : lineStart(text, members[0].getStart(source));
  const around = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", declaration.getStart(source) - 1) + 1))?.[0] ?? "";
  const isOpen = text.slice(members.pos, declaration.end).includes("\n");
  const indent = isOpen && own !== undefined && own.length > around.length ? own : around + step;
  const unit = indent.startsWith(around) && indent.length > around.length ? indent.slice(around.length) : step;
  const semicolon = usesSemicolons(source) ? ";" : "";
  const read = fields.map((field) => `this.${field}`);
  const value = read.length === 1 ? read.join("") : `[${read.join(", ")}]`;
  const lines = [`[${symbol}]() {`, `${unit}return ${value}${semicolon}`, "}"].map((line) => indent + line);
  const method = lines.join(newLine);
  if (last !== undefined) {
    const behind = isOpen ? "" : newLine + around;
    const spaces = isOpen ? 0 : (/^[ \t]*/.exec(text.slice(last.end))?.[0].length ?? 0);
    return { file, start: last.end, end: last.end + spaces, text: `${newLine}${newLine}${method}${behind}` };
  }
  const hasMore = members.length > 0;
  const isBroken = /^[^\S\n]*\r?\n/.test(text.slice(members.pos));
  const behind = hasMore ? newLine : isBroken ? "" : newLine + around;
  return { file, start: members.pos, end: members.pos, text: newLine + method + behind };
}

function usesSemicolons({ statements, text }: ts.SourceFile): boolean {
  const simple = statements.filter(({ end }) => text[end - 1] !== "}");
  return simple.length === 0 || simple.some(({ end }) => text[end - 1] === ";");
}
