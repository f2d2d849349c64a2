import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client, dataOf, type ArticleQuery, type Health } from "./client";

const PAGE_SIZE = 24;
const REFRESH_MS = 5_000;

/** A search's articles, page by page, with the facets of the whole result. */
export const articlesQuery = (query: ArticleQuery) =>
  infiniteQueryOptions({
    queryKey: ["articles", query],
    queryFn: async ({ pageParam, signal }) =>
      dataOf(
        await client.GET("/articles", {
          params: {
            query: {
              ...query,
              limit: PAGE_SIZE,
              facets: pageParam ? "false" : "true",
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (state) => ((state.state.data?.pages.length ?? 0) > 1 ? false : REFRESH_MS),
  });

/** One article with its body. */
export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: ["article", id],
    queryFn: async ({ signal }) =>
      dataOf(await client.GET("/articles/{id}", { params: { path: { id } }, signal })),
  });

/** Counts over everything that is served. */
export const statsQuery = () =>
  queryOptions({
    queryKey: ["stats"],
    queryFn: async ({ signal }) => dataOf(await client.GET("/stats", { signal })),
    refetchInterval: REFRESH_MS,
  });

/** What models cost in the last 30 days, by provider and model. */
export const costsQuery = () =>
  queryOptions({
    queryKey: ["costs"],
    queryFn: async ({ signal }) =>
      dataOf(await client.GET("/costs", { params: { query: { by: "provider,model" } }, signal })),
    refetchInterval: REFRESH_MS,
  });

/** State of every part; a 503 carries the same report as a 200. */
export const healthQuery = () =>
  queryOptions({
    queryKey: ["health"],
    queryFn: async ({ signal }): Promise<Health> => {
      const { data, error, response } = await client.GET("/health/ready", { signal });
      const report = data ?? (response.status === 503 ? (error as Health | undefined) : undefined);
      return report ?? dataOf({ error, response });
    },
    refetchInterval: REFRESH_MS,
  });
