import { painter, wantsColour } from '../../src/trace/index.ts';

describe('colours', () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{}, {}, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{}, { FORCE_COLOR: '1' }, true],
    [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
    [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('%j with %j: %s', (stream, environment, expected) => {
    expect(wantsColour(stream, environment)).toBe(expected);
  });

  it('leave the text alone when they are not wanted', () => {
    expect(painter(false)('red', 'text')).toBe('text');
    expect(painter(true)('red', 'text')).toBe('\u001b[31mtext\u001b[39m');
  });
});
