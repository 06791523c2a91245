import { dominantColour } from '../../src/domain/dominant-colour.ts';

const RED = [250, 10, 20, 255];
const BLUE = [10, 20, 250, 255];
const CLEAR = [0, 0, 0, 0];

const of = (...pixels: number[][]) => dominantColour(Uint8Array.from(pixels.flat()));

describe('the dominant colour', () => {
  it.each([
    ['of one colour is that colour', [RED], '#fa0a14'],
    ['is the colour of most pixels, not their mean', [RED, BLUE, RED], '#fa0a14'],
    ['is the mean of shades', [[100, 100, 100, 255], [102, 102, 102, 255], BLUE], '#656565'],
    ['of what is transparent is white', [CLEAR, CLEAR, RED], '#ffffff'],
    ['of what is half transparent is lighter', [[0, 0, 0, 128]], '#7f7f7f'],
    ['of nothing is white', [], '#ffffff'],
  ])('%s', (_, pixels, colour) => {
    expect(of(...pixels)).toBe(colour);
  });
});
