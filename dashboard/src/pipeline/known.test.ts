import { expect, test } from "vitest";
import { known } from "./known";

test.each([
  [0, "", "0"],
  [1310, "", "1,310"],
  [14.2, " s", "14 s"],
  [null, " s", "unknown"],
  [undefined, "", "unknown"],
])("given %s%s when shown then %s", (value, unit, shown) => {
  expect(known(value, unit)).toBe(shown);
});
