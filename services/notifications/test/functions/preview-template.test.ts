import { lambdaContext } from '@libs/testing';
import { handler } from '../../src/functions/preview-template.ts';

describe('the preview of templates', () => {
  beforeAll(() => {
    process.env['CONSOLE_URL'] = 'https://console.example';
  });

  afterAll(() => {
    delete process.env['CONSOLE_URL'];
  });

  it('lists every kind, and shows each in each of its languages', async () => {
    // Prepare
    const { templates = [] } = await handler({}, lambdaContext());
    expect(templates.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['welcome', 'new-sign-in', 'image-ready', 'reminder', 'topic-message', 'digest']),
    );
    for (const { kind, locales } of templates) {
      expect(locales).toEqual(['en', 'ar']);
      for (const locale of locales) {
        // Act
        const preview = await handler({ kind, locale }, lambdaContext());
        // Assess
        expect(preview).toMatchObject({ kind, locale, dir: locale === 'ar' ? 'rtl' : 'ltr' });
        expect(preview.mail?.html).toContain('https://console.example/');
        expect(preview.brief?.title).not.toBe('');
        expect(preview.sms?.segments).not.toBe(0);
      }
    }
  });

  it.each([
    ['digest', ['mail']],
    ['image-ready', ['brief', 'mail']],
    ['new-sign-in', ['brief', 'mail', 'sms']],
  ])('shows of %s what people are told it by', async (kind, shown) => {
    const preview = await handler({ kind }, lambdaContext());
    expect(['brief', 'mail', 'sms'].filter((form) => Object.hasOwn(preview, form))).toEqual(shown);
  });

  it('marks a text of a language that is read from the right as such', async () => {
    const { sms } = await handler({ kind: 'reminder', locale: 'ar' }, lambdaContext());
    expect(sms?.text.startsWith('\u200F')).toBe(true);
  });

  it('says which language a person with another locale gets', async () => {
    await expect(handler({ kind: 'welcome', locale: 'ar-MA' }, lambdaContext())).resolves.toMatchObject({
      locale: 'ar',
    });
    await expect(handler({ kind: 'welcome', locale: 'tlh' }, lambdaContext())).resolves.toMatchObject({ locale: 'en' });
    await expect(handler({ kind: 'welcome' }, lambdaContext())).resolves.toMatchObject({ locale: 'en', dir: 'ltr' });
  });

  it.each(['fire', 'toString', '__proto__'])(
    'refuses the kind %s, and says where to find those there are',
    async (kind) => {
      await expect(handler({ kind }, lambdaContext())).rejects.toMatchObject({
        name: 'NotFound',
        type: 'template-not-found',
        title: 'There is no template for this kind; an empty input lists those there are',
      });
    },
  );

  it.each([{ kind: 7 }, { name: 'welcome' }, { kind: '' }, { kind: 'welcome', locale: 'x'.repeat(36) }])(
    'refuses what it does not understand: %j',
    async (input) => {
      await expect(handler(input, lambdaContext())).rejects.toMatchObject({
        name: 'BadRequest',
        type: 'invalid-message',
      });
    },
  );
});
