import { register, type FunctionCache } from "../../runtime/internal.js";
import { defineCache, type Facts } from "./compiled.js";

type Method = (this: unknown, n: number) => unknown;

/** `method(n) { body }` with `{ this: "instance" }`, as the transformer writes it. */
export function compileMethod(body: Method, facts: Facts = {}): { method: Method; cache: FunctionCache } {
  const cache = defineCache({ this: "instance", key: ["n"], ...facts });
  function method(this: unknown, n: number): unknown {
    const entry = cache.of(this).root.entry(n);
    return entry.hit() ? entry.value() : entry.compute(() => body.call(this, n));
  }
  return { method: register(method, cache), cache };
}

/** A method that tells its calls apart. */
export function counting(facts?: Facts): { method: Method; cache: FunctionCache; runs: () => number } {
  let runs = 0;
  return { ...compileMethod(() => ++runs, facts), runs: () => runs };
}
