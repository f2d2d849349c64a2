import { useQuery } from "@tanstack/react-query";
import type { FacetValue, Health, Stats } from "../api/client";
import { costsQuery, healthQuery, statsQuery } from "../api/queries";
import { Badge } from "../ui/Badge";
import { Failed, Loading, Stale } from "../ui/states";
import { dollars, known } from "./known";
import { ago } from "../ui/time";

/** Is everything well, and what is there so far. */
export function PipelinePage() {
  return (
    <main className="space-y-8">
      <Parts />
      <Counts />
      <ModelCosts />
    </main>
  );
}

function Parts() {
  const { data, error, refetch } = useQuery(healthQuery());
  if (!data) return error ? <Failed error={error} retry={() => void refetch()} /> : <Loading count={1} />;
  return (
    <section aria-label="Parts" className="space-y-3">
      {error && <Stale error={error} />}
      <h1 className="flex items-center gap-3 text-2xl font-bold">
        Pipeline
        <Badge tone={data.status === "ready" ? "positive" : "negative"}>{data.status}</Badge>
      </h1>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {Object.entries(data.checks).map(([part, state]) => (
          <li
            key={part}
            className="flex items-center justify-between gap-3 rounded-lg border border-slate-200 bg-white px-4 py-2 dark:border-slate-800 dark:bg-slate-900"
          >
            <span className="font-medium">{part}</span>
            <Badge tone={state === "up" ? "positive" : "negative"}>{state}</Badge>
          </li>
        ))}
      </ul>
      <SilverLag silver={data.silver} />
    </section>
  );
}

/** What of Bronze is not in Silver yet; what the API does not know is unknown, not 0. */
function SilverLag({ silver }: { silver: Health["silver"] }) {
  return (
    <section aria-label="Silver behind Bronze" className="space-y-3">
      <h2 className="font-semibold">Silver behind Bronze</h2>
      <div className="grid gap-4 sm:grid-cols-3">
        <Figure label="Waiting rows" value={known(silver.lag_rows)} />
        <Figure label="Waiting versions" value={known(silver.lag_versions)} />
        <Figure label="Age of the oldest row" value={known(silver.lag_seconds, " s")} />
      </div>
      {silver.left_out_rows ? (
        <p className="text-sm text-slate-600 dark:text-slate-400">
          {known(silver.left_out_rows)} rows of Bronze are left out: {silver.left_out_reason}
        </p>
      ) : null}
    </section>
  );
}

function Counts() {
  const { data, error, refetch } = useQuery(statsQuery());
  if (!data) return error ? <Failed error={error} retry={() => void refetch()} /> : <Loading count={3} />;
  return (
    <section aria-label="Counts" className="space-y-6">
      {error && <Stale error={error} />}
      <div className="grid gap-4 sm:grid-cols-3">
        <Figure label="Articles" value={data.total.toLocaleString("en")} />
        <Figure label="Changed since first seen" value={data.updated.toLocaleString("en")} />
        <Figure label="Newest" value={ago(data.newest_first_seen_ts) ?? "none yet"} />
      </div>
      <Hours hours={data.hours} />
      <div className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
        <Shares label="Sentiment" values={data.by_sentiment} />
        <Shares label="Discovered by" values={data.by_source} />
        <Shares label="Freshness" values={data.by_freshness} />
        <Shares label="Topics" values={data.by_topic} />
        <Shares label="Languages" values={data.by_language} />
        <Shares label="Feeds and sites" values={data.by_source_name} />
      </div>
    </section>
  );
}

/** Nothing where no model was ever asked. */
function ModelCosts() {
  const { data } = useQuery(costsQuery());
  if (!data || data.items.length === 0) return null;
  const { total } = data;
  return (
    <section aria-label="Models" className="space-y-3">
      <h2 className="font-semibold">Models, the last 30 days</h2>
      {data.problem && <p className="text-sm text-slate-600 dark:text-slate-400">{data.problem}</p>}
      <div className="grid gap-4 sm:grid-cols-3">
        <Figure label="Cost" value={dollars(total.cost_usd)} />
        <Figure label="Cost per 1,000 articles" value={dollars(total.cost_per_1000_articles_usd)} />
        <Figure label="Saved by cache and copies" value={dollars(total.saved_usd)} />
      </div>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Costs by model">
        <table className="w-full text-left text-sm">
          <thead className="text-slate-600 dark:text-slate-400">
            <tr>
              <th className="py-1 pr-4 font-normal">Provider and model</th>
              <th className="py-1 pr-4 text-right font-normal">Articles</th>
              <th className="py-1 pr-4 text-right font-normal">Calls</th>
              <th className="py-1 pr-4 text-right font-normal">Failed</th>
              <th className="py-1 text-right font-normal">Cost</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((item) => (
              <tr
                key={`${item.provider} ${item.model}`}
                className="border-t border-slate-200 dark:border-slate-800"
              >
                <td className="py-1 pr-4">
                  {item.provider} / {item.model}
                </td>
                <td className="py-1 pr-4 text-right tabular-nums">{item.articles.toLocaleString("en")}</td>
                <td className="py-1 pr-4 text-right tabular-nums">{item.calls.toLocaleString("en")}</td>
                <td className="py-1 pr-4 text-right tabular-nums">
                  {item.failed_calls.toLocaleString("en")}
                </td>
                <td className="py-1 text-right tabular-nums">
                  {item.unpriced_calls > 0 ? "price unknown" : dollars(item.cost_usd)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="rounded-xl border border-slate-200 bg-white p-5 dark:border-slate-800 dark:bg-slate-900">
      <p className="text-sm text-slate-600 dark:text-slate-400">{label}</p>
      <p className="text-3xl font-semibold tabular-nums">{value}</p>
    </div>
  );
}

function Hours({ hours }: { hours: Stats["hours"] }) {
  const most = Math.max(1, ...hours.map((h) => h.count));
  return (
    <figure>
      <figcaption className="mb-2 text-sm text-slate-600 dark:text-slate-400">
        Articles an hour, the last 24 hours
      </figcaption>
      <div className="flex h-24 items-end gap-1">
        {hours.map(({ hour, count }) => (
          <div
            key={hour}
            title={`${new Date(hour).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}: ${count}`}
            className="flex-1 rounded-t bg-sky-600"
            style={{ height: `${Math.max(2, (count / most) * 100)}%` }}
          />
        ))}
      </div>
    </figure>
  );
}

function Shares({ label, values }: { label: string; values: FacetValue[] }) {
  const most = Math.max(1, ...values.map((v) => v.count));
  return (
    <div>
      <h2 className="mb-2 font-semibold">{label}</h2>
      <ul className="space-y-1 text-sm">
        {values.slice(0, 8).map(({ value, count }) => (
          <li key={value} className="relative flex justify-between overflow-hidden rounded px-2 py-0.5">
            <span
              aria-hidden
              className="absolute inset-y-0 left-0 bg-sky-100 dark:bg-sky-950"
              style={{ width: `${(count / most) * 100}%` }}
            />
            <span className="relative truncate">{value}</span>
            <span className="relative tabular-nums">{count.toLocaleString("en")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
