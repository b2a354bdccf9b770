import type ts from "typescript";
import type { Guard } from "../guard.js";
import type { OpenFiles } from "../views.js";

/** What a part of the language service is made with. */
export interface Surroundings {
  readonly host: typeof ts;
  /** The service as it is without us. */
  readonly base: ts.LanguageService;
  readonly open: OpenFiles;
  readonly guard: Guard;
}

/** The methods that we answer, each with the base's answer in it. */
export type Features = Partial<ts.LanguageService>;
