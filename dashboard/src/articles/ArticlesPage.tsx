import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { isRefused } from "../api/client";
import { articlesQuery } from "../api/queries";
import { Empty, Failed, Loading, Refused, Stale } from "../ui/states";
import { ArticleCard } from "./ArticleCard";
import { Chips } from "./Chips";
import { FilterPanel } from "./FilterPanel";
import { activeCount, parseFilters, SORTS, toQuery, type Filters, type Sort } from "./filters";
import { SearchBox } from "./SearchBox";

/** Search, filters and the articles they leave. All state is in the URL. */
export function ArticlesPage() {
  const filters = useSearch({ from: "/", select: parseFilters });
  const navigate = useNavigate({ from: "/" });
  const change = useCallback((next: Filters) => void navigate({ search: next }), [navigate]);
  const search = useCallback(
    (q: string) => void navigate({ search: (now) => ({ ...now, q: q || undefined }), replace: true }),
    [navigate],
  );
  const result = useArticles(filters);
  const first = result.data?.pages[0];
  return (
    <div className="grid gap-6 lg:grid-cols-[15rem_1fr]">
      <div className="order-last lg:order-first">
        <FilterPanel filters={filters} facets={first?.facets} change={change} />
      </div>
      <main className="space-y-4">
        <h1 className="sr-only">Articles</h1>
        <div className="flex flex-wrap items-center gap-3">
          <SearchBox value={filters.q ?? ""} change={search} />
          <select
            aria-label="Order"
            value={filters.sort ?? "-first_seen_ts"}
            onChange={(event) => change({ ...filters, sort: event.target.value as Sort })}
            className="rounded-lg border border-slate-300 bg-white px-3 py-2 dark:border-slate-700 dark:bg-slate-900"
          >
            {Object.entries(SORTS).map(([sort, label]) => (
              <option key={sort} value={sort} disabled={sort === "relevance" && !filters.q}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <Chips filters={filters} change={change} />
        <Results result={result} filtered={Boolean(filters.q) || activeCount(filters) > 0} />
      </main>
    </div>
  );
}

const useArticles = (filters: Filters) => useInfiniteQuery(articlesQuery(toQuery(filters)));

function Results({ result, filtered }: { result: ArticlesResult; filtered: boolean }) {
  const { data, error, isPlaceholderData, hasNextPage, isFetchingNextPage } = result;
  if (error && isRefused(error)) return <Refused error={error} />;
  if (!data) {
    return error ? <Failed error={error} retry={() => void result.refetch()} /> : <Loading />;
  }
  const total = data.pages[0]?.total ?? 0;
  if (total === 0) {
    return filtered ? (
      <Empty title="No article matches.">Remove a filter, or search for other words.</Empty>
    ) : (
      <Empty title="No articles yet.">They appear here after the first ones are processed.</Empty>
    );
  }
  return (
    <>
      {error && <Stale error={error} />}
      <p role="status" data-testid="total" className="text-sm text-slate-600 dark:text-slate-400">
        {total.toLocaleString("en")} {total === 1 ? "article" : "articles"}
      </p>
      <div className={`grid gap-4 md:grid-cols-2 xl:grid-cols-3 ${isPlaceholderData ? "opacity-60" : ""}`}>
        {data.pages.flatMap((page) =>
          page.items.map((article) => <ArticleCard key={article.id} article={article} />),
        )}
      </div>
      {hasNextPage && (
        <button
          disabled={isFetchingNextPage}
          onClick={() => void result.fetchNextPage()}
          className="mx-auto block rounded-lg border border-slate-300 px-4 py-2 text-sm font-medium hover:bg-slate-100 disabled:opacity-50 dark:border-slate-700 dark:hover:bg-slate-900"
        >
          {isFetchingNextPage ? "Loading…" : "Show more"}
        </button>
      )}
    </>
  );
}

type ArticlesResult = ReturnType<typeof useArticles>;
