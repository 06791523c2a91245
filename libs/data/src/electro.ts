import { correlation } from '@libs/observability';
import { dynamoDB } from './client.ts';

/** For `new Entity(schema, configuration())`: this service's table, which may be unset where a module is only imported. */
export function configuration() {
  const table = process.env['TABLE_NAME'];
  return { client: dynamoDB(), ...(table === undefined ? {} : { table }) };
}

/** For every `.go(FAST)`: the SDK's own error is thrown, and no stack is captured for each call (37 to 69 µs a call, `docs/performance.md`). */
export const FAST = { originalErr: true } as const;

const now = (): string => new Date().toISOString();
const correlationId = (): string => correlation()?.correlationId ?? 'none';

/**
 * Attributes of every entity: the correlation id of the write that made this state, which the stream carries on to the relay;
 * when it was made and last changed (ISO 8601, UTC).
 */
export const tracked = {
  correlationId: { type: 'string', default: correlationId, set: correlationId, watch: '*' },
  createdAt: { type: 'string', default: now, readOnly: true },
  updatedAt: { type: 'string', default: now, set: (given?: string) => given ?? now(), watch: '*' },
} as const;
