import { streamEvent } from '@libs/testing';
import { imagesChanges } from '../../src/data/changes.ts';
import { DeletionEntity } from '../../src/data/entities/deletion.ts';
import { ImageEntity } from '../../src/data/entities/image.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import { toEvents } from '../../src/data/to-events.ts';
import type { ImageRef } from '../../src/domain/image.ts';
import { handler as relay } from '../../src/functions/relay.ts';
import { analysed, claimed, ownTable, pending, PIXELS, ready } from '../store.ts';

ownTable();

const BROKEN = { code: 'corrupt', message: 'The picture is damaged.' };

/** The item as the table has it, and as the stream tells of it. */
async function itemOf(ref: ImageRef): Promise<Record<string, unknown>> {
  const { data } = await ImageEntity.get(ref).go({ data: 'raw', consistent: true });
  return (data as unknown as { Item: Record<string, unknown> }).Item;
}

const eventsOf = (change: Parameters<typeof streamEvent>[0][number]) =>
  streamEvent([change]).Records.flatMap((record) => {
    const read = imagesChanges(record);
    return read ? toEvents(read).map(({ contract, data }) => [contract.name, data]) : [];
  });

describe('what is told of a picture', () => {
  it('nothing while it is only announced, or changed by its owner', async () => {
    const image = await pending();
    const before = await itemOf(image);
    await images.update(image, { title: 'Hearth' });
    expect(eventsOf({ after: before })).toEqual([]);
    expect(eventsOf({ before, after: await itemOf(image) })).toEqual([]);
  });

  it('that it was uploaded, and then that it is processed: once each', async () => {
    const image = await pending();
    const states = [await itemOf(image)];
    await processing.claim(image, 'v1');
    states.push(await itemOf(image));
    await processing.recordPixels(image, 'v1', PIXELS);
    states.push(await itemOf(image));
    await processing.recordAnalysis(image, 'v1', analysed());
    states.push(await itemOf(image));
    const { imageId, ownerId } = image;
    const told = states
      .slice(1)
      .flatMap((after, index) => eventsOf({ before: states[index] as Record<string, unknown>, after }));
    expect(told).toEqual([
      ['ImageUploaded', { imageId, ownerId }],
      ['ImageProcessed', { imageId, ownerId, title: 'hearth', visibility: 'private', width: 4000, height: 3000 }],
    ]);
  });

  it('that it was rejected, and why', async () => {
    const image = await claimed();
    const before = await itemOf(image);
    await processing.reject(image, BROKEN);
    const { imageId, ownerId } = image;
    expect(eventsOf({ before, after: await itemOf(image) })).toEqual([
      ['ImageRejected', { imageId, ownerId, title: 'hearth', rejection: BROKEN }],
    ]);
  });

  it('that it was deleted, by its tombstone and not by the removal of its item, nor by the end of the tombstone', async () => {
    const image = await ready();
    const before = await itemOf(image);
    await images.remove(image);
    const { imageId, ownerId } = image;
    const { data } = await DeletionEntity.get({ imageId }).go({ data: 'raw', consistent: true });
    const tombstone = (data as unknown as { Item: Record<string, unknown> }).Item;
    expect(eventsOf({ before })).toEqual([]);
    expect(eventsOf({ after: tombstone })).toEqual([['ImageDeleted', { imageId, ownerId }]]);
    expect(eventsOf({ before: tombstone, expired: true })).toEqual([]);
  });

  it('nothing when a rejected one is forgotten after its time', async () => {
    const image = await claimed();
    await processing.reject(image, BROKEN);
    expect(eventsOf({ before: await itemOf(image), expired: true })).toEqual([]);
  });
});

it('a record that is read twice gives the same events with the same ids', async () => {
  const image = await pending();
  const before = await itemOf(image);
  await processing.claim(image, 'v1');
  const event = streamEvent([{ before, after: await itemOf(image) }]);
  const ids: string[] = [];
  const items = event.Records.flatMap((record) => imagesChanges(record) ?? []);
  for (const _ of [1, 2]) {
    await relay.logic(
      { items },
      async (events) => void ids.push(...events.map(({ envelope }) => envelope.metadata.id)),
    );
  }
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});
