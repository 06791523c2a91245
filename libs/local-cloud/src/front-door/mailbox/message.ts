/** What all messages have, whatever the way: none leaves this machine. */
interface Sent {
  /** The engine's. */
  id: string;
  /** Empty where nobody is named as the sender: SMS and pushes. */
  from: string;
  /** All who got it, hidden copies too: addresses, a number, or the token of a device. */
  to: string[];
  /** Of a push it is the title; empty in an SMS. */
  subject: string;
  /** Of a push it is the body; of a mail without text what its HTML says. */
  text: string;
  /** ISO time. Where the engine keeps none it is when the front door first saw the message. */
  at: string;
  /** What looks like a code to type in, in the order of the text. */
  codes: string[];
}

export interface Header {
  name: string;
  /** Unfolded, and encoded as it was sent: RFC 5322, 2.2.3, and RFC 2047. */
  value: string;
}

export interface Mail extends Sent {
  channel: 'mail';
  html?: string;
  /** In the order of the mail, repeated ones repeated. */
  headers: Header[];
  /** The message tags that it was sent with, by name. */
  tags: Record<string, string>;
  configurationSet?: string;
  /** All of it as it would go out: RFC 5322. Absent where the engine has not kept it. */
  source?: string;
}

export interface Sms extends Sent {
  channel: 'sms';
}

export interface Push extends Sent {
  channel: 'push';
  /** `APNS`, `APNS_SANDBOX`, `GCM` … */
  platform: string;
  /** ARN of the SNS platform endpoint: one installation on one device. */
  endpoint: string;
  /** What the app gets beside title and body. */
  data: Record<string, unknown>;
}

/** A message that somebody would have got. */
export type Message = Mail | Sms | Push;

export type Channel = Message['channel'];

/** In the order in which pages name them. */
export const channels: readonly Channel[] = ['mail', 'sms', 'push'];
