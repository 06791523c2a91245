import { type Static, type TObject, type TProperties, Type } from '@sinclair/typebox';
import { assertBounded } from './bounds.ts';
import { type Parts, lazily } from './parts.ts';
import type { Validate } from './validate.ts';

const Metadata = Type.Object({
  id: Type.String({ format: 'uuid' }),
  version: Type.Integer({ minimum: 1, maximum: 1000 }),
  occurredAt: Type.String({ format: 'date-time', maxLength: 40 }),
  correlationId: Type.String({ minLength: 1, maxLength: 128 }),
  causationId: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
});

/**
 * What every event carries beside its data: `id` (UUID, the same however often it is delivered), `version` of its schema,
 * `occurredAt` (RFC 3339, UTC), `correlationId` of the request that began it all, `causationId` of what led to it directly.
 */
export type EventMetadata = Static<typeof Metadata>;

/** `detail` of an event on the bus. */
export interface Envelope<Data = unknown> {
  readonly metadata: EventMetadata;
  readonly data: Data;
}

export interface EventContract<Name extends string = string, Data = unknown> {
  readonly kind: 'event';
  /** The service that publishes it, `source` on the bus; `*` of a command, which any may publish. */
  readonly source: string;
  /** `detail-type` on the bus. */
  readonly name: Name;
  readonly version: number;
  /** Checks an envelope. Unknown properties pass: a producer may add some without breaking a consumer. */
  readonly validate: Validate;
  /** Absent in a bundle. */
  readonly parts?: Parts;
  readonly types?: Data;
}

export type EventData<E> = E extends EventContract<string, infer Data> ? Data : never;

/**
 * One kind of event that a service publishes.
 * @throws TypeError at definition when a string, array or number has no bound.
 * @example
 * export const UserRegistered = event('users', 'UserRegistered', 1, { userId: Type.String({ format: 'uuid' }) });
 */
export function event<const Name extends string, P extends TProperties>(
  source: string,
  name: Name,
  version: number,
  properties: P,
): EventContract<Name, Static<TObject<P>>> {
  const data = Type.Object(properties);
  assertBounded(data, name);
  const parts: Parts = { metadata: { schema: Metadata, mode: 'exact' }, data: { schema: data, mode: 'exact' } };
  return { kind: 'event', source, name, version, validate: lazily(parts), parts };
}
