import { renditionKey } from '../../src/domain/renditions.ts';

describe('the key of a rendition', () => {
  it('is below the id, by the version of the recipe', () => {
    expect(renditionKey('0193-id', 'thumb', 'webp')).toBe('0193-id/1/thumb.webp');
  });
});
