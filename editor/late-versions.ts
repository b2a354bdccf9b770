import type { CodeVersions, VersionedFunction, Versions } from "../transformer/analyze/version/code-version.js";
import type { VersionFacts } from "../transformer/analyze/plan.js";
import type { Reporter } from "../transformer/analyze/report.js";
import type { Unit } from "../transformer/analyze/version/unit.js";

/**
 * Versions for an editor, which asks for diagnostics at every keystroke, and for a version when somebody points at a
 * function: each is computed when it is read.
 */
export class LateVersions implements Versions {
  private readonly make: () => CodeVersions;
  private readonly mayHaveGaps: () => boolean;
  private made: CodeVersions | undefined;

  /** @param mayHaveGaps whether anything in the program may be out of a version's reach; if not, nobody is warned of it */
  constructor(make: () => CodeVersions, mayHaveGaps: () => boolean) {
    this.make = make;
    this.mayHaveGaps = mayHaveGaps;
  }

  get roots(): readonly Unit[] {
    return this.versions.roots;
  }

  warnOfGaps(fn: VersionedFunction, reporter: Reporter): void {
    if (this.mayHaveGaps()) this.versions.warnOfGaps(fn, reporter);
  }

  versionOf(fn: VersionedFunction): VersionFacts {
    let known: VersionFacts | undefined;
    const facts = (): VersionFacts => (known ??= this.versions.versionOf(fn));
    return {
      options: fn.options,
      get schema() {
        return facts().schema;
      },
      get compiler() {
        return facts().compiler;
      },
      get code() {
        return facts().code;
      },
      get version() {
        return facts().version;
      },
      get root() {
        return facts().root;
      },
    };
  }

  private get versions(): CodeVersions {
    return (this.made ??= this.make());
  }
}
