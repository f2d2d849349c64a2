import type { ArticleQuery } from "../api/client";

/** Filters that take several values: any of them matches. */
export const MULTIPLE = [
  "sentiment",
  "freshness",
  "source",
  "source_name",
  "language",
  "topic",
  "company",
  "person",
] as const;
export type MultipleFilter = (typeof MULTIPLE)[number];

export const SORTS = {
  "-first_seen_ts": "Newest first",
  "-publish_date": "Published last",
  "-data_value_score": "Best quality",
  relevance: "Best match",
} as const;
export type Sort = keyof typeof SORTS;

/** Filters of the API that have no control here: a link may bring them, and a chip shows and removes each. */
export const PLAIN = {
  max_score: "Quality at most",
  published_from: "Published from",
  published_to: "Published until",
  first_seen_from: "First seen from",
  first_seen_to: "First seen until",
} as const;
export type PlainFilter = keyof typeof PLAIN;

/** What the reader asked for; lives in the URL, so that a search can be sent to somebody and reloaded. */
export type Filters = { [name in MultipleFilter]?: string[] } & { [name in PlainFilter]?: string } & {
  q?: string;
  updated?: boolean;
  min_score?: number;
  sort?: Sort;
};

/**
 * Reads the URL's query; what it does not know or cannot read is left out. The router hands on everything that the URL has
 * (`utm_source`, say), so whoever asks the API must come through here.
 */
export function parseFilters(search: Record<string, unknown>): Filters {
  const filters: Filters = {};
  for (const name of MULTIPLE) {
    const values = [search[name]].flat().filter((v): v is string | number => v !== undefined && v !== "");
    if (values.length > 0) filters[name] = values.map(String);
  }
  const q = String(search.q ?? "").trim();
  if (q) filters.q = q;
  const updated = String(search.updated);
  if (updated === "true" || updated === "false") filters.updated = updated === "true";
  for (const name of Object.keys(PLAIN) as PlainFilter[]) {
    const value = String([search[name]].flat()[0] ?? "").trim();
    if (value) filters[name] = value;
  }
  const score = Number(search.min_score);
  if (score > 0 && score <= 1) filters.min_score = score;
  if (typeof search.sort === "string" && search.sort in SORTS) filters.sort = search.sort as Sort;
  return filters;
}

/** The filters that no control shows, each with its words and what is left without it. */
export function chips(filters: Filters): { name: string; label: string; without: Filters }[] {
  const plain = (Object.keys(PLAIN) as PlainFilter[])
    .filter((name) => filters[name] !== undefined)
    .map((name) => ({
      name,
      label: `${PLAIN[name]} ${filters[name]}`,
      without: { ...filters, [name]: undefined },
    }));
  if (filters.updated !== false) return plain;
  return [
    ...plain,
    {
      name: "updated",
      label: "Only articles that never changed",
      without: { ...filters, updated: undefined },
    },
  ];
}

/** The API's query for the filters. Relevance means something only with words to match. */
export function toQuery(filters: Filters): ArticleQuery {
  const { sort, ...rest } = filters;
  return { ...rest, ...(sort && (sort !== "relevance" || filters.q) ? { sort } : {}) } as ArticleQuery;
}

/** The filters with one value of one filter switched on or off. */
export function toggled(filters: Filters, name: MultipleFilter, value: string): Filters {
  const now = filters[name] ?? [];
  const next = now.includes(value) ? now.filter((v) => v !== value) : [...now, value];
  return { ...filters, [name]: next.length > 0 ? next : undefined };
}

/** How many filters are on, words not counted. */
export function activeCount(filters: Filters): number {
  return (
    MULTIPLE.reduce((sum, name) => sum + (filters[name]?.length ?? 0), 0) +
    (filters.updated ? 1 : 0) +
    (filters.min_score ? 1 : 0) +
    chips(filters).length
  );
}
