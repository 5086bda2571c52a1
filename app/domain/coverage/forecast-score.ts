/** How good a forecast was, once the day has come. Intentionally pure. */

/**
 * Pinball loss of one quantile: how far off, counted `level` times when the truth lies above it and `1 - level` times
 * when below (R. Koenker and G. Bassett, Econometrica 46, 1978). In the unit of the values; 0 is perfect.
 */
export function pinball(level: number, said: number, happened: number): number {
  return happened >= said ? level * (happened - said) : (1 - level) * (said - happened);
}

/** The mean pinball loss over some quantiles. For a single number said with certainty it is half its error. */
export function pinballLoss(levels: readonly number[], said: readonly number[], happened: number): number {
  return levels.reduce((sum, level, at) => sum + pinball(level, said[at] ?? 0, happened), 0) / levels.length;
}

/** Whether the truth lies between two quantiles, ends included, to the precision in which shares are told. */
export function within(low: number, high: number, happened: number): boolean {
  return happened >= low - 1e-9 && happened <= high + 1e-9;
}
