import { styleText } from "node:util";

/** What is coloured alike: headings, what is lost, what is new, what matters less. */
type Tone = "heading" | "lost" | "new" | "minor";

/** Colours a text, or leaves it alone. */
export type Paint = (tone: Tone, text: string) => string;

const STYLES = { heading: "bold", lost: "red", new: "green", minor: "dim" } as const;

/** Whether to colour what goes to a stream: only where people look at it, and haven't asked not to (no-color.org). */
export function takesColour({ isTTY }: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  return isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}

/** @param colour whether the output may be coloured at all */
export function createPaint(colour: boolean): Paint {
  // Whether the stream takes colours is decided already.
  return (tone, text) => (colour ? styleText(STYLES[tone], text, { validateStream: false }) : text);
}
