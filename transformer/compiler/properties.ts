import type ts from "typescript";
import type { PropertyOfType, TypeRef } from "./adapter.js";

type TS = typeof ts;

/** Reads properties off types, by name; what a type declares, and not what is known of it at some place in the code. */
export function createProperties(
  host: TS,
  checker: ts.TypeChecker,
): (type: ts.Type, step: string | number) => PropertyOfType {
  const { TypeFlags } = host;
  const nothing = (others: readonly string[] = []): PropertyOfType => ({
    types: [asRef(checker.getUndefinedType())],
    exists: false,
    declaration: undefined,
    others,
  });

  return property;

  function property(type: ts.Type, step: string | number): PropertyOfType {
    // What says nothing of its values says nothing of their properties either.
    if (type.flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.NonPrimitive)) return open(type);
    if (type.isUnion()) return ofMembers(type.types.map((member) => property(member, step)));
    if (type.flags & (TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void | TypeFlags.Never)) return nothing();
    if (type.flags & TypeFlags.Instantiable) {
      const constraint = checker.getBaseConstraintOfType(type);
      return constraint === undefined ? open(type) : property(constraint, step);
    }
    return ofObject(checker.getApparentType(type), String(step));
  }

  function ofObject(type: ts.Type, name: string): PropertyOfType {
    const symbol = checker.getPropertyOfType(type, name);
    if (symbol !== undefined) {
      return {
        types: [asRef(checker.getTypeOfSymbol(symbol))],
        exists: true,
        declaration: symbol.valueDeclaration ?? symbol.declarations?.[0],
        others: [],
      };
    }
    const index = checker.getIndexInfosOfType(type).filter(({ keyType }) => mayBeUnder(keyType, name));
    if (index.length > 0) {
      const types = [...index.map((info) => asRef(info.type)), asRef(checker.getUndefinedType())];
      return { types, exists: true, declaration: index[0]?.declaration, others: [] };
    }
    const own = checker.getPropertiesOfType(type);
    return own.length === 0 ? open(type) : nothing(own.map((other) => other.name));
  }

  /** Whether a property of some name may be what an index signature is for; a pattern of names may be for any. */
  function mayBeUnder(keyType: ts.Type, name: string): boolean {
    if (keyType.flags & TypeFlags.NumberLike) return String(Number(name)) === name;
    return (keyType.flags & TypeFlags.ESSymbolLike) === 0;
  }

  function open(type: ts.Type): PropertyOfType {
    return { types: [asRef(type)], exists: true, declaration: undefined, others: [] };
  }
}

/** Of a union: what any of its members has. */
function ofMembers(members: readonly PropertyOfType[]): PropertyOfType {
  const exists = members.some((member) => member.exists);
  return {
    types: [...new Set(members.flatMap(({ types }) => types))],
    exists,
    declaration: members.find(({ declaration }) => declaration !== undefined)?.declaration,
    others: exists ? [] : members.flatMap(({ others }) => others),
  };
}

function asRef(type: ts.Type): TypeRef {
  return type as unknown as TypeRef;
}
