import { cacheOf } from "tscached";
import { price } from "./price";

const trip = { miles: 10, city: "Troy" };
console.log("price", price(trip), price(trip));

const { hits, misses } = cacheOf(price).stats();
console.log(`hits ${hits}, misses ${misses}, version ${cacheOf(price).version}`);

try {
  price({ ...trip, miles: -1 });
} catch (error) {
  console.log((error as Error).stack);
}
