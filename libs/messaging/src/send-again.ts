import { setTimeout as wait } from 'node:timers/promises';

/** An entry of a batch that was not taken, and why: the service's code. */
export interface Refused<Entry> {
  readonly entry: Entry;
  readonly code: string;
}

const ATTEMPTS = 4;

/**
 * Sends a batch by one call; what is refused of it is sent again, and it alone, three times with growing pauses.
 * @param send gives what was refused of the entries
 * @param giveUp the error to throw for what is left, with the codes of the refusals
 */
export async function sendAgain<Entry>(
  batch: readonly Entry[],
  send: (entries: readonly Entry[]) => Promise<readonly Refused<Entry>[]>,
  giveUp: (left: number, codes: string) => Error,
): Promise<void> {
  let left = batch;
  for (let tried = 1; ; tried++) {
    const refused = await send(left);
    if (refused.length === 0) return;
    if (tried === ATTEMPTS) throw giveUp(refused.length, codesOf(refused));
    left = refused.map(({ entry }) => entry);
    await wait(Math.random() * 25 * 2 ** tried);
  }
}

/** `InternalFailure, ThrottlingException`: each once. */
export function codesOf(refused: readonly Refused<unknown>[]): string {
  return [...new Set(refused.map(({ code }) => code))].join(', ');
}

/** What a batch of SQS or SNS answered, by the entries that it was about. */
export function refusedOf<Entry extends { readonly Id?: string | undefined }>(
  entries: readonly Entry[],
  failed: readonly { readonly Id?: string | undefined; readonly Code?: string | undefined }[],
): Refused<Entry>[] {
  const codes = new Map(failed.map(({ Id, Code }) => [Id, Code ?? 'no code']));
  return entries.flatMap((entry) => {
    const code = codes.get(entry.Id);
    return code === undefined ? [] : [{ entry, code }];
  });
}
