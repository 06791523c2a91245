import { versions } from '../../src/adapters/versions.ts';
import { SweepPositionEntity } from '../../src/data/entities/sweep-position.ts';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import { sweepPositions } from '../../src/data/sweep-positions.ts';
import type { Image } from '../../src/domain/image.ts';
import { originalKey } from '../../src/domain/object-key.ts';
import { sweepPictures } from '../../src/sweep/sweep-pictures.ts';
import { Tally } from '../../src/sweep/tally.ts';
import { ownContents } from '../contents.ts';
import { analysed, ownTable, pending, PIXELS } from '../store.ts';

const { originals } = ownContents();
ownTable([SweepPositionEntity]);

const made: Image[] = [];
afterEach(async () => {
  for (const image of made.splice(0)) await images.remove(image);
  await sweepPositions.set('pictures', undefined);
});

async function swept(options: Parameters<typeof sweepPictures>[1] = {}) {
  const tally = new Tally();
  const logged: string[] = [];
  const error = (...said: unknown[]) => void logged.push(JSON.stringify(said));
  const log = { debug: noop, info: noop, warn: noop, error };
  await sweepPictures({ tally, log }, options);
  return { lost: tally.counts.ItemsWithoutObject, logged };
}

/** A picture that is ready, with its original, until the end of the test: a walk comes by all that there are. */
async function stored(): Promise<Image> {
  const image = await pending();
  const version = await originals.put(originalKey(image));
  await processing.claim(image, version);
  await processing.recordPixels(image, version, PIXELS);
  await processing.recordAnalysis(image, version, analysed());
  made.push(image);
  return images.get(image);
}

describe('a picture that is ready', () => {
  it('and has its original is not told of, also under a mark of deletion', async () => {
    const [, hidden] = [await stored(), await stored()];
    await originals.hide(originalKey(hidden));
    expect(await swept()).toEqual({ lost: 0, logged: [] });
  });

  it('and has lost its original, or has another in its place, is told of and kept', async () => {
    const [lost, replaced] = [await stored(), await stored()];
    for (const image of [lost, replaced]) await versions.removeAll(originals.name, { key: originalKey(image) });
    await originals.put(originalKey(replaced), 'another');
    const told = await swept();
    expect(told.lost).toBe(2);
    for (const { imageId } of [lost, replaced]) expect(told.logged.join()).toContain(imageId);
    expect(await images.get(lost)).toEqual(lost);
  });
});

it('all pictures are looked at over several runs', async () => {
  for (let count = 0; count < 5; count++) {
    const image = await stored();
    await versions.removeAll(originals.name, { key: originalKey(image) });
  }
  let found = 0;
  let runs = 0;
  do {
    found += (await swept({ pages: 1, items: 7 })).lost;
    runs += 1;
  } while ((await sweepPositions.get('pictures')) !== undefined);
  expect(found).toBe(5);
  expect(runs).toBeGreaterThan(3);
});

const noop = () => undefined;
