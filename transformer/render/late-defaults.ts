import type ts from "typescript";
import { isLiteral } from "../analyze/observed/defaults.js";
import type { FunctionNode } from "../compiler/adapter.js";

type TS = typeof ts;

/** A function's parameters without the defaults that are to be evaluated later, and these, by the names that they are for. */
interface LateDefaults {
  readonly parameters: readonly ts.ParameterDeclaration[];
  readonly defaults: ReadonlyMap<string, ts.Expression>;
}

/**
 * Takes the defaults of names out of parameters, but for literals: `(text, { level = current }, time = now())` becomes
 * `(text, { level }, time = void 0)`, whose `length` is the same. Defaults of patterns stay; the analysis lets only literals be there.
 */
export function lateDefaults(host: TS, factory: ts.NodeFactory, fn: FunctionNode): LateDefaults {
  const defaults = new Map<string, ts.Expression>();
  const parameters = fn.parameters.map((parameter) => {
    const late = lateDefaultOf(parameter);
    const name = withoutDefaults(parameter.name);
    if (late === undefined && name === parameter.name) return parameter;
    const { modifiers, dotDotDotToken, questionToken, type } = parameter;
    const initializer = late === undefined ? parameter.initializer : factory.createVoidZero();
    return factory.updateParameterDeclaration(
      parameter,
      modifiers,
      dotDotDotToken,
      name,
      questionToken,
      type,
      initializer,
    );
  });
  return { parameters, defaults };

  function lateDefaultOf({
    name,
    initializer,
  }: ts.ParameterDeclaration | ts.BindingElement): ts.Expression | undefined {
    if (initializer === undefined || !host.isIdentifier(name) || isLiteral(host, initializer)) return undefined;
    defaults.set(name.text, initializer);
    return initializer;
  }

  function withoutDefaults(name: ts.BindingName): ts.BindingName {
    if (host.isIdentifier(name)) return name;
    if (host.isArrayBindingPattern(name)) {
      const elements = name.elements.map((element) => (host.isOmittedExpression(element) ? element : bare(element)));
      return isSame(elements, name.elements) ? name : factory.updateArrayBindingPattern(name, elements);
    }
    const elements = name.elements.map(bare);
    return isSame(elements, name.elements) ? name : factory.updateObjectBindingPattern(name, elements);
  }

  function bare(element: ts.BindingElement): ts.BindingElement {
    const late = lateDefaultOf(element);
    const name = withoutDefaults(element.name);
    if (late === undefined && name === element.name) return element;
    const { dotDotDotToken, propertyName, initializer } = element;
    return factory.updateBindingElement(
      element,
      dotDotDotToken,
      propertyName,
      name,
      late === undefined ? initializer : undefined,
    );
  }
}

function isSame(left: readonly ts.Node[], right: readonly ts.Node[]): boolean {
  return left.every((node, index) => node === right[index]);
}
