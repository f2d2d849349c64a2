import type { ArticlePage } from "../api/client";
import { activeCount, toggled, type Filters, type MultipleFilter } from "./filters";

const GROUPS: [MultipleFilter, string, number][] = [
  ["sentiment", "Sentiment", 8],
  ["freshness", "Freshness", 8],
  ["source", "Discovered by", 8],
  ["topic", "Topic", 8],
  ["language", "Language", 6],
  ["source_name", "Feed or site", 8],
  ["company", "Company", 6],
  ["person", "Person", 6],
];

const languages = new Intl.DisplayNames("en", { type: "language" });

type Props = { filters: Filters; facets: ArticlePage["facets"] | undefined; change: (next: Filters) => void };

/** What the result can be narrowed by, with counts. A chosen value stays visible whatever its count. */
export function FilterPanel({ filters, facets, change }: Props) {
  const active = activeCount(filters);
  return (
    <aside aria-label="Filters" className="space-y-5 text-sm">
      <div className="flex h-6 items-center justify-between">
        <h2 className="font-semibold">Filters</h2>
        {active > 0 && (
          <button
            onClick={() => change({ q: filters.q, sort: filters.sort })}
            className="text-sky-700 hover:underline dark:text-sky-400"
          >
            Clear {active}
          </button>
        )}
      </div>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={filters.updated ?? false}
          onChange={(event) => change({ ...filters, updated: event.target.checked || undefined })}
        />
        Only articles that changed
      </label>
      <label className="block">
        <span className="flex justify-between">
          <span>Quality at least</span>
          <span className="tabular-nums">{Math.round((filters.min_score ?? 0) * 100)}</span>
        </span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          className="w-full accent-sky-700"
          value={filters.min_score ?? 0}
          onChange={(event) => change({ ...filters, min_score: Number(event.target.value) || undefined })}
        />
      </label>
      {GROUPS.map(([name, label, most]) => (
        <Group
          key={name}
          name={name}
          label={label}
          values={valuesOf(name, most, filters, facets)}
          {...{ filters, change }}
        />
      ))}
    </aside>
  );
}

function valuesOf(name: MultipleFilter, most: number, filters: Filters, facets: Props["facets"]) {
  const counted = (facets?.[name] ?? []).slice(0, most);
  const missing = (filters[name] ?? []).filter((value) => !counted.some((f) => f.value === value));
  return [...counted, ...missing.map((value) => ({ value, count: undefined }))];
}

type GroupProps = {
  name: MultipleFilter;
  label: string;
  values: { value: string; count: number | undefined }[];
  filters: Filters;
  change: (next: Filters) => void;
};

function Group({ name, label, values, filters, change }: GroupProps) {
  if (values.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-slate-600 dark:text-slate-400">{label}</legend>
      {values.map(({ value, count }) => (
        <label
          key={value}
          className="flex items-center gap-2 rounded px-1 py-0.5 hover:bg-slate-100 dark:hover:bg-slate-900"
        >
          <input
            type="checkbox"
            name={name}
            value={value}
            checked={filters[name]?.includes(value) ?? false}
            onChange={() => change(toggled(filters, name, value))}
          />
          <span className="truncate">{display(name, value)}</span>
          <span className="ml-auto text-xs text-slate-600 tabular-nums dark:text-slate-400">
            {count ?? ""}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function display(name: MultipleFilter, value: string): string {
  if (name === "source") return value.toUpperCase();
  if (name !== "language") return value;
  try {
    return languages.of(value) ?? value;
  } catch {
    return value; // not a language code; the page said so
  }
}
