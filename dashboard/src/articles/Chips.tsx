import { chips, type Filters } from "./filters";

/** Filters that came with the URL and have no control: each can be seen, and taken off. */
export function Chips({ filters, change }: { filters: Filters; change: (next: Filters) => void }) {
  const shown = chips(filters);
  if (shown.length === 0) return null;
  return (
    <ul aria-label="More filters" className="flex flex-wrap gap-2 text-sm">
      {shown.map(({ name, label, without }) => (
        <li key={name} className="max-w-full">
          <button
            onClick={() => change(without)}
            aria-label={`Remove filter: ${label}`}
            className="flex max-w-full items-center gap-2 rounded-full bg-slate-200 px-3 py-1 hover:bg-slate-300 dark:bg-slate-800 dark:hover:bg-slate-700"
          >
            <span className="truncate">{label}</span>
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
