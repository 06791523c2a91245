import { array, assert, constantFrom, property } from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { smsLength } from '../../src/domain/sms-segments.ts';

const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

describe('the length of an SMS', () => {
  it.each([
    ['nothing', '', 'GSM-7', 0],
    ['one character', 'a', 'GSM-7', 1],
    ['160 septets', 'a'.repeat(160), 'GSM-7', 1],
    ['161 septets', 'a'.repeat(161), 'GSM-7', 2],
    ['306 septets', 'a'.repeat(306), 'GSM-7', 2],
    ['307 septets', 'a'.repeat(307), 'GSM-7', 3],
    ['80 extension characters, two septets each', '€'.repeat(80), 'GSM-7', 1],
    ['81 of them', '€'.repeat(81), 'GSM-7', 2],
    ['one at the border of two parts, which moves it on', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
    ['one just before the border', `${'a'.repeat(151)}€${'a'.repeat(153)}`, 'GSM-7', 2],
    ['every character of the alphabet', GSM, 'GSM-7', 1],
    ['a small ç, which is not in it', 'ç', 'UCS-2', 1],
    ['70 code units', 'ع'.repeat(70), 'UCS-2', 1],
    ['71 code units', 'ع'.repeat(71), 'UCS-2', 2],
    ['134 code units', 'ع'.repeat(134), 'UCS-2', 2],
    ['135 code units', 'ع'.repeat(135), 'UCS-2', 3],
    ['a pair at the border of two parts, which moves it on', `${'ع'.repeat(66)}😀${'ع'.repeat(66)}`, 'UCS-2', 3],
    ['a pair just before the border', `${'ع'.repeat(65)}😀${'ع'.repeat(67)}`, 'UCS-2', 2],
    ['one emoji in 71 letters', `${'a'.repeat(71)}😀`, 'UCS-2', 2],
  ])('%s', (_, text, encoding, segments) => {
    expect(smsLength(text)).toEqual({ encoding, segments });
  });

  it('is what the calculator of a provider counts', () => {
    const character = constantFrom(...Array.from(`${GSM}^{}\\[~]|€ع字😀ç’`));
    const gsm = constantFrom(...Array.from(`${GSM}^{}\\[~]|€`));
    for (const one of [gsm, character]) {
      assert(
        property(array(one, { maxLength: 500, size: 'max' }), (characters) => {
          // Two letters of it are one there, a grapheme, which it does not split either.
          const text = characters.join('').replaceAll('\r\n', '\n');
          const { encodingName, segmentsCount } = new SegmentedMessage(text);
          expect(smsLength(text)).toEqual({ encoding: encodingName, segments: text === '' ? 0 : segmentsCount });
        }),
        // Shrinking 500 characters takes minutes and says no more.
        { numRuns: 300, endOnFailure: true },
      );
    }
  });
});
