import type { Message } from '../mailbox/message.ts';

/** What may become of a mail. */
const mailOutcomes = ['bounce', 'soft-bounce', 'complaint'] as const;
export type MailOutcome = (typeof mailOutcomes)[number];

/** `disable`: the device of a push is gone, and its endpoint with it. */
const outcomes = [...mailOutcomes, 'disable'] as const;
export type Outcome = (typeof outcomes)[number];

export function isOutcome(name: string): name is Outcome {
  return outcomes.some((outcome) => outcome === name);
}

/** What the provider that gets such a message may do with it. */
export function outcomesOf({ channel }: Message): readonly Outcome[] {
  if (channel === 'sms') return [];
  return channel === 'mail' ? mailOutcomes : ['disable'];
}
