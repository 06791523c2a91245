import { TEXT_LOCALES } from '../../src/domain/locale.ts';
import { SAMPLES } from '../../src/templates/samples.ts';
import { mail } from './mails.ts';

const every = TEXT_LOCALES.flatMap((locale) => Object.values(SAMPLES[locale]).map((told) => ({ locale, told })));

describe.each(every)('the mail of $told.kind in $locale', ({ locale, told }) => {
  const { subject, preheader, text, html } = mail(told, { locale });

  it('loads nothing from anywhere', () => {
    expect(html).not.toMatch(/<(img|link|script|iframe|object|form)\b|\bsrc=|url\(|@import|@font-face/i);
    expect([...html.matchAll(/https?:[^"]*/g)].every(([url]) => new URL(url).host.endsWith('longhouse.example'))).toBe(
      true,
    );
  });

  it('says its language and direction, to web mail too, which takes html and body away', () => {
    const dir = locale === 'ar' ? 'rtl' : 'ltr';
    expect(html).toContain(`<html lang="${locale}" dir="${dir}">`);
    expect(html).toMatch(new RegExp(`<table role="presentation" lang="${locale}" dir="${dir}"`));
    expect(html).not.toContain(locale === 'ar' ? 'align="left"' : 'align="right"');
    expect(html).toContain(locale === 'ar' ? 'align="right"' : 'align="left"');
  });

  it('begins with its preheader, hidden, and with enough nothing after it', () => {
    const [, hidden = ''] = /<body[^>]*>\s*<div style="display:none[^"]*">(.*?)<\/div>/s.exec(html) ?? [];
    expect(hidden).toMatch(/(&#8199;&#847;&zwnj; ){100,}$/);
    expect(preheader).not.toBe('');
    expect(preheader).not.toBe(subject);
  });

  it('stands alone as text: without tags, with its link', () => {
    expect(text).not.toMatch(/<\w|&#|undefined|\[object/);
    expect(text).toMatch(/^https:\/\/longhouse\.example\/\S+$/m);
    expect(html).not.toMatch(/undefined|\[object/);
  });

  it('is shown whole by Gmail, which cuts after 102 kB', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(20_000);
  });

  it('leads to the preferences, and out, unless it is about security', () => {
    const [leaving, link] = ['https://api.longhouse.example/notifications/unsubscribe?token=a.b', 'href="https://api'];
    expect(html).toContain('href="https://longhouse.example/notifications/preferences"');
    expect(text).toContain('https://longhouse.example/notifications/preferences');
    expect(html.includes(link)).toBe(told.kind !== 'new-sign-in');
    expect(text.includes(`${leaving}&x=1`)).toBe(told.kind !== 'new-sign-in');
  });
});

describe('a mail', () => {
  it('has no way out when it is given none', () => {
    const { html, text } = mail(SAMPLES.en.reminder, { unsubscribeUrl: undefined });
    expect(html).not.toContain('Unsubscribe');
    expect(text).not.toContain('Unsubscribe');
  });

  it('leads to the console wherever that is', () => {
    const { text } = mail(SAMPLES.en.welcome, { consoleUrl: 'http://127.0.0.1:4000/console/' });
    expect(text).toContain('\nhttp://127.0.0.1:4000/console/profile\n');
  });

  it('tells times in the time zone and the way of the person', () => {
    const told = SAMPLES.en['new-sign-in'];
    expect(mail(told).text).toContain('When: November 21, 2026 at 7:04 PM GMT+1');
    expect(mail(told, { locale: 'en-GB', timeZone: 'Europe/London' }).text).toContain('21 November 2026 at 18:04 GMT');
    expect(mail(told, { locale: 'ar-EG', timeZone: 'Africa/Cairo' }).text).toContain('٢١ نوفمبر ٢٠٢٦');
  });

  it.each(['Mars/Olympus', '', '+01:00', 'Europe/Berlin\r\n'])('tells them in UTC for the time zone %j', (timeZone) => {
    expect(mail(SAMPLES.en['new-sign-in'], { timeZone }).text).toContain('6:04 PM UTC');
  });

  it('leaves what is no time as it is', () => {
    expect(mail({ kind: 'new-sign-in', at: '<later>' }).text).toContain('When: <later>');
  });

  it.each(['tlh', 'not a locale', '', 'x'.repeat(10_000)])('is in English for the locale %.20j', (locale) => {
    expect(mail(SAMPLES.en.welcome, { locale }).subject).toBe('Welcome to Longhouse, Ada Lovelace');
  });

  it('tells a known reason in Arabic, and one that is new in the words of the service', () => {
    const told = SAMPLES.ar['image-rejected'];
    expect(mail(told, { locale: 'ar' }).text).toContain('الصورة تالفة');
    const news = mail({ ...told, code: 'too-purple', message: 'It is too purple.' }, { locale: 'ar' });
    expect(news.text).toContain('\u2068It is too purple.\u2069');
  });

  it.each([
    [0, '0 unread notifications', 'لا إشعارات غير مقروءة'],
    [1, '1 unread notification', 'إشعار واحد غير مقروء'],
    [2, '2 unread notifications', 'إشعاران غير مقروءين'],
    [3, '3 unread notifications', '\u20683\u2069 إشعارات غير مقروءة'],
    [11, '11 unread notifications', '\u206811\u2069 إشعارًا غير مقروء'],
    [1000, '1,000 unread notifications', '\u20681,000\u2069 إشعار غير مقروء'],
  ])('counts %d in each language', (count, english, arabic) => {
    const told = { ...SAMPLES.en.digest, count };
    expect(mail(told).subject).toBe(english);
    expect(mail(told, { locale: 'ar' }).subject).toBe(arabic);
  });

  it('lists twenty of a digest, and counts the rest', () => {
    const items = Array.from({ length: 50 }, (_, i) => ({ title: `Title ${i + 1}.`, at: '2026-11-21T18:04:00.000Z' }));
    const { text, html } = mail({ kind: 'digest', period: 'weekly', count: 70, items });
    for (const form of [text, html]) {
      expect(form).toContain('Title 20.');
      expect(form).not.toContain('Title 21.');
    }
    expect(text).toContain('And 50 more.');
  });

  it('has a digest without items, when these were read meanwhile', () => {
    const { preheader, text } = mail({ kind: 'digest', period: 'daily', count: 0, items: [] });
    expect(preheader).toBe('0 unread notifications');
    expect(text).not.toContain('more');
  });

  it('keeps the lines of what somebody wrote, and the direction of each', () => {
    const { html, text } = mail({ ...SAMPLES.en.reminder, body: 'First\r\n\r\nسقي النباتات\n' });
    expect(text).toContain('> First\n> سقي النباتات\n');
    expect(html).toMatch(/<div dir="auto"[^>]*>First<\/div><div dir="auto"[^>]*>سقي النباتات<\/div>/);
  });

  it('has a hundred lines of it and no more', () => {
    const { text } = mail({ ...SAMPLES.en.reminder, body: Array.from({ length: 101 }, (_, i) => `${i}`).join('\n') });
    expect(text).toContain('> 98\n> …\n\n');
  });

  it.each([
    ['en', 'Longhouse planned it for you'],
    ['ar', 'خططت لها من أجلك'],
  ] as const)(
    'of what a service planned for the person does not lead to a schedule of theirs (%s)',
    (locale, reason) => {
      const { subject, text } = mail({ kind: 'reminder', title: 'Storage', body: '90 % full' }, { locale });
      expect(subject).toContain('Storage');
      expect(subject).not.toMatch(/Reminder|تذكير/);
      expect(text).toContain('https://longhouse.example/notifications\n');
      expect(text).not.toContain('/schedules');
      expect(text).toContain(reason);
    },
  );

  it('says something in the place of an empty text', () => {
    const { preheader, text } = mail({ ...SAMPLES.en.reminder, body: ' \n ' });
    expect(preheader).toBe('You asked to be reminded of this.');
    expect(text).not.toContain('> ');
  });
});
