import type { FaultyProxy } from '@libs/testing';

interface DeadLetter {
  readonly MessageBody: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly StringValue: string }>>;
}

/** The reasons of the messages with this in them that were given up. */
export const deadLetters = (proxy: FaultyProxy, about: string): readonly (string | undefined)[] =>
  proxy
    .callsOf('SQS.SendMessage')
    .map(({ input }) => input as DeadLetter)
    .filter(({ MessageBody }) => MessageBody.includes(about))
    .map(({ MessageAttributes }) => MessageAttributes['reason']?.StringValue);
