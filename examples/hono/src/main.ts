import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { endSession, runInSession } from "tscached";

/**
 * Each session has entries of its own, so the user needn't be in the key.
 *
 * @cacheData { scope: "session", ttl: "5m" }
 */
async function ordersIn(year: number, _user: string): Promise<string[]> {
  console.log(`loading the orders of ${_user} in ${year}`);
  await setTimeout(100);
  return [`order of ${_user} in ${year}`];
}

/** Who has logged in, by session. */
const users = new Map<string, string>();
const app = new Hono<{ Variables: { session: string; user: string } }>();

app.post("/login/:user", (c) => {
  const session = randomUUID();
  users.set(session, c.req.param("user"));
  setCookie(c, "session", session, { httpOnly: true, sameSite: "Lax" });
  return c.body(null);
});

app.use(async (c, next) => {
  const session = getCookie(c, "session") ?? "";
  const user = users.get(session);
  if (user === undefined) return c.body(null, 401);
  c.set("session", session);
  c.set("user", user);
  return runInSession(session, next);
});

app.get("/orders/:year", async (c) => c.json(await ordersIn(Number(c.req.param("year")), c.get("user"))));

app.post("/logout", (c) => {
  const session = c.get("session");
  users.delete(session);
  endSession(session);
  return c.body(null);
});

serve({ fetch: app.fetch, hostname: "localhost", port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`listening on http://localhost:${port}`);
});
