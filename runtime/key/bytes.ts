import { createHash } from "node:crypto";
import { endianness } from "node:os";
import { Content } from "./content.js";
import { MARK, type KeyPart } from "./part.js";
import { classNameOf } from "./keyed.js";
import { namesIn } from "./shape.js";
import { ByteWriter } from "./writer.js";

/**
 * The first byte of every encoded key; it changes when the encoding does. The high bit says that numbers in typed arrays
 * have their highest byte first: a key from such a machine is never taken for one from another.
 */
const FORMAT = endianness() === "LE" ? 0x01 : 0x81;

/** The last byte of every encoded key. */
const END = 0x2e;

/** What each part begins with; docs/key-encoding.md lists what follows. */
const TAG = {
  undefined: 0x75,
  null: 0x6c,
  false: 0x66,
  true: 0x74,
  number: 0x6e,
  bigint: 0x69,
  text: 0x73,
  binary: 0x62,
} as const;

/**
 * A key as bytes, for where it has to outlive the process: canonical, injective and self-delimiting.
 *
 * @param parts the path to the entry
 * @throws {ValueProblem} for an instance of a keyed class that has no name of its own
 */
export function encodeKey(parts: readonly KeyPart[]): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(FORMAT);
  for (const part of parts) writePart(writer, part, classNameOf);
  writer.byte(END);
  return Uint8Array.from(writer.written);
}

/** The name of an encoded key: its SHA-256 digest, as 64 hexadecimal digits. */
export function keyName(encoded: Uint8Array): string {
  return createHash("sha256").update(encoded).digest("hex");
}

/** How a class is written: by a name that outlives the process, or for comparing within it. */
export type NameClass = (prototype: object) => string;

/** Writes one part, so that what follows can't be taken for more of it. */
export function writePart(writer: ByteWriter, part: KeyPart, nameClass: NameClass): void {
  switch (typeof part) {
    case "undefined":
      writer.byte(TAG.undefined);
      break;
    case "boolean":
      writer.byte(part ? TAG.true : TAG.false);
      break;
    case "number":
      writer.byte(TAG.number);
      writer.double(part);
      break;
    case "bigint":
      writeBigInt(writer, part);
      break;
    case "string":
      if (part.charCodeAt(0) === 0) writeMarker(writer, part);
      else writeText(writer, part);
      break;
    default:
      if (part === null) writer.byte(TAG.null);
      else if (part instanceof Content) writeContent(writer, part, nameClass);
      else writer.text(nameClass(part));
  }
}

function writeText(writer: ByteWriter, text: string): void {
  writer.byte(TAG.text);
  writer.text(text);
}

/** The sign, then the magnitude in as few bytes as hold it, the highest first. */
function writeBigInt(writer: ByteWriter, value: bigint): void {
  const digits = (value < 0n ? -value : value).toString(16);
  const magnitude = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
  writer.byte(TAG.bigint);
  writer.byte(value < 0n ? 1 : 0);
  writer.count(magnitude.length);
  writer.raw(magnitude);
}

function writeContent(writer: ByteWriter, { kind, data, classes }: Content, nameClass: NameClass): void {
  if (typeof data === "string") {
    if (kind === "marker") writeMarker(writer, data);
    else writeText(writer, data);
    return;
  }
  if (kind !== "value") {
    writer.byte(TAG.binary);
    writer.text(kind);
    writer.count(data.length);
  }
  // The bytes of an encoded value are what its parts would have been written as, but for the classes.
  let at = 0;
  for (const { start, end, prototype } of classes) {
    writer.raw(data.subarray(at, start));
    writer.text(nameClass(prototype));
    at = end;
  }
  writer.raw(data.subarray(at));
}

/** A marker is its letter, and what its text says in bytes. */
function writeMarker(writer: ByteWriter, marker: string): void {
  const mark = marker.slice(0, 2);
  const rest = marker.slice(2);
  switch (mark) {
    case MARK.end:
      return;
    case MARK.escaped:
      writeText(writer, rest);
      return;
    case MARK.negativeZero:
      writer.byte(TAG.number);
      writer.double(-0);
      return;
    case MARK.notANumber:
      writer.byte(TAG.number);
      writer.raw(NAN);
      return;
  }
  writer.byte(marker.charCodeAt(1));
  switch (mark) {
    case MARK.object:
    case MARK.bare: {
      const names = namesIn(marker);
      writer.count(names.length);
      for (const name of names) writer.text(name);
      break;
    }
    case MARK.array:
    case MARK.sparse:
    case MARK.template:
    case MARK.map:
    case MARK.set:
    case MARK.cycle:
    case MARK.absent:
      writer.count(Number(rest));
      break;
    case MARK.date:
      if (rest === "NaN") writer.raw(NAN);
      else writer.double(Number(rest));
      break;
    case MARK.url:
    case MARK.temporal:
    case MARK.regExp:
      writer.text(rest);
      break;
  }
}

/** The one bit pattern that all NaN are written as. */
const NAN = Uint8Array.of(0x7f, 0xf8, 0, 0, 0, 0, 0, 0);
