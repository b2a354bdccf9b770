import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import Fastify from "fastify";
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

declare module "fastify" {
  interface FastifyRequest {
    session: string;
    user: string;
  }
}

/** Who has logged in, by session. */
const users = new Map<string, string>();
const app = Fastify();
app.decorateRequest("session", "").decorateRequest("user", "");

app.post<{ Params: { user: string } }>("/login/:user", (request, reply) => {
  const session = randomUUID();
  users.set(session, request.params.user);
  return reply.header("set-cookie", `session=${session}; Path=/; HttpOnly; SameSite=Lax`).send();
});

void app.register((pages, _, registered) => {
  pages.addHook("onRequest", async (request, reply) => {
    request.session = /\bsession=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    request.user = users.get(request.session) ?? "";
    if (request.user === "") await reply.code(401).send();
  });

  // Not earlier: where a body is read, its events come without the async context.
  pages.addHook("preHandler", (request, _, next) => {
    runInSession(request.session, next);
  });

  pages.get<{ Params: { year: string } }>("/orders/:year", (request) =>
    ordersIn(Number(request.params.year), request.user),
  );

  pages.post("/logout", (request, reply) => {
    users.delete(request.session);
    endSession(request.session);
    return reply.send();
  });

  registered();
});

console.log(`listening on ${await app.listen({ host: "localhost", port: Number(process.env.PORT ?? 3000) })}`);
