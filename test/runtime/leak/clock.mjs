import { configure } from "tscached";

/** The time that scenarios move; it stands still by itself. */
export const time = { now: 0 };

configure({ clock: { now: () => time.now } });
