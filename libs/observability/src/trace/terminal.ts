import { stripVTControlCharacters, styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** Colours a text, or leaves it alone. */
export type Paint = (style: Style, text: string) => string;

/** A painter for a terminal that shows colours, or for one that does not. */
export function painter(colour: boolean): Paint {
  return colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}

/** Whether a stream wants colours: NO_COLOR and FORCE_COLOR first (https://no-color.org), then whether it is a terminal. */
export function wantsColour(
  stream: { isTTY?: boolean } = process.stdout,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (environment['NO_COLOR']) return false;
  if (environment['FORCE_COLOR']) return environment['FORCE_COLOR'] !== '0';
  return stream.isTTY === true;
}

/**
 * A text that is safe on a terminal: what a caller sent ends in the log, and an escape sequence in it could move the cursor, change the
 * window's title or overwrite earlier lines. Line breaks stay, tabs become spaces.
 */
export function printable(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll('\t', '  ')
      // Controls (C0, DEL, C1) but the line feed; and the marks that turn the direction of what follows.
      // oxlint-disable-next-line no-control-regex -- control characters are what this is about
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
  );
}
