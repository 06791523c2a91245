import { codesIn } from './codes.ts';
import { headersOf } from './headers.ts';
import { htmlToText } from './html-to-text.ts';
import type { Header, Mail } from './message.ts';

/** A mail as `GET /_ministack/ses/messages` has it. */
export interface EngineMail {
  MessageId: string;
  Source: string;
  To?: string[];
  CC?: string[];
  BCC?: string[];
  Subject?: string;
  BodyText?: string | null;
  BodyHtml?: string | null;
  /** Epoch seconds. */
  Timestamp: number;
  /** Those that the sender added to the ones that every mail has. */
  Headers?: NameAndValue[];
  EmailTags?: NameAndValue[];
  ConfigurationSetName?: string;
  /** RFC 5322. */
  RawMessage?: string;
}

interface NameAndValue {
  Name: string;
  Value: string;
}

/** The mail for the mailbox. */
export function mailOf(mail: EngineMail): Mail {
  const { MessageId, Source, Subject = '', BodyText, BodyHtml, Timestamp, ConfigurationSetName, RawMessage } = mail;
  const html = BodyHtml || undefined;
  const text = BodyText || (html === undefined ? '' : htmlToText(html));
  return {
    id: MessageId,
    channel: 'mail',
    from: Source,
    to: [...(mail.To ?? []), ...(mail.CC ?? []), ...(mail.BCC ?? [])],
    subject: Subject,
    text,
    ...(html !== undefined && { html }),
    at: new Date(Timestamp * 1_000).toISOString(),
    codes: codesIn(text),
    headers: RawMessage ? headersOf(RawMessage) : knownHeaders(mail),
    tags: Object.fromEntries((mail.EmailTags ?? []).map(({ Name, Value }) => [Name, Value])),
    ...(ConfigurationSetName && { configurationSet: ConfigurationSetName }),
    ...(RawMessage && { source: RawMessage }),
  };
}

/** What the headers must have been, where the mail itself was not kept. */
function knownHeaders({ Source, To = [], CC = [], Subject, Headers = [] }: EngineMail): Header[] {
  const always: [string, string | undefined][] = [
    ['From', Source],
    ['To', To.join(', ')],
    ['Cc', CC.join(', ')],
    ['Subject', Subject],
  ];
  return [
    ...always.flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    ...Headers.map(({ Name, Value }) => ({ name: Name, value: Value })),
  ];
}
