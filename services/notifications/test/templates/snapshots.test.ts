import { TEXT_LOCALES } from '../../src/domain/locale.ts';
import { smsLength } from '../../src/domain/sms-segments.ts';
import { brief } from '../../src/templates/brief.ts';
import { SAMPLES } from '../../src/templates/samples.ts';
import { smsTextOf } from '../../src/templates/sms.ts';
import { mail } from './mails.ts';

const every = TEXT_LOCALES.flatMap((locale) => Object.values(SAMPLES[locale]).map((told) => ({ locale, told })));

describe.each(every)('$told.kind in $locale', ({ locale, told }) => {
  const { subject, preheader, text, html } = mail(told, { locale });

  it('has its words', () => {
    const sms = smsTextOf(told, locale, 'Europe/Berlin');
    expect({
      subject,
      preheader,
      brief: brief(told, locale, 'Europe/Berlin'),
      sms,
      ...smsLength(sms),
    }).toMatchSnapshot();
  });

  it('has its text', () => {
    expect(text).toMatchSnapshot();
  });

  it('has its HTML', () => {
    expect(html.replaceAll(/(&#8199;&#847;&zwnj; )+/g, '(padding)')).toMatchSnapshot();
  });
});
