/** A chance from 0 to 1 as people say it: "62 in 100". Runs are counted, so it is certain of nothing. */
export function chanceWords(chance: number): string {
  if (chance < 0.01) return "less than 1 in 100";
  if (chance > 0.99) return "more than 99 in 100";
  return `${Math.round(chance * 100)} in 100`;
}

/** Two shares as a range of whole percents: "59 to 62%", "60%". */
export function rangeWords(low: number, high: number): string {
  const [from, to] = [Math.round(low * 100), Math.round(high * 100)];
  return from === to ? `${from}%` : `${from} to ${to}%`;
}
