import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Article } from "../api/client";
import { articleQuery } from "../api/queries";
import { Badge } from "../ui/Badge";
import { Failed, Loading } from "../ui/states";
import { fullDate } from "../ui/time";
import { FreshnessBadge, Quality, SentimentBadge } from "./ArticleCard";
import { EditBadges, Versions } from "./Edits";
import { paragraphs, type Mention } from "./mentions";

/** One article as it was read, with where every fact came from. */
export function ArticleView() {
  const { id } = useParams({ from: "/article/$id" });
  const { data, error, refetch } = useQuery(articleQuery(id));
  if (!data) {
    return error ? <Failed error={error} retry={() => void refetch()} /> : <Loading count={1} />;
  }
  return (
    <main className="grid gap-8 lg:grid-cols-[1fr_18rem]">
      <article className="max-w-3xl space-y-4">
        <Link to="/" className="text-sm text-sky-700 hover:underline dark:text-sky-400">
          ← All articles
        </Link>
        <h1 className="text-3xl leading-tight font-bold text-balance">{data.title ?? data.normalized_url}</h1>
        <div className="flex flex-wrap items-center gap-1.5">
          <SentimentBadge article={data} />
          <FreshnessBadge article={data} />
          <EditBadges article={data} />
          <Quality score={data.data_value_score} />
        </div>
        {data.summary && <p className="border-l-4 border-sky-600 pl-4 text-lg">{data.summary}</p>}
        {paragraphs(data.body ?? "", data.mentions ?? []).map((pieces, i) => (
          <p key={i} lang={data.language ?? undefined} className="leading-relaxed">
            {pieces.map(({ text, mention }, n) =>
              mention ? <Name key={n} mention={mention} text={text} /> : text,
            )}
          </p>
        ))}
      </article>
      <Facts article={data} />
    </main>
  );
}

/** A name in the text, with what it was taken for. */
function Name({ mention, text }: { mention: Mention; text: string }) {
  return (
    <mark
      title={`${mention.kind}: ${mention.name}`}
      className={`bg-transparent text-inherit underline decoration-2 underline-offset-4 ${
        mention.kind === "company" ? "decoration-sky-500" : "decoration-amber-500"
      }`}
    >
      {text}
    </mark>
  );
}

function Facts({ article }: { article: Article }) {
  const page = /^https?:/.test(article.url) ? article.url : undefined;
  return (
    <aside aria-label="Facts" className="space-y-4 text-sm">
      <dl className="space-y-3">
        <Fact name="Site">{article.site_name}</Fact>
        <Fact name="Author">{article.author}</Fact>
        <Fact name="Published">{fullDate(article.publish_date)}</Fact>
        <Fact name="First seen">{fullDate(article.first_seen_ts)}</Fact>
        <Fact name="Versions">{article.is_updated && <Versions versions={article.versions ?? []} />}</Fact>
        <Fact name="Gone since">{article.gone_since && fullDate(article.gone_since)}</Fact>
        <Fact name="Moved to">{article.moved_to}</Fact>
        <Fact name="Shortened">
          {article.shortened_ts && `only a part of the text was there on ${fullDate(article.shortened_ts)}`}
        </Fact>
        <Fact name="Reported by">{article.source_names.join(", ")}</Fact>
        <Names name="topic" label="Topics" values={article.topics} />
        <Names name="company" label="Companies" values={article.companies} />
        <Names name="person" label="People" values={article.people} />
        <Quotes quotes={article.quotes ?? []} />
        <Fact name="Read by">{[article.provider, article.model].filter(Boolean).join(" / ")}</Fact>
        <Fact name="Extraction shared with">{article.copy_of}</Fact>
        <Fact name="Summary">{article.summary_extracted && "the article’s own sentences"}</Fact>
        <Fact name="Text">{article.text_truncated && "only parts of it were read"}</Fact>
        <Fact name="Instructions suspected">{article.injection_suspected}</Fact>
        <Fact name="Content hash">
          <code className="text-xs break-all">{article.content_hash}</code>
        </Fact>
      </dl>
      {page && (
        <a
          href={page}
          rel="noopener noreferrer nofollow"
          target="_blank"
          className="text-sky-700 hover:underline dark:text-sky-400"
        >
          Open the page ↗
        </a>
      )}
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <dt className="text-slate-600 dark:text-slate-400">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Quotes({ quotes }: { quotes: NonNullable<Article["quotes"]> }) {
  if (quotes.length === 0) return null;
  return (
    <Fact name="Quotes">
      <ul className="space-y-2">
        {quotes.map(({ text, speaker, start }) => (
          <li key={start}>
            <q>{text}</q>
            {speaker && <span className="text-slate-600 dark:text-slate-400"> {speaker}</span>}
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Names({
  name,
  label,
  values,
}: {
  name: "topic" | "company" | "person";
  label: string;
  values: string[];
}) {
  if (values.length === 0) return null;
  return (
    <Fact name={label}>
      <span className="flex flex-wrap gap-1">
        {values.map((value) => (
          <Link key={value} to="/" search={{ [name]: [value] }} className="hover:underline">
            <Badge tone="plain">{value}</Badge>
          </Link>
        ))}
      </span>
    </Fact>
  );
}
