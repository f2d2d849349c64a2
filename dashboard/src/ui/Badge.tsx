import type { ReactNode } from "react";

const TONES = {
  positive: "bg-emerald-100 text-emerald-900 dark:bg-emerald-950 dark:text-emerald-200",
  negative: "bg-rose-100 text-rose-900 dark:bg-rose-950 dark:text-rose-200",
  mixed: "bg-amber-100 text-amber-900 dark:bg-amber-950 dark:text-amber-200",
  neutral: "bg-slate-200 text-slate-800 dark:bg-slate-800 dark:text-slate-200",
  info: "bg-sky-100 text-sky-900 dark:bg-sky-950 dark:text-sky-200",
  plain: "border border-slate-300 text-slate-700 dark:border-slate-700 dark:text-slate-300",
} as const;
export type Tone = keyof typeof TONES;

/** The tone that a value of the API has the name of; neutral for one that this dashboard does not know. */
export const toneOf = (value: string): Tone => (value in TONES ? (value as Tone) : "neutral");

export function Badge({ tone, title, children }: { tone: Tone; title?: string; children: ReactNode }) {
  return (
    <span
      title={title}
      className={`inline-flex items-center rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
