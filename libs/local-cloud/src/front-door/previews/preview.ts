/** A template and the locales that it has texts in. */
export interface Template {
  kind: string;
  /** BCP 47 */
  locales: readonly string[];
}

/** What a template makes of sample data. */
export interface Preview {
  kind: string;
  locale: string;
  dir: 'ltr' | 'rtl';
  /** What inbox, live, push and SMS tell; absent where a kind is told by mail alone. */
  brief?: { title: string; body: string };
  mail?: { subject: string; preheader: string; html: string; text: string };
  /** `text` is what would be sent: the brief form, cut to what an SMS may cost. */
  sms?: { text: string; segments: number; encoding: string };
}
