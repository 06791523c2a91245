import { type Static, Type } from '@libs/contracts';

/**
 * When something happens: exactly one of `at`, `every` and `cron`. Bounds alone are here: what is wrong within them is against a rule (422,
 * `checkWhen`), and told by the name of the rule.
 */
export const When = Type.Object({
  /** Once: RFC 3339 with an offset (`2026-11-21T09:00:00+01:00`), or local time (`2026-11-21T09:00:00`) together with `timeZone`. */
  at: Type.Optional(Type.String({ maxLength: 40 })),
  /** Again and again: an ISO 8601 duration from `PT1M` to `P10Y`, counted from `anchor`. */
  every: Type.Optional(Type.String({ maxLength: 40 })),
  /** Again and again: a cron expression of five fields or of AWS's six, read off the clock of `timeZone`. */
  cron: Type.Optional(Type.String({ maxLength: 100 })),
  /** Of the IANA database, `Europe/Berlin`. Required with `cron` and with an `at` without an offset; with `every` UTC unless told. */
  timeZone: Type.Optional(Type.String({ maxLength: 64 })),
  /** With `every`: the instant, or the local time, at which it counts from; `startsAt`, or the moment of the request, unless told. */
  anchor: Type.Optional(Type.String({ maxLength: 40 })),
});
export type When = Static<typeof When>;
