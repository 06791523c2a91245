import { randomBytes, randomUUID } from 'node:crypto';
import { testEngine, testTable } from '@libs/testing';
import { v7 } from 'uuid';
import { DeletionEntity } from '../src/data/entities/deletion.ts';
import { FingerprintEntity } from '../src/data/entities/fingerprint.ts';
import { ImageEntity } from '../src/data/entities/image.ts';
import { LabelledEntity } from '../src/data/entities/labelled.ts';
import { LookEntity } from '../src/data/entities/look.ts';
import { OwnerEntity } from '../src/data/entities/owner.ts';
import { images } from '../src/data/images.ts';
import { processing } from '../src/data/processing.ts';
import type { Analysis, Image, NewImage, Pixels } from '../src/domain/image.ts';
import type { Quota } from '../src/domain/quota.ts';

const ENTITIES = [DeletionEntity, FingerprintEntity, ImageEntity, LabelledEntity, LookEntity, OwnerEntity];

/** Points this test file's entities at a table of its own; `through` gives the endpoint to use, such as a proxy's. */
export function ownTable(
  more: readonly { setTableName(name: string): void }[] = [],
  through: (endpoint: string) => Promise<string> = async (endpoint) => endpoint,
): void {
  beforeAll(async () => {
    const engine = await testEngine();
    const { name } = await testTable(engine, { indexes: 3 });
    process.env['AWS_ENDPOINT_URL'] = await through(engine.endpoint);
    process.env['TABLE_NAME'] = name;
    for (const entity of [...ENTITIES, ...more]) entity.setTableName(name);
  });
}

/** Enough for every test that is not about quotas. */
export const PLENTY: Quota = { pictures: 1000, bytes: 1_000_000_000 };

/** A picture that nobody has announced yet, of a person whom no other test knows. */
export function announced(given: Partial<NewImage> = {}): NewImage {
  return {
    ownerId: randomUUID(),
    imageId: v7(),
    name: 'hearth.jpg',
    title: 'hearth',
    altText: '',
    visibility: 'private',
    contentType: 'image/jpeg',
    bytes: 1000,
    ...given,
  };
}

/** What rendering might tell. */
export const PIXELS: Pixels = {
  format: 'jpeg',
  width: 4000,
  height: 3000,
  frames: 1,
  colour: '#a0b0c0',
  thumbHash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  renditions: [
    {
      name: 'large',
      width: 2048,
      height: 1536,
      formats: [
        { format: 'webp', bytes: 4000 },
        { format: 'jpeg', bytes: 5000 },
      ],
    },
    {
      name: 'medium',
      width: 1024,
      height: 768,
      formats: [
        { format: 'webp', bytes: 3000 },
        { format: 'jpeg', bytes: 4000 },
      ],
    },
    {
      name: 'small',
      width: 480,
      height: 360,
      formats: [
        { format: 'webp', bytes: 2000 },
        { format: 'jpeg', bytes: 3000 },
      ],
    },
    {
      name: 'thumb',
      width: 160,
      height: 160,
      formats: [
        { format: 'webp', bytes: 1000 },
        { format: 'jpeg', bytes: 2000 },
      ],
    },
  ],
};

/** What an analysis might tell; of bytes that no other picture has, unless they are given. */
export function analysed(given: Partial<Analysis> = {}): Analysis {
  return {
    sha256: randomBytes(32).toString('hex'),
    perceptualHash: randomBytes(8).toString('hex'),
    labels: [],
    text: [],
    similarTo: [],
    ...given,
  };
}

/** A picture that is awaited. */
export async function pending(given: Partial<NewImage> = {}): Promise<Image> {
  return images.create(announced(given), PLENTY);
}

/** A picture whose file has arrived, as the object version `v1`. */
export async function claimed(given: Partial<NewImage> = {}): Promise<Image> {
  const image = await pending(given);
  await processing.claim(image, 'v1');
  return images.get(image);
}

/** A picture that is ready. */
export async function ready(given: Partial<NewImage> = {}, analysis: Partial<Analysis> = {}): Promise<Image> {
  const image = await claimed(given);
  await processing.recordPixels(image, 'v1', PIXELS);
  await processing.recordAnalysis(image, 'v1', analysed(analysis));
  return images.get(image);
}
