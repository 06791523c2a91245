import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lambdaContext, testEngine } from '@libs/testing';
import { imagesChanges } from '../src/data/changes.ts';
import { handler as analyzeImage } from '../src/functions/analyze-image.ts';
import { handler as createImage } from '../src/functions/create-image.ts';
import { handler as deleteImage } from '../src/functions/delete-image.ts';
import { handler as getImage } from '../src/functions/get-image.ts';
import { handler as getRendition } from '../src/functions/get-rendition.ts';
import { handler as getUsage } from '../src/functions/get-usage.ts';
import { handler as listImages } from '../src/functions/list-images.ts';
import { handler as makeRenditions } from '../src/functions/make-renditions.ts';
import { handler as relay } from '../src/functions/relay.ts';
import { handler as updateImage } from '../src/functions/update-image.ts';
import { ownTable, ready } from './store.ts';

ownTable();
beforeAll(async () => {
  process.env['AWS_ENDPOINT_URL'] = (await testEngine()).endpoint;
  Object.assign(process.env, { ORIGINALS_BUCKET: 'originals', RENDITIONS_BUCKET: 'renditions', DELIVERY: 's3' });
  Object.assign(process.env, { MAX_PICTURES: '10', MAX_BYTES: '1000000', MAX_UPLOAD_BYTES: '500000' });
});

const folder = dirname(require.resolve('../package.json'));

/** What a preset takes is the event of its trigger, which a file cannot prove to the compiler. */
const sample = (name: string) => JSON.parse(readFileSync(join(folder, 'events', `${name}.json`), 'utf8')) as never;

const filesIn = (room: string) => readdirSync(join(folder, room)).map((name) => name.replace(/\.\w+$/, ''));

describe('the sample events', () => {
  it('are there for every function', () => {
    expect(filesIn('events').toSorted()).toEqual(filesIn('src/functions').toSorted());
  });

  it('tell the story of one picture, in which each succeeds', async () => {
    const { pathParameters } = sample('get-image') as { pathParameters: { id: string } };
    const image = await ready({ imageId: pathParameters.id, ownerId: '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f' });
    expect(image.version).toBe(4);
    const answers = [
      await createImage(sample('create-image'), lambdaContext()),
      await listImages(sample('list-images'), lambdaContext()),
      await getUsage(sample('get-usage'), lambdaContext()),
      await getImage(sample('get-image'), lambdaContext()),
      await getRendition(sample('get-rendition'), lambdaContext()),
      await updateImage(sample('update-image'), lambdaContext()),
      await deleteImage(sample('delete-image'), lambdaContext()),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 200, 200, 200, 302, 200, 204]);
  });

  it.each([
    ['make-renditions', makeRenditions],
    ['analyze-image', analyzeImage],
  ])('have an upload as its queue delivers it, of a picture that nobody has announced: %s', async (name, handler) => {
    const answer = await handler(sample(name), lambdaContext());
    // It comes again, since the picture may yet be announced.
    expect(answer.batchItemFailures).toHaveLength(1);
  });

  it('have a stream record of a tombstone, as ElectroDB stores it', async () => {
    const { Records } = sample('relay') as { Records: Parameters<typeof imagesChanges>[0][] };
    const published: unknown[] = [];
    const items = Records.flatMap((record) => imagesChanges(record) ?? []);
    await relay.logic({ items }, async (events) => void published.push(...events.map(({ contract }) => contract.name)));
    expect(published).toEqual(['ImageDeleted']);
  });
});
