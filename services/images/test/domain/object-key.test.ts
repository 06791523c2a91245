import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { imageIdOf, originalKey, refOf } from '../../src/domain/object-key.ts';
import { renditionKey } from '../../src/domain/renditions.ts';

const ref = { ownerId: randomUUID(), imageId: v7() };

it('a key of an original tells whose picture it is', () => {
  expect(refOf(originalKey(ref))).toEqual(ref);
});

it('a key of a rendition tells which picture it shows, also one of an older recipe', () => {
  expect(imageIdOf(renditionKey(ref.imageId, 'thumb', 'webp'))).toBe(ref.imageId);
  expect(imageIdOf(`${ref.imageId}/0/huge.jxl`)).toBe(ref.imageId);
});

it.each([
  '',
  '/',
  'inventory.csv',
  ref.imageId,
  `${ref.imageId}/`,
  `${ref.ownerId}/${ref.imageId}/1`,
  `${ref.ownerId}/${ref.imageId}0`,
  ` ${ref.ownerId}/${ref.imageId}`,
  `${ref.ownerId.toUpperCase()}/${ref.imageId}`,
  `../${ref.ownerId}/${ref.imageId}`,
  `${ref.imageId}/1/../thumb.webp`,
  `${ref.imageId}/one/thumb.webp`,
  `${ref.imageId}/1/thumb`,
])('a key that this service does not make tells nothing: %j', (key) => {
  expect(refOf(key)).toBeUndefined();
  expect(imageIdOf(key)).toBeUndefined();
});
