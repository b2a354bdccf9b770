import { awaitDependencies, repeatDependencies } from "./dependencies.js";

/** What is used of webpack's loader context. */
interface LoaderContext {
  readonly resourcePath: string;
  addDependency(path: string): void;
  callback(error: null, ...result: unknown[]): void;
}

/**
 * A loader that stands before ts-loader in a rule's `use`, and so runs after it. ts-loader compiles a file again when a
 * file changes that it imports itself, while a cached function's key and version depend on what those import in turn.
 */
export default function loader(this: LoaderContext, ...result: unknown[]): void {
  repeatDependencies(this.resourcePath);
  this.callback(null, ...result);
}

/** Called before ts-loader. */
loader.pitch = function pitch(this: LoaderContext): void {
  awaitDependencies(this.resourcePath, (path) => {
    this.addDependency(path);
  });
};
