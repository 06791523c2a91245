import type { Route } from '@libs/contracts';
import { BadRequest } from '@libs/contracts/errors';
import type { ApiEvent } from './event.ts';

/**
 * HTTP APIs join repeated query parameters with commas, so that `?a=1&a=2` and `?a=1,2` look the same: lists are read from the raw query.
 * @throws BadRequest when a parameter that is no list is repeated; to a page, whose address others add to, it comes as joined
 */
export function readRepeatedQuery(event: ApiEvent, { lists, produces }: Route): void {
  const { rawQueryString, queryStringParameters: query } = event;
  if (!rawQueryString || !query) return;
  const raw = new URLSearchParams(rawQueryString);
  for (const name of new Set(raw.keys())) {
    const values = raw.getAll(name);
    if (lists.includes(name)) {
      // API Gateway's type has strings alone; the validator of a list takes the array.
      (query as Record<string, unknown>)[name] = values;
    } else if (values.length > 1 && produces !== 'text/html') {
      const errors = [{ pointer: `/query/${name.slice(0, 100)}`, code: 'repeated', message: 'may be given only once' }];
      throw new BadRequest('invalid-request', 'The request is not valid', { errors });
    }
  }
}
