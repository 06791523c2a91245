import { randomUUID } from 'node:crypto';
import { inventory } from '../../src/data/inventory.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import type { ImageRef } from '../../src/domain/image.ts';
import { originalKey } from '../../src/domain/object-key.ts';
import { announced, claimed, ownTable, pending, ready } from '../store.ts';

ownTable();

const BROKEN = { code: 'corrupt', message: 'The picture is damaged.' };
const asAnothers = (image: ImageRef): ImageRef => ({ ...image, ownerId: randomUUID() });

/** A picture of each kind, and what is known of it. */
async function ofEachKind(): Promise<[image: ImageRef, standing: object][]> {
  const [deleted, rejected] = [await ready(), await claimed()];
  await images.remove(deleted);
  await processing.reject(rejected, BROKEN);
  return [
    [await pending(), { is: 'awaited' }],
    [await claimed(), { is: 'kept', objectVersion: 'v1' }],
    [await ready(), { is: 'kept', objectVersion: 'v1' }],
    [rejected, { is: 'gone' }],
    [deleted, { is: 'gone' }],
    [announced(), { is: 'unknown' }],
  ];
}

it('knows of each picture whether it is awaited, kept, gone or unknown', async () => {
  const known = await ofEachKind();
  const byKey = await inventory.standings(known.map(([image]) => image));
  const byId = await inventory.standingsById(known.map(([image]) => image.imageId));
  expect([...byKey]).toEqual(known.map(([image, standing]) => [originalKey(image), standing]));
  expect([...byId]).toEqual(known.map(([image, standing]) => [image.imageId, standing]));
});

it('knows nothing of a picture by the id of one that is, or was, somebody else’s', async () => {
  const [kept, deleted] = [await ready(), await ready()];
  await images.remove(deleted);
  const others = [kept, deleted].map(asAnothers);
  const known = await inventory.standings([...others, kept, deleted]);
  expect(others.map((image) => known.get(originalKey(image)))).toEqual([{ is: 'unknown' }, { is: 'unknown' }]);
  expect(known.get(originalKey(deleted))).toEqual({ is: 'gone' });
});
