import { assert, integer, property, string } from 'fast-check';
import { fitSms } from '../../src/domain/fit-sms.ts';
import { smsLength } from '../../src/domain/sms-segments.ts';

describe('a text as an SMS', () => {
  it('stays as it is when it fits', () => {
    expect(fitSms('a'.repeat(459), 3)).toBe('a'.repeat(459));
    expect(fitSms('ع'.repeat(201), 3)).toBe('ع'.repeat(201));
  });

  it('is cut to its segments, with three dots in the 7-bit alphabet and an ellipsis elsewhere', () => {
    expect(fitSms('a'.repeat(460), 3)).toBe(`${'a'.repeat(456)}...`);
    expect(fitSms('ع'.repeat(202), 3)).toBe(`${'ع'.repeat(200)}…`);
  });

  it('fills a single message too', () => {
    expect(fitSms('a'.repeat(161), 1)).toBe(`${'a'.repeat(157)}...`);
    expect(fitSms('ع'.repeat(71), 1)).toBe(`${'ع'.repeat(69)}…`);
  });

  it('has plain marks where these make it a 7-bit text, and its own elsewhere', () => {
    expect(fitSms('“It’s here” – at\u202F7…', 3)).toBe('"It\'s here" - at 7...');
    expect(fitSms('“ع” – …', 3)).toBe('“ع” – …');
  });

  it('keeps more of a text whose emoji is cut away: what is left takes half the room', () => {
    const cut = fitSms(`${'a'.repeat(456)}😀 and more`, 3);
    expect(cut).toBe(`${'a'.repeat(456)}...`);
    expect(smsLength(cut)).toEqual({ encoding: 'GSM-7', segments: 3 });
  });

  it('leaves a family together', () => {
    const cut = fitSms(`${'ع'.repeat(195)}👩‍👩‍👧‍👦${'ع'.repeat(195)}`, 3);
    expect(cut).toBe(`${'ع'.repeat(195)}…`);
  });

  it('is never longer than it may be', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 700, size: 'max' }), integer({ min: 1, max: 3 }), (text, most) => {
        const cut = fitSms(text, most);
        expect(smsLength(cut).segments).toBeLessThanOrEqual(most);
        expect(cut === '').toBe(text === '');
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });
});
