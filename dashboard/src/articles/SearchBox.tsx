import { useEffect, useState } from "react";

const DELAY_MS = 250;

/** Words to search for; reported when the reader pauses, or at once on Enter. */
export function SearchBox({ value, change }: { value: string; change: (q: string) => void }) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    // the URL changed under us (back button, a link): follow it
    setSeen(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => change(text.trim()), DELAY_MS);
    return () => clearTimeout(timer);
  }, [text, value, change]);
  return (
    <form
      role="search"
      className="flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        change(text.trim());
      }}
    >
      <input
        type="search"
        aria-label="Search articles"
        placeholder="Search articles…"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="w-full rounded-lg border border-slate-300 bg-white px-4 py-2 dark:border-slate-700 dark:bg-slate-900"
      />
    </form>
  );
}
