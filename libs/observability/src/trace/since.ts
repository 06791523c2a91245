import { TraceError } from './errors.ts';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * `90m`, `24h`, `7d` in milliseconds.
 * @throws TraceError
 */
export function parseSince(text: string): number {
  const [, amount, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  if (amount === undefined || !isUnit(unit) || Number(amount) === 0)
    throw new TraceError(
      `--since ${text}: say how far back to look as minutes, hours or days, such as 90m, 24h or 7d.`,
    );
  return Number(amount) * units[unit];
}

function isUnit(unit: string | undefined): unit is keyof typeof units {
  return unit !== undefined && unit in units;
}
