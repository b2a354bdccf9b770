import { cacheOf } from "tscached";
import { price } from "./price";
import { currency } from "./currency";

jest.mock("./currency", () => ({ currency: () => "USD" }));

const money = {
  /** @cacheData */
  label(amount: number): string {
    return `${amount} ${currency()}`;
  },
};

test("prices are cached, also where ts-jest has moved code of the file", () => {
  const trip = { miles: 10, city: "Troy" };
  expect(price(trip)).toBe(price(trip));
  expect(money.label(1)).toBe("1 USD");
  expect(money.label(1)).toBe("1 USD");
  for (const { hits, misses } of [cacheOf(price).stats(), cacheOf(money.label).stats()]) {
    expect([hits, misses]).toEqual([1, 1]);
  }
  process.stderr.write(`price ${price(trip)}, version ${cacheOf(price).version}\n`);
});

test("errors point to their line", () => {
  try {
    price({ miles: -1, city: "Troy" });
  } catch (error) {
    process.stderr.write((error as Error).stack ?? "");
  }
});
