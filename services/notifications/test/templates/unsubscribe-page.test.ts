import { createHash } from 'node:crypto';
import { unsubscribePage } from '../../src/templates/unsubscribe-page.ts';

const consoleUrl = 'https://console.example';
const page = (
  state: Parameters<typeof unsubscribePage>[0],
  given: Partial<Parameters<typeof unsubscribePage>[1]> = {},
) => unsubscribePage(state, { locale: 'en', category: 'images', consoleUrl, ...given });

it('asks, with one button that posts to the address of the page', () => {
  const { html, status } = page('asked');
  expect(status).toBe(200);
  expect(html.match(/<form/g)).toHaveLength(1);
  expect(html.match(/<button/g)).toHaveLength(1);
  expect(html).toContain('<form method="post">');
  expect(html).toContain('No more mails about your pictures?');
});

it.each(['ended', 'newer', 'gone', 'invalid'] as const)('has nothing to press when the link is %s', (state) => {
  expect(page(state).html).not.toMatch(/<form|<button|<input/);
});

it.each([
  ['ended', 200],
  ['gone', 200],
  ['newer', 409],
  ['invalid', 400],
] as const)('has a status for %s: %d', (state, status) => {
  expect(page(state).status).toBe(status);
});

it('says that what is about security comes all the same', () => {
  expect(page('asked', { category: 'account' }).html).toContain('security of your account');
  expect(page('asked').html).not.toContain('security');
});

it('is from right to left in Arabic, whatever the country', () => {
  const { html } = page('asked', { locale: 'ar-MA', category: 'digest' });
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('هل تريد إيقاف رسائل الملخص؟');
});

it('is in English for a language that there are no texts in', () => {
  expect(page('ended', { locale: 'tlh' }).html).toContain('<html lang="en" dir="ltr">');
});

it('loads nothing, runs nothing, and posts to itself alone', () => {
  const { html, headers } = page('asked');
  const style = /<style>(.*)<\/style>/s.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers['content-security-policy']).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  );
  expect(html).not.toMatch(/<script|\son\w+=|style="/);
});

it('leads to the preferences where the console is known', () => {
  expect(page('newer').html).toContain('href="https://console.example/notifications/preferences"');
  expect(page('newer', { consoleUrl: undefined }).html).not.toContain('<a ');
});
