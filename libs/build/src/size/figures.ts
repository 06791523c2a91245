/** What a function weighs. */
export interface Figures {
  /** Of the bundle. */
  readonly bytes: number;
  /** Of the package, which is what is uploaded: the bundle zipped, and the native packages beside it for Lambda's platform. */
  readonly gzip: number;
  /** Millions executed while the bundle is loaded, over a bare start of Node; absent where they cannot be counted. */
  readonly instructions?: number;
}

/** Figures by function, `users/get-me`. */
export type FiguresByFunction = Readonly<Record<string, Figures>>;

const UNITS = { bytes: 'bytes', gzip: 'bytes zipped', instructions: 'million instructions at start' } as const;

/** Every way in which functions weigh more than their budgets allow, in words; a function without a budget, or the reverse, is one. */
export function excesses(measured: FiguresByFunction, budgets: FiguresByFunction): string[] {
  return [
    ...Object.entries(measured).flatMap(([name, figures]) => {
      const budget = budgets[name];
      if (!budget) return [`${name} has no budget`];
      return (['bytes', 'gzip', 'instructions'] as const).flatMap((figure) => {
        const [is, may] = [figures[figure], budget[figure]];
        if (is === undefined) return [];
        if (may === undefined) return [`${name} has no budget for ${UNITS[figure]}`];
        return is > may
          ? [`${name}: ${is} ${UNITS[figure]}, ${Math.round((is / may - 1) * 1000) / 10} % over the budget of ${may}`]
          : [];
      });
    }),
    ...Object.keys(budgets)
      .filter((name) => !measured[name])
      .map((name) => `${name} has a budget, and is not there`),
  ];
}

/** Two of a hundred more than it is for bytes; five for instructions, which differ a little from one processor to another. */
export function budgetsFor(measured: FiguresByFunction, before: FiguresByFunction): FiguresByFunction {
  return Object.fromEntries(
    Object.entries(measured).map(([name, { bytes, gzip, instructions }]) => {
      const most = instructions === undefined ? before[name]?.instructions : Math.ceil(instructions * 1.05);
      return [
        name,
        {
          bytes: Math.ceil(bytes * 1.02),
          gzip: Math.ceil(gzip * 1.02),
          ...(most === undefined ? {} : { instructions: most }),
        },
      ];
    }),
  );
}
