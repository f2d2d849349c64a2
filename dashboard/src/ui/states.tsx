import type { ReactNode } from "react";

/** The places of cards that are on their way. */
export function Loading({ count = 6 }: { count?: number }) {
  return (
    <div role="status" aria-label="Loading" className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      {Array.from({ length: count }, (_, i) => (
        <div key={i} className="h-48 animate-pulse rounded-xl bg-slate-200 dark:bg-slate-800" />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="rounded-xl border border-dashed border-slate-300 p-10 text-center dark:border-slate-700">
      <p className="font-medium">{title}</p>
      <div className="mt-1 text-sm text-slate-600 dark:text-slate-400">{children}</div>
    </div>
  );
}

export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <div
      role="alert"
      className="rounded-xl border border-rose-300 bg-rose-50 p-6 dark:border-rose-900 dark:bg-rose-950"
    >
      <p className="font-medium">Loading failed.</p>
      <p className="mt-1 text-sm">{error.message}</p>
      <button
        onClick={retry}
        className="mt-3 rounded-md bg-rose-700 px-3 py-1.5 text-sm font-medium text-white"
      >
        Try again
      </button>
    </div>
  );
}

/** The API does not take the question; its own words say what to change. */
export function Refused({ error }: { error: Error }) {
  return (
    <div
      role="alert"
      className="rounded-xl border border-amber-300 bg-amber-50 p-6 dark:border-amber-900 dark:bg-amber-950"
    >
      <p className="font-medium">This search is not supported.</p>
      <p className="mt-1 text-sm break-words">{error.message}</p>
    </div>
  );
}

/** What is shown is from before; the newest try failed. */
export function Stale({ error }: { error: Error }) {
  return (
    <p
      role="status"
      className="rounded-lg bg-amber-100 px-3 py-2 text-sm text-amber-900 dark:bg-amber-950 dark:text-amber-200"
    >
      Not up to date: {error.message}
    </p>
  );
}
