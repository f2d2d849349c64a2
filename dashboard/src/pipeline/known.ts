/** A figure for the reader: what is not known is not 0. */
export function known(value: number | null | undefined, unit = ""): string {
  return value === null || value === undefined ? "unknown" : Math.round(value).toLocaleString("en") + unit;
}
