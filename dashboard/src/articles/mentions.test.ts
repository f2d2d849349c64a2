import { expect, test } from "vitest";
import { paragraphs, type Mention } from "./mentions";

const mention = (name: string, start: number, end: number): Mention => ({
  kind: "company",
  name,
  alignment: "exact",
  start,
  end,
});

const shown = (body: string, ...mentions: Mention[]) =>
  paragraphs(body, mentions).map((pieces) =>
    pieces.map(({ text, mention }) => (mention ? `[${text}]` : text)).join(""),
  );

test("given mentions, when cut, then each name stands alone and no text is lost", () => {
  const body = "👩‍👩‍👧 Acme won.\n\nThe board of Acme met.";
  const second = body.lastIndexOf("Acme");
  expect(shown(body, mention("Acme", second, second + 4), mention("Acme", 9, 13))).toEqual([
    "👩‍👩‍👧 [Acme] won.",
    "The board of [Acme] met.",
  ]);
});

test("given names that overlap, when cut, then the first and longest is shown", () => {
  expect(
    shown(
      "Deutsche Bank fell",
      mention("Bank", 9, 13),
      mention("Deutsche", 0, 8),
      mention("Deutsche Bank", 0, 13),
    ),
  ).toEqual(["[Deutsche Bank] fell"]);
});

test("given places outside the body or across paragraphs, when cut, then they are left out", () => {
  expect(shown("One.\n\nTwo.", mention("x", 2, 8), mention("y", 9, 90), mention("z", -1, 2))).toEqual([
    "One.",
    "Two.",
  ]);
  expect(shown("")).toEqual([]);
});
