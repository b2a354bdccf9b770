import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { cacheOf } from "tscached";
import { connect } from "./connection.js";
import { departures, worstAirports } from "./flights.js";
import { call, callTogether, check, printHead, printSection, printSummary } from "./report.js";
import { countByState, loadZipcodes } from "./zipcodes.js";

printHead();

printSection("A connection, shared by everyone");
const connection = await call(connect);
const sameConnection = await call(connect);
check("both calls gave the very same object", sameConnection === connection);

printSection("Loading zip codes, and transforming what was loaded");
const zipcodes = await call(loadZipcodes, connection);
await call(loadZipcodes, connection);
const counts = await call(countByState, connection);
await call(countByState, connection);
check(
  `all ${zipcodes.length} zip codes were counted`,
  [...counts.values()].reduce((sum, count) => sum + count) === zipcodes.length,
);

printSection("Querying three million flights");
const worst = await call(worstAirports, connection, 15);
await call(worstAirports, connection, 15);
await call(worstAirports, connection, 15, 3); // The default of `limit`, so the same call.
await call(worstAirports, connection, 60);

printSection("A caller that changes what it got");
const pristine = structuredClone(worst);
worst.reverse();
worst[0].airport = "changed";
const next = await call(worstAirports, connection, 15);
check("the next caller's copy is as it was", isDeepStrictEqual(next, pristine) && !isDeepStrictEqual(next, worst));
const lines = next.map(({ airport, late }) => `${airport} ${late}% late`);
console.log(`   and says: ${lines.join(", ")}`);

printSection("Fifty callers at once");
const answers = await callTogether(50, worstAirports, connection, 30);
check("the body ran once, yet each caller has a copy of its own", new Set(answers).size === 50);

printSection("Forgetting one call: clear(connection, 15)");
cacheOf(worstAirports).clear(connection, 15);
await call(worstAirports, connection, 15);
await call(worstAirports, connection, 60);

printSection("A time to live of 250 ms");
await call(departures, connection, "SFO");
await call(departures, connection, "SFO");
await sleep(300);
await call(departures, connection, "SFO");

printSummary();
