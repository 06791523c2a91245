import { type EngineMail, mailOf } from './mail.ts';
import type { Message } from './message.ts';
import { type EnginePush, pushOf } from './push.ts';
import { fits, type Search } from './search.ts';
import { type EngineSms, smsOf } from './sms.ts';

/** By account. */
interface EngineMails {
  messages: Record<string, EngineMail[]>;
}

/** By number. */
interface EngineSmsMessages {
  sms_messages: Record<string, EngineSms[]>;
}

/** By endpoint. */
interface EnginePushMessages {
  push_messages: Record<string, EnginePush[]>;
}

/** What mails, SMS and pushes the system sent, read from the engine. */
export class Mailbox {
  readonly #endpoint: string;
  /** When a message without a time was first seen, by its id. */
  readonly #seen = new Map<string, string>();

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** Newest first, `limit` at the most. Rejects when the engine does not answer. */
  async messages({ limit = 100, ...search }: Search & { limit?: number } = {}): Promise<Message[]> {
    const [mails, sms, pushes] = await Promise.all([
      this.#get<EngineMails>('/_ministack/ses/messages'),
      this.#get<EngineSmsMessages>('/_ministack/sns/sms-messages'),
      this.#get<EnginePushMessages>('/_ministack/sns/push-messages'),
    ]);
    const all: Message[] = [
      ...Object.values(mails.messages).flat().map(mailOf),
      ...Object.values(sms.sms_messages)
        .flat()
        .map((one) => smsOf(one, this.#firstSeen(one.MessageId))),
      ...Object.values(pushes.push_messages)
        .flat()
        .map((one) => pushOf(one, this.#firstSeen(one.MessageId))),
    ];
    return all
      .filter((message) => fits(message, search))
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

  #firstSeen(id: string): string {
    const at = this.#seen.get(id) ?? new Date().toISOString();
    this.#seen.set(id, at);
    return at;
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
