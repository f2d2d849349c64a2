import createClient from "openapi-fetch";
import type { components, paths } from "./schema.gen";

export type Article = components["schemas"]["Article"];
export type ArticlePage = components["schemas"]["ArticlePage"];
export type FacetValue = components["schemas"]["FacetValue"];
export type Health = components["schemas"]["Health"];
export type Stats = components["schemas"]["Stats"];
export type ArticleQuery = NonNullable<paths["/articles"]["get"]["parameters"]["query"]>;

/** The API is where the page came from; repeated parameters are one value each (`source=rss&source=gdelt`). */
export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  querySerializer: { array: { style: "form", explode: true } },
});

/** What the API answered instead of what was asked for, in words for the reader. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Whether the question itself is wrong: asking it again does not help. */
export const isRefused = (error: Error) =>
  error instanceof ApiError && error.status >= 400 && error.status < 500;

/** Gives the data of a reply, or throws with the problem document's own words (RFC 9457). */
export function dataOf<T>(reply: { data?: T; error?: unknown; response: Response }): T {
  if (reply.data !== undefined) return reply.data;
  const problem = reply.error as { detail?: string; title?: string } | undefined;
  throw new ApiError(
    problem?.detail ?? problem?.title ?? `The API answered ${reply.response.status}.`,
    reply.response.status,
  );
}
