import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import express from "express";
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
const app = express();

app.post("/login/:user", (request, response) => {
  const session = randomUUID();
  users.set(session, request.params.user);
  response.cookie("session", session, { httpOnly: true, sameSite: "lax" }).end();
});

// Behind whatever reads bodies: their events come without the async context.
app.use((request, response, next) => {
  const session = /\bsession=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
  const user = users.get(session);
  if (user === undefined) {
    response.sendStatus(401);
    return;
  }
  Object.assign(response.locals, { session, user });
  runInSession(session, next);
});

app.get("/orders/:year", async (request, response: express.Response<string[], { user: string }>) => {
  response.json(await ordersIn(Number(request.params.year), response.locals.user));
});

app.post("/logout", (_, response: express.Response<unknown, { session: string }>) => {
  const { session } = response.locals;
  users.delete(session);
  endSession(session);
  response.end();
});

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  const address = server.address();
  if (typeof address === "object") console.log(`listening on http://localhost:${address?.port}`);
});
