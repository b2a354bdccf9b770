declare function webpackLoader(this: object, ...result: unknown[]): void;
export = webpackLoader;
