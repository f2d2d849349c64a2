/** A figure for the reader: what is not known is not 0. */
export function known(value: number | null | undefined, unit = ""): string {
  return value === null || value === undefined ? "unknown" : Math.round(value).toLocaleString("en") + unit;
}

/** US dollars for the reader: small sums keep two digits that tell something. */
export function dollars(value: number | null | undefined): string {
  if (value === null || value === undefined) return "unknown";
  return value.toLocaleString("en", {
    style: "currency",
    currency: "USD",
    ...(value !== 0 && Math.abs(value) < 1 ? { maximumSignificantDigits: 2 } : {}),
  });
}
