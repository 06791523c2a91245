import { codesIn } from './codes.ts';
import { htmlToText } from './html-to-text.ts';
import type { Message } from './message.ts';

/** Mails as `GET /_ministack/ses/messages` has them: by account, times in epoch seconds. */
interface EngineMails {
  messages: Record<string, EngineMail[]>;
}

interface EngineMail {
  MessageId: string;
  Source: string;
  To?: string[];
  CC?: string[];
  BCC?: string[];
  Subject?: string;
  BodyText?: string;
  BodyHtml?: string | null;
  Timestamp: number;
}

/** SMS as `GET /_ministack/sns/sms-messages` has them: by number, without a time. */
interface EngineSms {
  sms_messages: Record<string, { MessageId: string; PhoneNumber: string; Message: string }[]>;
}

export interface Search {
  /** Part of a receiver's address or number, in any case. */
  to?: string;
  /** Part of an address, of the subject or of the text, in any case. */
  words?: string;
  /** Most messages that are given. */
  limit?: number;
}

/** What mails and SMS the system sent, read from the engine. */
export class Mailbox {
  readonly #endpoint: string;
  /** When an SMS was first seen, by its id. */
  readonly #seen = new Map<string, string>();

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** Newest first. Rejects when the engine does not answer. */
  async messages({ to = '', words = '', limit = 100 }: Search = {}): Promise<Message[]> {
    const [mails, sms] = await Promise.all([
      this.#get<EngineMails>('/_ministack/ses/messages'),
      this.#get<EngineSms>('/_ministack/sns/sms-messages'),
    ]);
    const all = [
      ...Object.values(mails.messages).flat().map(fromMail),
      ...Object.values(sms.sms_messages)
        .flat()
        .map((one) => this.#fromSms(one)),
    ];
    return all
      .filter((message) => matches(message, to.trim().toLowerCase(), words.trim().toLowerCase()))
      .map((message, i) => ({ message, i }))
      .sort((a, b) => b.message.at.localeCompare(a.message.at) || b.i - a.i) // of one instant the later in the list is newer
      .slice(0, limit)
      .map(({ message }) => message);
  }

  /** One message by its id; undefined when there is none. */
  async message(id: string): Promise<Message | undefined> {
    const all = await this.messages({ limit: Infinity });
    return all.find((message) => message.id === id);
  }

  #fromSms({ MessageId, PhoneNumber, Message: text }: EngineSms['sms_messages'][string][number]): Message {
    const at = this.#seen.get(MessageId) ?? new Date().toISOString();
    this.#seen.set(MessageId, at);
    return { id: MessageId, channel: 'sms', from: '', to: [PhoneNumber], subject: '', text, at, codes: codesIn(text) };
  }

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(new URL(path, this.#endpoint), {
      signal: AbortSignal.timeout(5_000),
      headers: { connection: 'close' }, // one that stays open makes the engine's stop a second longer
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as T; // the engine's own format, pinned with its version
  }
}

function fromMail({ MessageId, Source, Subject = '', BodyText, BodyHtml, Timestamp, ...copies }: EngineMail): Message {
  const html = BodyHtml || undefined;
  const text = BodyText || (html === undefined ? '' : htmlToText(html));
  return {
    id: MessageId,
    channel: 'mail',
    from: Source,
    to: [...(copies.To ?? []), ...(copies.CC ?? []), ...(copies.BCC ?? [])],
    subject: Subject,
    text,
    ...(html !== undefined && { html }),
    at: new Date(Timestamp * 1_000).toISOString(),
    codes: codesIn(text),
  };
}

function matches({ to, from, subject, text }: Message, address: string, words: string): boolean {
  const all = [...to, from, subject, text].join('\n').toLowerCase();
  return to.some((one) => one.toLowerCase().includes(address)) && all.includes(words);
}
