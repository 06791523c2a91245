import { type Static, type TObject, type TProperties, Type } from '@sinclair/typebox';
import { assertBounded } from './bounds.ts';
import { closed } from './closed.ts';
import { lazily, type Parts } from './parts.ts';
import type { Validate } from './validate.ts';

/** A JSON object that is neither an HTTP request nor an event: a message of a queue or a socket, the input or output of a task. */
export interface MessageContract<Body = unknown> {
  readonly kind: 'message';
  readonly name: string;
  /** Checks `{ body }`. */
  readonly validate: Validate;
  /** Absent in a bundle. */
  readonly parts?: Parts;
  readonly types?: Body;
}

export type MessageBody<M> = M extends MessageContract<infer Body> ? Body : never;

export interface MessageOptions {
  /** Whether properties that are not named are let through, at any depth: for what others define and may add to, such as AWS's events. */
  readonly unknown?: 'refused' | 'passed';
}

/**
 * One kind of message within a service; unknown properties are refused unless the options say otherwise.
 * @throws TypeError at definition when a string, array or number has no bound.
 */
export function message<P extends TProperties>(
  name: string,
  properties: P,
  { unknown = 'refused' }: MessageOptions = {},
): MessageContract<Static<TObject<P>>> {
  const open = Type.Object(properties);
  const schema = unknown === 'passed' ? open : closed(open);
  assertBounded(schema, name);
  const parts: Parts = { body: { schema, mode: 'exact' } };
  return { kind: 'message', name, validate: lazily(parts), parts };
}
