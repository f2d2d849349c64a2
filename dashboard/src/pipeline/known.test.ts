import { expect, test } from "vitest";
import { dollars, known } from "./known";

test.each([
  [0, "", "0"],
  [1310, "", "1,310"],
  [14.2, " s", "14 s"],
  [null, " s", "unknown"],
  [undefined, "", "unknown"],
])("given %s%s when shown then %s", (value, unit, shown) => {
  expect(known(value, unit)).toBe(shown);
});

test.each([
  [0, "$0.00"],
  [0.00214, "$0.0021"],
  [0.5, "$0.5"],
  [1234.567, "$1,234.57"],
  [null, "unknown"],
])("given %s dollars when shown then %s", (value, shown) => {
  expect(dollars(value)).toBe(shown);
});
