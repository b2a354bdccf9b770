import { state } from "./state.js";

/** Keeps note of something that goes on in the background, for {@link flush}. It must not reject. */
export function track(work: Promise<unknown>): void {
  state.pending.add(work);
  void work.finally(() => state.pending.delete(work));
}

/** Resolves when every background refresh and every release that goes on now, or that these lead to, has ended. */
export async function flush(): Promise<void> {
  while (state.pending.size > 0) await Promise.allSettled(state.pending);
}
