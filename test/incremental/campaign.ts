import { setTimeout } from "node:timers/promises";
import { CleanBuild } from "./build/clean.js";
import { difference, differsInOutput, differsInPublication, text } from "./build/compare.js";
import { Emitted } from "./build/emitted.js";
import type { CommandName } from "./build/commands.js";
import { Follower } from "./build/follower.js";
import { publicationOf, versionsAtRunTime, type Publication } from "./build/observe.js";
import type { Model, Part } from "./model/model.js";
import { sourceFolder } from "./model/places.js";
import type { Step } from "./model/steps.js";

export interface Plan {
  readonly commands: readonly CommandName[];
  readonly noEmitOnError: boolean;
  /** For how many steps the same is built without the plugin, to compare what is written. */
  readonly plainSteps: number;
  /** The program runs after each so many steps; what is published is compared after each one. */
  readonly runEvery: number;
}

/** What was found wrong first. */
export interface Finding {
  readonly step: number;
  readonly text: string;
}

/** Shows a project's states to compilers, one after the other, and compares what they leave with a clean build. */
export async function findFault(plan: Plan, steps: Iterable<Step>): Promise<Finding | undefined> {
  let campaign: Campaign | undefined;
  let place = 0;
  try {
    for (const { model } of steps) {
      campaign ??= new Campaign(plan, model.parts);
      const text = await campaign.show(model, place);
      if (text !== undefined) return { step: place, text };
      place++;
    }
  } catch (error) {
    return { step: place, text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    campaign?.stop();
  }
  return undefined;
}

class Campaign {
  private readonly plan: Plan;
  private readonly clean: CleanBuild;
  private readonly followers: readonly Follower[];
  private readonly emitted = new Emitted();
  /** Whether the compiler without the plugin found an error less since the output was compared. */
  private hadTagErrors = false;

  constructor(plan: Plan, parts: Model["parts"]) {
    this.plan = plan;
    this.clean = new CleanBuild(parts);
    this.followers = plan.commands.map((name) => new Follower(name, { noEmitOnError: plan.noEmitOnError }));
  }

  async show(model: Model, step: number): Promise<string | undefined> {
    const { noEmitOnError, plainSteps } = this.plan;
    for (const follower of this.followers) await follower.show(model, step < plainSteps);
    return noEmitOnError && isBroken(model) ? this.compareHeldBack(model) : this.compare(model, step);
  }

  private async compare(model: Model, step: number): Promise<string | undefined> {
    this.emitted.note(model, () => false);
    await this.clean.build(model, true);
    const published = publicationOf(this.clean.workspace, model);
    for (const follower of this.followers) {
      const wrong = await patiently(follower.isEager, () =>
        differsInPublication(publicationOf(follower.ours.workspace, model), published),
      );
      if (wrong !== undefined) return `${follower.name}: ${wrong}`;
      const isCompared = step < this.plan.plainSteps && !follower.isEager;
      const other = isCompared ? differsInOutput(follower) : undefined;
      if (other !== undefined && !this.hadTagErrors) return `${follower.name}: ${other}`;
    }
    this.hadTagErrors = false;
    return step % this.plan.runEvery === 0 ? this.run(model, published) : undefined;
  }

  /** While errors hold the output back, it is that of an earlier state, and runs with the versions of that state. */
  private async compareHeldBack(model: Model): Promise<string | undefined> {
    this.hadTagErrors ||= model.files.some(({ broken }) => broken === "tag");
    this.emitted.note(model, (part) => model.parts.length === 1 || this.hadErrors(model, part));
    const state = this.emitted.state(model);
    if (state === undefined) return undefined;
    await this.clean.build(state, false);
    return this.run(state, undefined);
  }

  /** As the first command says, which must be one that repeats the errors of parts that it doesn't build again. */
  private hadErrors(model: Model, part: Part): boolean {
    return this.followers[0]?.hadErrors(sourceFolder(model, part)) === true;
  }

  stop(): void {
    this.clean.workspace.project.remove();
    for (const follower of this.followers) follower.stop();
  }

  /** @param published what a whole build published; undefined where a function may have no version */
  private async run(model: Model, published: Publication | undefined): Promise<string | undefined> {
    const workspaces = [this.clean.workspace, ...this.followers.map(({ ours }) => ours.workspace)];
    const [clean = {}, ...others] = await Promise.all(
      workspaces.map((workspace) => versionsAtRunTime(workspace, model)),
    );
    if (published !== undefined) {
      const cached = Object.values(clean).filter((version) => version !== "not cached");
      const listed = Object.values(published.listed);
      if (text(cached.sort()) !== text(listed.sort()))
        return `a clean build lists ${text(listed)} and has ${text(cached)}`;
    }
    for (const [place, found] of others.entries()) {
      const wrong = difference(found, clean, (version) => published === undefined && version === "unfinished");
      if (wrong !== undefined) return `${this.followers[place]?.name ?? ""}: at run time ${wrong}`;
    }
    return undefined;
  }
}

function isBroken({ files }: Model): boolean {
  return files.some(({ broken }) => broken !== undefined);
}

/** What is wrong; if it may be so for a moment only, what is still wrong after a while. */
async function patiently(isEager: boolean, find: () => string | undefined): Promise<string | undefined> {
  for (let tries = isEager ? 100 : 0; tries > 0 && find() !== undefined; tries--) await setTimeout(100);
  return find();
}
