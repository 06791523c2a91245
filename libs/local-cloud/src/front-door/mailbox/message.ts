/** A message that somebody would have got: none leaves this machine. */
export interface Message {
  /** The engine's. */
  id: string;
  channel: 'mail' | 'sms';
  from: string;
  /** All who got it, hidden copies too. */
  to: string[];
  subject: string;
  text: string;
  /** Absent in a mail without HTML, and in every SMS. */
  html?: string;
  /** ISO time; of an SMS it is when the front door first saw it, since the engine keeps none. */
  at: string;
  /** What looks like a code to type in, in the order of the text. */
  codes: string[];
}
