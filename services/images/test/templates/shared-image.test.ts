import { createHash } from 'node:crypto';
import { newToken } from '../../src/data/share-token.ts';
import { noSuchImagePage, type Shared, sharedImagePage } from '../../src/templates/shared-image.ts';
import { analysed, PIXELS } from '../store.ts';

const token = newToken();
const link = { token, expiresAt: Date.parse('2026-11-28T10:00:00Z') / 1000, delivery: 'https://cdn.example' };
const pageOf = (given: Partial<Shared> = {}) =>
  sharedImagePage({ title: 'Hearth', altText: 'A fire in a stone hearth', pixels: PIXELS, ...given }, link);

/** The text of the one style sheet. */
const styleIn = (html: string) => /<style>(?<css>[^<]*)<\/style>/.exec(html)?.groups?.['css'] ?? '';

describe('the page of a shared picture', () => {
  it('shows it in every size that shows all of it, each once, largest first', () => {
    const { html } = pageOf();
    const address = (name: string) => `${token}/renditions/${name}`;
    expect(html).toContain(`src="${address('large')}"`);
    expect(html).toContain(
      `srcset="${address('large')} 2048w, ${address('medium')} 1024w, ${address('small')} 480w" sizes="100vw"`,
    );
    expect(html).toContain('width="2048" height="1536"');
  });

  it('names one address a width where the picture is smaller than the renditions', () => {
    const renditions = PIXELS.renditions.map((rendition) => ({ ...rendition, width: 300, height: 200 }));
    const { html } = pageOf({ pixels: { ...PIXELS, renditions } });
    expect(html).toContain(`srcset="${token}/renditions/large 300w"`);
  });

  it('says what the picture is called and shows, and until when the link works', () => {
    const { html } = pageOf({ title: 'عين الشمس 👩‍🚀' });
    expect(html).toContain('<title>عين الشمس 👩‍🚀</title>');
    expect(html).toContain('<h1 dir="auto">عين الشمس 👩‍🚀</h1>');
    expect(html).toContain('alt="A fire in a stone hearth"');
    expect(html).toContain('<time datetime="2026-11-28T10:00:00.000Z">28 November 2026, 10:00 UTC</time>');
    expect(pageOf({ altText: '' }).html).toContain('alt="Hearth"');
  });

  it.each([
    `"><script>alert(1)</script>`,
    `' onerror='alert(1)`,
    '</title><img src=x onerror=alert(1)>',
    '</style><script>alert(1)</script>',
    '<!-- &lt; &amp; -->',
    '$& $` ${title}',
  ])('shows %s as the text that it is', (text) => {
    const { html } = pageOf({ title: text, altText: text });
    const escaped = text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
    expect(html).toContain(`<h1 dir="auto">${escaped}</h1>`);
    expect(html).toContain(`<title>${escaped}</title>`);
    expect(html).toContain(`alt="${escaped}"`);
    expect(html.match(/<(?!!doctype)/g)).toHaveLength((pageOf().html.match(/<(?!!doctype)/g) ?? []).length);
  });

  it('stands on the colour of the picture, and lets no other text into its style', () => {
    expect(styleIn(pageOf().html)).toContain('--picture: #a0b0c0;');
    const { html } = pageOf({ pixels: { ...PIXELS, colour: '#000; } body { display: none' } });
    expect(styleIn(html)).not.toContain('display: none');
    expect(html).not.toContain('--picture: #000');
  });

  it('runs nothing, is framed by nobody, and loads pictures of its own origin and of the delivery alone', () => {
    const { html, headers } = pageOf();
    const hash = createHash('sha256').update(styleIn(html)).digest('base64');
    expect(headers['content-security-policy']?.split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      "img-src 'self' https://cdn.example",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(html).not.toMatch(/<script|<link|<iframe|style=|\son\w+=|https?:/);
  });

  it('is kept by nobody, found by no search engine, and tells no other site its address', () => {
    const { html, headers } = pageOf();
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(html).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(html).toContain('<meta name="referrer" content="no-referrer">');
  });

  it('tells nothing that only the owner may know', () => {
    const all = {
      title: 'Hearth',
      altText: '',
      pixels: PIXELS,
      name: 'DSC_0001.jpg',
      analysis: analysed({ camera: 'Camera X', location: { latitude: 48.2, longitude: 16.4 } }),
    };
    const { html } = sharedImagePage(all, link);
    expect(html).not.toMatch(/DSC_0001|Camera X|48\.2/);
  });
});

describe('the page of a link that leads nowhere', () => {
  it('is always the same, and loads nothing', () => {
    const { html, headers } = noSuchImagePage();
    expect(noSuchImagePage()).toEqual({ html, headers });
    expect(html).toContain('This link does not lead to a picture');
    expect(headers['content-security-policy']).toContain("img-src 'none'");
    expect(html).not.toContain('<img');
  });
});
