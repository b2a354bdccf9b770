import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../hosts/project.js";

const ROOT = join(__dirname, "../..");

/** The plugin line of servers that take nothing but a package's name: those before TypeScript 5.1, and any other. */
export const BY_PACKAGE_NAME = {
  plugins: [{ name: "tscached", transform: "tscached/transformer", transformProgram: true }],
};

/** A place in a file as the protocol has it, both from 1. */
export interface Location {
  readonly line: number;
  readonly offset: number;
}

/** As the protocol has it. */
export interface ServerDiagnostic {
  readonly start: Location;
  readonly end: Location;
  readonly text: string;
  readonly code: number;
  readonly category: string;
}

export interface FileEdits {
  readonly fileName: string;
  readonly textChanges: readonly { readonly start: Location; readonly end: Location; readonly newText: string }[];
}

interface Message {
  readonly type: "response" | "event";
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

interface Waiting {
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** An editor that has opened files in a language server, and speaks with it as editors do, over its standard streams. */
export class EditorServer {
  private readonly child: ChildProcess;
  private readonly logFile: string | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<(message: Message) => void>();
  private readonly texts = new Map<string, string>();
  private received = Buffer.alloc(0);
  private sequence = 0;

  /** @param log a file that the server logs to */
  constructor(folder: string, typescript = "typescript", log?: string) {
    this.logFile = log;
    const logging = log === undefined ? [] : ["--logVerbosity", "verbose", "--logFile", log];
    const server = join(ROOT, "node_modules", typescript, "lib/tsserver.js");
    const options = ["--allowLocalPluginLoads", "--disableAutomaticTypingAcquisition", ...logging];
    this.child = spawn(process.execPath, [server, ...options], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    this.child.stdout?.on("data", (data: Buffer) => {
      this.received = Buffer.concat([this.received, data]);
      this.readMessages();
    });
  }

  /** Opens a file of a project as it is on disk, or with a text that isn't saved. */
  open(project: Project, path: string, text = project.read(path)): string {
    const file = join(project.folder, path);
    this.texts.set(file, text);
    this.send("open", { file, fileContent: text, projectRootPath: project.folder });
    return file;
  }

  /** Replaces the only occurrence of a text in an open file, without saving it. */
  type(file: string, replaced: string, by: string): void {
    const text = this.textOf(file);
    const start = text.indexOf(replaced);
    if (start === -1 || text.includes(replaced, start + 1)) throw new Error(`one "${replaced}" expected in ${file}`);
    this.edit(file, start, start + replaced.length, by);
  }

  /** Applies what a code fix says, in the order in which it is given back to front. */
  apply(changes: readonly FileEdits[]): void {
    for (const { fileName, textChanges } of changes) {
      const placed = textChanges.map(({ start, end, newText }) => ({
        start: this.positionOf(fileName, start),
        end: this.positionOf(fileName, end),
        newText,
      }));
      for (const { start, end, newText } of placed.sort((left, right) => right.start - left.start)) {
        this.edit(fileName, start, end, newText);
      }
    }
  }

  textOf(file: string): string {
    const text = this.texts.get(file);
    if (text === undefined) throw new Error(`${file} isn't open`);
    return text;
  }

  /** Where a text of an open file begins, or a number of characters behind that. */
  locate(file: string, text: string, behind = 0): Location {
    const found = this.textOf(file).indexOf(text);
    if (found === -1) throw new Error(`there is no "${text}" in ${file}`);
    return this.locationOf(file, found + behind);
  }

  async diagnostics(file: string): Promise<readonly ServerDiagnostic[]> {
    return (await this.request("semanticDiagnosticsSync", { file })) as readonly ServerDiagnostic[];
  }

  /** Our codes among the diagnostics. */
  async codes(file: string): Promise<readonly number[]> {
    return (await this.diagnostics(file)).map(({ code }) => code).filter((code) => code >= 870_000);
  }

  /** The answer to a request. */
  request(command: string, given: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.waiting.set(this.send(command, given), { resolve, reject });
    });
  }

  /** The body of the next event of a name. */
  event(name: string): Promise<unknown> {
    return new Promise((resolve) => {
      const stop = this.listen(name, (body) => {
        stop();
        resolve(body);
      });
    });
  }

  /** Calls back with the body of each event of a name, until what it gives is called. */
  listen(name: string, callback: (body: unknown) => void): () => void {
    const listener = (message: Message): void => {
      if (message.type === "event" && message.event === name) callback(message.body);
    };
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  send(command: string, given: Readonly<Record<string, unknown>>): number {
    const seq = ++this.sequence;
    this.child.stdin?.write(`${JSON.stringify({ seq, type: "request", command, arguments: given })}\n`);
    return seq;
  }

  log(): string {
    return this.logFile === undefined ? "" : readFileSync(this.logFile, "utf8");
  }

  stop(): void {
    this.child.kill();
  }

  private edit(file: string, start: number, end: number, insertString: string): void {
    const [from, to] = [this.locationOf(file, start), this.locationOf(file, end)];
    const where = { line: from.line, offset: from.offset, endLine: to.line, endOffset: to.offset };
    this.send("change", { file, ...where, insertString });
    const text = this.textOf(file);
    this.texts.set(file, text.slice(0, start) + insertString + text.slice(end));
  }

  private locationOf(file: string, position: number): Location {
    const before = this.textOf(file).slice(0, position).split("\n");
    return { line: before.length, offset: (before.at(-1)?.length ?? 0) + 1 };
  }

  private positionOf(file: string, { line, offset }: Location): number {
    const before = this.textOf(file)
      .split("\n")
      .slice(0, line - 1);
    return before.reduce((sum, { length }) => sum + length + 1, 0) + offset - 1;
  }

  /** Each has a header with its length in bytes. */
  private readMessages(): void {
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n\r\n/.exec(this.received.toString("latin1", 0, 64));
      if (header === null) return;
      const start = header[0].length;
      const end = start + Number(header[1]);
      if (this.received.length < end) return;
      const message = JSON.parse(this.received.toString("utf8", start, end)) as Message;
      this.received = this.received.subarray(end);
      this.take(message);
    }
  }

  private take(message: Message): void {
    for (const listener of this.listeners) listener(message);
    const { request_seq: request, success, body, message: text } = message;
    if (message.type !== "response" || request === undefined) return;
    const waiting = this.waiting.get(request);
    this.waiting.delete(request);
    if (success === true) waiting?.resolve(body);
    else waiting?.reject(new Error(text ?? "the server refused"));
  }
}
