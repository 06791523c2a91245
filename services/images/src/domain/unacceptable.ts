/** Why a file cannot become a picture, with the sentence that its owner reads. */
const REASONS = {
  empty: 'The file is empty.',
  'not-a-picture':
    'The file is not a picture that can be shown here: upload a JPEG, PNG, WebP, GIF, AVIF or TIFF file.',
  corrupt: 'The picture is damaged or incomplete: save it again, or upload it once more.',
  'too-many-pixels':
    'The picture has too many pixels (100 million at most, 50 million as AVIF): make it smaller, and upload it again.',
  'too-long-a-side': 'The picture is wider or taller than 65,535 pixels: make it smaller, and upload it again.',
  'too-elaborate': 'The picture takes too long to be drawn: save it as JPEG or PNG, and upload it again.',
} as const;

export type UnacceptableCode = keyof typeof REASONS;

/**
 * The file will never become a picture, however often it is tried. `message` is for the picture's owner; `cause` is for the log.
 * Whatever else is thrown may pass, and is worth another try.
 */
export class Unacceptable extends Error {
  override readonly name = 'Unacceptable';
  readonly code: UnacceptableCode;

  constructor(code: UnacceptableCode, options?: { cause?: unknown }) {
    super(REASONS[code], options);
    this.code = code;
  }
}
