import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../app/search";
import { activeCount, chips, parseFilters, toggled, toQuery } from "./filters";

test("given a URL with repeated parameters, when read and written again, then it is the same", () => {
  const url = "?q=wind+power&sentiment=positive&sentiment=mixed&language=de&updated=true&min_score=0.5";
  const filters = parseFilters(parseSearch(url));
  expect(filters).toEqual({
    q: "wind power",
    sentiment: ["positive", "mixed"],
    language: ["de"],
    updated: true,
    min_score: 0.5,
  });
  expect(parseFilters(parseSearch(stringifySearch(filters)))).toEqual(filters);
});

test("given nonsense in the URL, when read, then it is left out", () => {
  expect(
    parseFilters(parseSearch("?sort=upwards&min_score=9&updated=maybe&q=%20&colour=red&topic=")),
  ).toEqual({});
});

test("given a value that is on, when toggled, then the filter goes; when off, then it is added", () => {
  expect(toggled({ source: ["rss"] }, "source", "rss").source).toBeUndefined();
  expect(toggled({ source: ["rss"] }, "source", "gdelt").source).toEqual(["rss", "gdelt"]);
});

test("given relevance without words, when asked of the API, then the API's own order is used", () => {
  expect(toQuery({ sort: "relevance" })).toEqual({});
  expect(toQuery({ sort: "relevance", q: "x" })).toEqual({ sort: "relevance", q: "x" });
});

test("given filters, when counted, then every value counts and the words do not", () => {
  expect(activeCount({ q: "x", topic: ["a", "b"], updated: true, min_score: 0.2 })).toBe(4);
});

test("given parameters that nobody knows, when the API is asked, then they are not sent", () => {
  const url = parseSearch(
    "?utm_source=mail&fbclid=x&limit=5&cursor=abc&facets=false&topic=health&__proto__=x",
  );
  expect(toQuery(parseFilters(url))).toEqual({ topic: ["health"] });
});

test("given filters without a control, when read, then each is asked for, counted and shown as a chip", () => {
  const filters = parseFilters(
    parseSearch(
      "?published_from=2026-01-31&first_seen_to=2026-02-01&max_score=0.5&updated=false&topic=health",
    ),
  );
  expect(toQuery(filters)).toEqual({
    published_from: "2026-01-31",
    first_seen_to: "2026-02-01",
    max_score: "0.5",
    updated: false,
    topic: ["health"],
  });
  expect(activeCount(filters)).toBe(5);
  expect(chips(filters).map((chip) => chip.label)).toEqual([
    "Quality at most 0.5",
    "Published from 2026-01-31",
    "First seen until 2026-02-01",
    "Only articles that never changed",
  ]);
  for (const chip of chips(filters)) {
    expect(toQuery(parseFilters(parseSearch(stringifySearch(chip.without))))).not.toHaveProperty(chip.name);
  }
  expect(chips(parseFilters(parseSearch("?topic=health&updated=true&min_score=0.5")))).toEqual([]);
});
