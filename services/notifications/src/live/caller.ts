import { Forbidden } from '@libs/contracts/errors';

/**
 * Whose connection it is: what authorize-socket said when it was opened, which comes with every message of it.
 * @throws Forbidden `no-caller`
 */
export function callerOf({ userId }: Readonly<Record<string, unknown>>): string {
  if (typeof userId !== 'string' || userId === '') throw new Forbidden('no-caller', 'Nobody was authorized');
  return userId;
}
