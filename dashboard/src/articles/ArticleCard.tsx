import { Link } from "@tanstack/react-router";
import type { Article } from "../api/client";
import { Badge, toneOf, type Tone } from "../ui/Badge";
import { ago, fullDate } from "../ui/time";
import { EditBadges } from "./Edits";

/** An article in brief: what it says, how it feels, how fresh and how good the record is, and who reported it. */
export function ArticleCard({ article }: { article: Article }) {
  const published = ago(article.publish_date);
  return (
    <article
      data-testid="article-card"
      className="flex flex-col gap-3 rounded-xl border border-slate-200 bg-white p-5 shadow-sm transition-shadow hover:shadow-md dark:border-slate-800 dark:bg-slate-900"
    >
      <div className="flex flex-wrap items-center gap-1.5">
        <SentimentBadge article={article} />
        <FreshnessBadge article={article} />
        <EditBadges article={article} />
        <Quality score={article.data_value_score} />
      </div>
      <h2 className="text-lg leading-snug font-semibold text-balance">
        <Link to="/article/$id" params={{ id: article.id }} className="hover:underline">
          {article.title ?? article.normalized_url}
        </Link>
      </h2>
      {article.summary && (
        <p className="line-clamp-3 text-sm text-slate-700 dark:text-slate-300">{article.summary}</p>
      )}
      <footer className="mt-auto flex flex-wrap items-center gap-x-2 gap-y-1.5 text-xs text-slate-600 dark:text-slate-400">
        <span className="font-medium text-slate-800 dark:text-slate-200">
          {article.site_name ?? article.normalized_url.split("/")[0]}
        </span>
        {article.author && <span className="max-w-40 truncate">{article.author}</span>}
        {published && (
          <time dateTime={article.publish_date ?? undefined} title={fullDate(article.publish_date)}>
            {published}
          </time>
        )}
        {article.word_count != null && <span>{article.word_count.toLocaleString("en")} words</span>}
        <span className="ml-auto flex gap-1">
          {article.sources.map((source) => (
            <Badge key={source} tone="plain" title={`Reported by ${article.source_names.join(", ")}`}>
              {source.toUpperCase()}
            </Badge>
          ))}
        </span>
      </footer>
    </article>
  );
}

export function SentimentBadge({ article }: { article: Article }) {
  if (!article.sentiment) return null;
  const score = article.sentiment_score;
  return (
    <Badge
      tone={toneOf(article.sentiment)}
      title={score == null ? undefined : `Sentiment ${score.toFixed(2)} of -1 to 1`}
    >
      {article.sentiment}
    </Badge>
  );
}

const FRESHNESS: Record<string, [Tone, string]> = {
  fresh: ["info", "Published within 48 hours before it was read"],
  old: ["neutral", "Published within 7 days before it was read"],
  stale: ["neutral", "Published more than 7 days before it was read"],
};
const UNDATED: [Tone, string] = ["plain", "The page does not say when it was published"];

export function FreshnessBadge({ article }: { article: Article }) {
  const [tone, title] = FRESHNESS[article.freshness_status] ?? UNDATED;
  return (
    <Badge tone={tone} title={title}>
      {article.freshness_status === "unknown" ? "undated" : article.freshness_status}
    </Badge>
  );
}

/** The record's value: how fresh, complete and grounded in the page it is. */
export function Quality({ score }: { score: number }) {
  const percent = Math.round(score * 100);
  return (
    <span
      className="ml-auto flex items-center gap-1.5 text-xs text-slate-600 dark:text-slate-400"
      title="Quality of the record: freshness, completeness, accuracy"
    >
      <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-full bg-slate-200 dark:bg-slate-800">
        <span className="block h-full bg-sky-600" style={{ width: `${percent}%` }} />
      </span>
      <span aria-label={`Quality ${percent} of 100`}>{percent}</span>
    </span>
  );
}
