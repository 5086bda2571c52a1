/** Prints rows under a heading, numbers to the right. */
export function printTable(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const texts = [
    columns,
    ...rows.map((row) => row.map((value) => (typeof value === "number" ? tell(value) : value))),
  ];
  const widths = columns.map((_, at) => Math.max(...texts.map((row) => (row[at] ?? "").length)));
  console.log(`\n${title}`);
  for (const row of texts)
    console.log(
      `  ${row.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join("  ")}`,
    );
}

function tell(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-GB") : value.toFixed(value >= 10 ? 1 : 2);
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
