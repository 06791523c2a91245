import type { Route } from '@libs/contracts';
import type { ApiEvent } from './event.ts';

/** The headers that the contract names, out of the validated event; those which the request lacks are absent. */
export function headersOf(event: Pick<ApiEvent, 'headers'>, { headers: names }: Route): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => event.headers[name] !== undefined).map((name) => [name, event.headers[name]]),
  );
}
