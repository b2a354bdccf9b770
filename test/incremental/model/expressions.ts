import type { Thing } from "./model.js";

/** What can be written of a thing where a number stands; in code that runs at load, only what needs no call. */
export function expressionsOf(thing: Thing, name: string): { readonly atLoad: string[]; readonly inBodies: string[] } {
  switch (thing.kind) {
    case "helper":
      return bodies(`${name}(n % 5)`, `[1, n].map((each) => ${name}(each)).length`);
    case "cached": {
      const called = thing.form === "namespaced" ? `${name}.${thing.name}` : name;
      return bodies(thing.isAsync ? `String(${called}(n)).length` : `${called}(n)`);
    }
    case "constant":
    case "pattern":
      return anywhere(name, `(${name} * 2)`);
    case "variable":
      return bodies(name);
    case "list":
      return anywhere(`${name}.length`, `(${name}[0] ?? 0)`);
    case "filler":
      return bodies(`[[n]].map((each) => ${name}(each)).length`);
    case "data":
      return anywhere(`${name}.a`, `${name}.b.c`, `Object.keys(${name}).length`);
    case "enum":
      return thing.isConst
        ? anywhere(`${name}.A`, `(${name}.B + ${name}.C)`)
        : anywhere(`${name}.B`, `(${name}.A + ${name}.C)`, `(${name}[2] ?? "").length`);
    case "class":
      return {
        atLoad: [`${name}.s_${thing.name}`],
        inBodies: [`new ${name}().m(n)`, `${name}.s_${thing.name}`, `new ${name}().f_${thing.name}`],
      };
    case "namespace":
      return { atLoad: [`${name}.v`], inBodies: [`${name}.f(n)`, `${name}.v`, `Object.keys(${name}).length`] };
    case "json":
      return anywhere(`${name}.a`, `${name}.b.c`);
    case "installed":
      return bodies(`${name}(n)`);
    case "shape":
      // Only a type; nothing of it is there when the code runs.
      return bodies(`[].filter((each: ${name}) => each === undefined).length`);
  }
}

function anywhere(...atLoad: string[]): { atLoad: string[]; inBodies: string[] } {
  return { atLoad, inBodies: atLoad };
}

function bodies(...inBodies: string[]): { atLoad: string[]; inBodies: string[] } {
  return { atLoad: [], inBodies };
}
