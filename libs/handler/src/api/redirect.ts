/** The longest address that every client and proxy takes (RFC 9110, 4.1, recommends 8,000 octets). */
const MOST_CHARACTERS = 8000;

/** The answer of a route with status 302. */
export class Redirect {
  /** Makes the class nominal: what merely looks like it is no redirect. */
  readonly #location: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(location: string, headers: Readonly<Record<string, string>>) {
    this.#location = location;
    this.headers = headers;
  }

  get location(): string {
    return this.#location;
  }
}

/**
 * Sends the caller to another address, which nobody may keep unless `headers` say so (`Cache-Control`).
 * @param location an absolute `http:` or `https:` URL, or a path of this API (`/x`), percent-encoded, at most 8,000 characters
 * @throws TypeError for anything else: such as `//other.example`, which a browser takes for another host
 * @example return redirect(await signed(rendition), { 'cache-control': 'private, max-age=60' });
 */
export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Redirect {
  if (!isAddress(location)) {
    throw new TypeError(
      'A redirect needs an absolute http(s) URL or a path, percent-encoded and of at most 8000 characters',
    );
  }
  if (Object.keys(headers).some((name) => name.toLowerCase() === 'location')) {
    throw new TypeError('A redirect has one Location');
  }
  return new Redirect(location, headers);
}

function isAddress(location: string): boolean {
  if (location.length > MOST_CHARACTERS || !/^[\x21-\x7e]+$/.test(location) || location.includes('\\')) return false;
  if (location.startsWith('/')) return !location.startsWith('//');
  return /^https?:\/\/[^/]/i.test(location) && URL.canParse(location);
}
