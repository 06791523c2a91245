import { within } from '../../src/domain/within.ts';

describe('waiting within a time', () => {
  it('ends with the work', async () => {
    let done = false;
    await within(60_000, async () => {
      done = true;
    });
    expect(done).toBe(true);
  });

  it('throws what the work throws', async () => {
    await expect(within(60_000, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  it('gives up when the time is over', async () => {
    await expect(within(1, () => Promise.withResolvers<void>().promise)).rejects.toThrow('Not done within 1 ms');
  });
});
