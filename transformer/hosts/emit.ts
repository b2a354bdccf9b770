import type ts from "typescript";
import { atEndOfBuild } from "./end-of-build.js";
import type { Published } from "./published.js";
import type { Session } from "./session.js";

/** What a host does with each file that it emits, and before and after. */
export interface Emit {
  readonly transform: ts.TransformerFactory<ts.SourceFile>;
  /** All files are written. Without this call the end of the build is awaited. */
  done(): void;
  /** Emitting failed half-way. */
  failed(): void;
}

/** @param emitted called for each file, before it is compiled */
export function createEmit(
  session: Session,
  published: Published | undefined,
  emitted: (file: ts.SourceFile) => void,
): Emit {
  let isAwaited = false;
  const awaitEnd = (): void => {
    if (isAwaited || published === undefined) return;
    isAwaited = true;
    atEndOfBuild(() => {
      published.publication.finish();
    });
  };
  // A build that finds nothing to write emits nothing, and must look at what stands there and outside of it all the same.
  if (published?.writesScripts === true) awaitEnd();
  return {
    transform: (context) => (file) => {
      published?.publication.begin();
      awaitEnd();
      published?.writes(file);
      emitted(file);
      return session.transform(context, file, published);
    },
    done: () => published?.publication.finish(),
    failed: () => published?.publication.abandon(),
  };
}
