/** Cached functions whose hits cost what their copies cost, each with what its type tells of the result. */
import { valueOf } from "./body.js";
import type { Order, Row, Tables } from "./copy-values.js";

/** @cacheData */
export function row(): Row {
  return valueOf("row");
}

/** @cacheData */
export function rowUnknown(): unknown {
  return valueOf("row");
}

/** @cacheData */
export function rows(): Row[] {
  return valueOf("rows");
}

/** @cacheData */
export function rowsUnknown(): unknown {
  return valueOf("rows");
}

/** @cacheData */
export function rowsReadonly(): readonly Readonly<Row>[] {
  return valueOf("rows");
}

/** @cacheResource */
export function rowsResource(): Row[] {
  return valueOf("rows");
}

/** @cacheData */
export function orders(): Order[] {
  return valueOf("orders");
}

/** @cacheData */
export function ordersUnknown(): unknown {
  return valueOf("orders");
}

/** @cacheData */
export function tables(): Tables {
  return valueOf("tables");
}
