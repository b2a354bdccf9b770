import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** An example's server, as its own process, over real HTTP. */
export class Server {
  /** What it printed since it began to listen. */
  readonly printed: string[] = [];
  private readonly child: ChildProcess;
  private origin = "";

  /** @param script what is run; it prints where it listens */
  static async start(script: string): Promise<Server> {
    const server = new Server(script);
    await server.listening();
    return server;
  }

  private constructor(script: string) {
    this.child = spawn(process.execPath, ["--enable-source-maps", script], {
      env: { ...process.env, PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  /** @returns the cookie to ask with from then on */
  async logIn(user: string): Promise<string> {
    const response = await fetch(`${this.origin}/login/${user}`, { method: "POST" });
    const [cookie] = response.headers.get("set-cookie")?.split(";") ?? [];
    if (!response.ok || cookie === undefined) throw new Error(`${user} can't log in: ${response.status}`);
    return cookie;
  }

  /** @returns the status; it is the same as a text for what was answered with JSON */
  async ask(method: "GET" | "POST", path: string, cookie?: string): Promise<{ status: number; text: string }> {
    const headers = cookie === undefined ? {} : { cookie };
    const response = await fetch(this.origin + path, { method, headers });
    return { status: response.status, text: await response.text() };
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill();
    await ended;
  }

  private listening(): Promise<void> {
    const { child } = this;
    const { stdout } = child;
    return new Promise((resolve, reject) => {
      child.once("exit", (code) => {
        reject(new Error(`the server ended with ${code} before it listened`));
      });
      if (stdout === null) return;
      createInterface(stdout).on("line", (line) => {
        const [, origin] = /^listening on (http:\S+)$/.exec(line) ?? [];
        if (origin === undefined) this.printed.push(line);
        else {
          this.origin = origin;
          resolve();
        }
      });
    });
  }
}
