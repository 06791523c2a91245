import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { TEXT_LOCALES } from '../../src/domain/locale.ts';
import { smsLength } from '../../src/domain/sms-segments.ts';
import type { Told } from '../../src/domain/told.ts';
import { brief } from '../../src/templates/brief.ts';
import { SAMPLES } from '../../src/templates/samples.ts';
import { smsTextOf } from '../../src/templates/sms.ts';
import { mail, shownIn, tagsOf } from './mails.ts';

/** One of every kind, in which everything that came from outside is this; ids too, unless there is one. */
const everyKindWith = (value: string, id = value): Told[] => [
  { kind: 'welcome', displayName: value, handle: value },
  { kind: 'new-sign-in', at: value },
  { kind: 'image-ready', imageId: id, title: value },
  { kind: 'image-rejected', imageId: id, title: value, code: value, message: value },
  { kind: 'image-shared', imageId: id, expiresAt: value },
  { kind: 'reminder', scheduleId: id, title: value, body: value },
  { kind: 'topic-message', topic: value, title: value, body: value },
  { kind: 'digest', period: 'daily', count: 1, items: [{ title: value, at: value }] },
];

const KINDS = Object.keys(SAMPLES.en);

const NASTY = [
  `"><script>alert('x')</script>`,
  "' onmouseover='alert(1)",
  '<img src=x onerror=alert(1)>',
  '<!-- --> ]]> <![endif]-->',
  '&lt;b&gt; &amp; &#60;',
  '</td></tr></table>',
  '${handle} {{handle}} {%x%} #{x} <%= x %> [[x]]',
  "$& $1 $' $`",
  'Ada\r\nBcc: eve@example.com\r\n\r\nbody',
  'javascript:alert(1)',
  '\u202Egnp.exe\u202C',
  '\u2067\u2067\u2066',
  '../../../etc/passwd?x#y',
];

describe.each(TEXT_LOCALES)('whatever the values hold, in %s', (locale) => {
  it.each(KINDS.map((kind, i) => [kind, i] as const))('the HTML of %s has its own tags and no others', (_, i) => {
    const own = new Set(everyKindWith('plain').flatMap((told) => tagsOf(mail(told, { locale }).html)));
    assert(
      property(oneof(string({ unit: 'binary', maxLength: 60 }), constantFrom(...NASTY)), (value) => {
        const { html } = mail(toldWith(value, i), { locale });
        expect(tagsOf(html).filter((tag) => !own.has(tag))).toEqual([]);
        const texts = html.replace(/<style>.*?<\/style>/s, '').replaceAll(/<[^>]*>/g, '');
        expect(texts).not.toMatch(/[<>]|&(?!#\d+;|nbsp;|zwnj;)/);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it.each(KINDS.map((kind, i) => [kind, i] as const))('the headers and titles of %s are one clean line', (_, i) => {
    assert(
      property(oneof(string({ unit: 'binary', maxLength: 400 }), constantFrom(...NASTY)), (value) => {
        const told = toldWith(value, i);
        const { subject, preheader } = mail(told, { locale });
        const { title, body } = brief(told, locale, 'UTC');
        expect(body.split('\u2068')).toHaveLength(body.split('\u2069').length);
        for (const line of [subject, preheader, title]) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u2028-\u202E\u2066\u2067]/u);
          expect(line.length).toBeLessThanOrEqual(150);
          expect(line.trim()).not.toBe('');
          expect(line.split('\u2068')).toHaveLength(line.split('\u2069').length);
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it.each(NASTY)('%j is shown as it is written', (value) => {
    const [written] = value.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '').split('\r\n');
    const { html, text } = mail({ ...SAMPLES[locale].reminder, body: value }, { locale });
    expect(text).toContain(written);
    expect(shownIn(html)).toContain(written);
  });

  it('10 kB of a name are cut, and the rest of the sentence stays', () => {
    for (const name of [
      'W'.repeat(10_000),
      '👩‍👩‍👧‍👦'.repeat(900),
      `a${'\u0301'.repeat(10_000)}`,
      '\u2068'.repeat(10_000),
    ]) {
      for (const told of everyKindWith(name, 'id')) {
        const { html, text, subject } = mail(told, { locale });
        expect(Buffer.byteLength(html)).toBeLessThan(60_000);
        expect(Buffer.byteLength(text)).toBeLessThan(20_000);
        expect(html.isWellFormed() && text.isWellFormed() && subject.isWellFormed()).toBe(true);
        expect(text.includes(name) || html.includes(name)).toBe(false);
        const { title, body } = brief(told, locale, 'UTC');
        expect(title.length + body.length).toBeLessThanOrEqual(650);
        expect(smsLength(smsTextOf(told, locale, 'UTC')).segments).toBeLessThanOrEqual(3);
      }
    }
    const { subject } = mail({ kind: 'image-ready', imageId: 'x', title: 'W'.repeat(10_000) }, { locale });
    expect(subject).toMatch(locale === 'en' ? /W…” is ready$/ : /W…\u2069» جاهزة$/);
  });

  it('ids stay one step of the path', () => {
    const { text } = mail({ kind: 'image-ready', imageId: '../..//evil.example?x#y\r\n', title: 'x' }, { locale });
    expect(text).toContain('https://longhouse.example/images/..%2F..%2F%2Fevil.example%3Fx%23y%0D%0A\n');
  });
});

function toldWith(value: string, kind: number): Told {
  const told = everyKindWith(value)[kind];
  if (told === undefined) throw new Error(`There is no kind ${kind}`);
  return told;
}

it.each(['"', '字', '\n"', '\n\u202E"'])('a mail of nothing but %j is shorter than what Gmail cuts, 102 kB', (unit) => {
  const value = unit.repeat(3000);
  const items = Array.from({ length: 100 }, () => ({ title: value, at: value }));
  for (const told of [...everyKindWith(value), { kind: 'digest', period: 'weekly', count: 100, items } as const]) {
    expect(Buffer.byteLength(mail(told).html)).toBeLessThan(102_000);
  }
});
