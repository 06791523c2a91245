import { html } from '@libs/html';
import type { Image } from '../domain/image.ts';
import { type Page, page } from './page.ts';

/** Of a colour as the renditions' maker writes it. Nothing else may get into a style sheet. */
const COLOUR = /^#[0-9a-f]{6}$/;

/** What is known of a picture that somebody shares. */
export type Shared = Pick<Image, 'title' | 'altText' | 'pixels'>;

/**
 * The page of a picture that somebody shares: the picture as large as the window allows, on its own colour until it is there, its title, and
 * until when the link works.
 * @param token of the link, which is the last part of the page's address; the pictures' addresses are relative to it
 * @param expiresAt epoch seconds
 * @param delivery origin to which the renditions' addresses lead, `https://cdn.example`
 */
export function sharedImagePage(
  { title, altText, pixels }: Shared,
  { token, expiresAt, delivery }: { token: string; expiresAt: number; delivery: string },
): Page {
  const sizes = sizesOf(pixels);
  const [largest] = sizes;
  const address = (name: string) => `${encodeURIComponent(token)}/renditions/${name}`;
  const until = new Date(expiresAt * 1000).toISOString();
  return page({
    title,
    main: html`<figure>
<img src="${address(largest?.name ?? 'large')}" srcset="${sizes.map(({ name, width }) => `${address(name)} ${width}w`).join(', ')}" sizes="100vw" width="${largest?.width ?? 1}" height="${largest?.height ?? 1}" alt="${altText === '' ? title : altText}" decoding="async" fetchpriority="high">
<figcaption><h1 dir="auto">${title}</h1></figcaption>
</figure>`,
    footer: html`Shared with Longhouse. This link works until <time datetime="${until}">${readable(until)}</time>.`,
    style: pixels && COLOUR.test(pixels.colour) ? `:root { --picture: ${pixels.colour}; }\n` : '',
    pictures: [delivery],
  });
}

/** The page of every link that leads nowhere, whatever the reason is. */
export function noSuchImagePage(): Page {
  return page({
    title: 'Nothing here',
    main: html`<figure>
<figcaption><h1>This link does not lead to a picture</h1>
<p>It may be over, or mistyped, or whoever sent it has withdrawn it. Ask them for another one.</p></figcaption>
</figure>`,
    footer: html`Longhouse`,
  });
}

/** The renditions that show all of the picture, largest first; a small picture has several of one width. */
function sizesOf(pixels: Image['pixels']): { name: string; width: number; height: number }[] {
  const whole = (pixels?.renditions ?? []).filter(({ name }) => name !== 'thumb');
  return [...new Map(whole.toReversed().map((rendition) => [rendition.width, rendition])).values()].sort(
    (a, b) => b.width - a.width,
  );
}

/** `2026-11-28T10:00:00.000Z` -> `28 November 2026, 10:00 UTC`, whatever the language of the machine is. */
function readable(instant: string): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Date(instant).toLocaleString('en-GB', options).replace(' at ', ', ')} UTC`;
}
