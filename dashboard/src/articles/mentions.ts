import type { Article } from "../api/client";

export type Mention = NonNullable<Article["mentions"]>[number];

/** A part of a paragraph; with a mention when it is a name. */
export interface Piece {
  text: string;
  mention?: Mention;
}

/**
 * The paragraphs of a body, cut where names are mentioned. Offsets count UTF-16 code units, as JavaScript does. Of names that
 * overlap, the one that begins first is shown, and of those the longest.
 */
export function paragraphs(body: string, mentions: Mention[]): Piece[][] {
  const sorted = mentions
    .filter(({ start, end }) => start >= 0 && start < end && end <= body.length)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return paragraphSpans(body).map(({ start, end }) => {
    const pieces: Piece[] = [];
    let at = start;
    for (const mention of sorted) {
      if (mention.start < at || mention.end > end) continue;
      if (mention.start > at) pieces.push({ text: body.slice(at, mention.start) });
      pieces.push({ text: body.slice(mention.start, mention.end), mention });
      at = mention.end;
    }
    if (at < end) pieces.push({ text: body.slice(at, end) });
    return pieces;
  });
}

function paragraphSpans(body: string) {
  const spans: { start: number; end: number }[] = [];
  let start = 0;
  for (const gap of body.matchAll(/\n{2,}/g)) {
    spans.push({ start, end: gap.index });
    start = gap.index + gap[0].length;
  }
  spans.push({ start, end: body.length });
  return spans.filter(({ start: from, end }) => from < end);
}
