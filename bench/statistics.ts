/** The value below which the given share of the samples lies; NaN for none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Three digits that mean something, with the unit: `4.12 ms`, `0.3 ms`, `1,234 ms`. */
export function milliseconds(value: number): string {
  return `${digits(value)} ms`;
}

export function seconds(value: number): string {
  return `${digits(value / 1000)} s`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

export function digits(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
}
