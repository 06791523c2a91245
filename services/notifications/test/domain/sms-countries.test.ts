import { mayGetTexts } from '../../src/domain/sms-countries.ts';

it.each(['+4915112345678', '+12025550123', '+8613812345678'])(
  'lets a number of any country get texts where no country is named: %s',
  (number) => {
    expect(mayGetTexts(number, '')).toBe(true);
  },
);

it.each([
  '+881612345678',
  '+88213123456',
  '+88321612345',
  '+979123456789',
  '+87812345678',
  '+870772001234',
  '+80812345678',
])('lets no number get texts that is of no country: %s', (number) => {
  expect(mayGetTexts(number, '')).toBe(false);
  expect(mayGetTexts(number, number.slice(0, 4))).toBe(false);
});

it.each(['+49,+43', '49 43', ' +43, +49 ,'])(
  'lets numbers of the countries get texts that are named, and no others: %j',
  (countries) => {
    expect(mayGetTexts('+4915112345678', countries)).toBe(true);
    expect(mayGetTexts('+436641234567', countries)).toBe(true);
    expect(mayGetTexts('+420601123456', countries)).toBe(false);
    expect(mayGetTexts('+14915112345', countries)).toBe(false);
  },
);

it.each(['DE', '+049', '+49;+43', '00491'])('is an error, and not all countries, for %j', (countries) => {
  expect(() => mayGetTexts('+4915112345678', countries)).toThrow('SMS_COUNTRIES');
});
