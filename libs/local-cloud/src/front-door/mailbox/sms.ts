import { codesIn } from './codes.ts';
import type { Sms } from './message.ts';

/** An SMS as `GET /_ministack/sns/sms-messages` has it. */
export interface EngineSms {
  MessageId: string;
  PhoneNumber: string;
  Message: string;
  /** Epoch seconds. */
  Timestamp?: number;
}

/** The SMS for the mailbox. `seen`: when it was first seen, ISO time. */
export function smsOf({ MessageId, PhoneNumber, Message: text, Timestamp }: EngineSms, seen: string): Sms {
  return {
    id: MessageId,
    channel: 'sms',
    from: '',
    to: [PhoneNumber],
    subject: '',
    text,
    at: Timestamp === undefined ? seen : new Date(Timestamp * 1_000).toISOString(),
    codes: codesIn(text),
  };
}
