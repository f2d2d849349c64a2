import { expect, test } from "vitest";
import { ago } from "./time";

const now = Date.parse("2026-03-01T12:00:00Z");

test.each([
  ["2026-03-01T11:59:30Z", "just now"],
  ["2026-03-01T11:30:00Z", "30 minutes ago"],
  ["2026-03-01T07:00:00Z", "5 hours ago"],
  ["2026-02-28T11:00:00Z", "yesterday"],
  ["2026-03-02T13:00:00Z", "tomorrow"],
])("given %s, when shown, then %s", (iso, words) => {
  expect(ago(iso, now)).toBe(words);
});

test("given no date or no sense, when shown, then nothing", () => {
  expect(ago(null, now)).toBeNull();
  expect(ago("soon", now)).toBeNull();
});
