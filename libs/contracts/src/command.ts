import type { Static, TObject, TProperties } from '@sinclair/typebox';
import { type EventContract, event } from './event.ts';

/**
 * One kind of event that any service may publish: what is asked of the service that owns the contract. On the bus its `source` is the service
 * that asks.
 * @throws TypeError at definition when a string, array or number has no bound.
 * @example
 * export const ScheduleRequested = command('ScheduleRequested', 1, { key: Type.String({ minLength: 1, maxLength: 128 }) });
 */
export function command<const Name extends string, P extends TProperties>(
  name: Name,
  version: number,
  properties: P,
): EventContract<Name, Static<TObject<P>>> {
  return event('*', name, version, properties);
}
