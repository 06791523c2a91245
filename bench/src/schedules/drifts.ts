import { percentile } from '../measure.ts';

/** Milliseconds after their planned times, of many. */
export function drifts(all: readonly number[]): string {
  const [p50, p99] = [percentile(all, 50), percentile(all, 99)];
  return `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, at most ${Math.max(...all).toFixed(0)} ms`;
}
