/** What a person is told, in the forms that channels need. `text` stands alone: a mail client may show it in place of `html`. */
export interface Content {
  readonly subject: string;
  readonly text: string;
  /** A whole document, with everything that came from outside escaped. */
  readonly html: string;
}
