import type { Article } from "../api/client";
import { Badge } from "../ui/Badge";
import { fullDate } from "../ui/time";

const CHANGED: Record<string, string> = {
  cosmetic: "spelling or punctuation",
  headline: "headline",
  factual: "numbers, names or quotes",
  added: "text added",
  removed: "text removed",
  rewritten: "rewritten",
};

/** What an edit changed, in a few words. */
export function changed(editClass: string | null | undefined): string {
  return editClass ? (CHANGED[editClass] ?? editClass) : "changed";
}

/** What became of the article since it was first read. */
export function EditBadges({ article }: { article: Article }) {
  return (
    <>
      {article.is_updated && (
        <Badge tone="info" title={`Last change: ${share(article.words_changed)} of the words`}>
          version {article.content_version}: {changed(article.edit_class)}
        </Badge>
      )}
      {article.is_oscillation && (
        <Badge tone="neutral" title="The site shows two texts in turn; only the first turn is a version">
          alternating texts
        </Badge>
      )}
      {article.moved_to ? (
        <Badge tone="neutral" title={`Now at ${article.moved_to}`}>
          moved
        </Badge>
      ) : (
        article.gone_since && (
          <Badge tone="negative" title={`The page is gone since ${fullDate(article.gone_since)}`}>
            gone
          </Badge>
        )
      )}
    </>
  );
}

/** Every version of the text, the newest one first. */
export function Versions({ versions }: { versions: NonNullable<Article["versions"]> }) {
  return (
    <ol reversed className="space-y-2">
      {[...versions].reverse().map((version) => (
        <li key={version.version}>
          <span className="font-medium">
            {version.version}: {version.version === 1 ? "first read" : changed(version.edit_class)}
          </span>
          {version.words_changed != null && <span> ({share(version.words_changed)})</span>}
          <time dateTime={version.updated_ts} className="block text-slate-600 dark:text-slate-400">
            {fullDate(version.updated_ts)}
          </time>
        </li>
      ))}
    </ol>
  );
}

function share(part: number | null | undefined): string {
  if (part == null) return "an unknown share";
  return part > 0 && part < 0.01 ? "< 1 %" : `${Math.round(part * 100)} %`;
}
