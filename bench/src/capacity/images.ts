import { randomBytes, randomUUID } from 'node:crypto';
import type { Image, Pixels } from '../../../services/images/src/domain/image.ts';
import type { Record } from './record.ts';

const PLENTY = { pictures: 1000, bytes: 1e10 };
const ownerId = randomUUID();

const announced = (place: number) => ({
  ownerId,
  imageId: `01a1fd8a-e260-7c3b-9d5f-${String(place).padStart(12, '0')}`,
  name: 'longhouse.jpg',
  title: 'A longhouse in the evening',
  altText: 'A longhouse with lit windows before mountains, and flowers in the meadow.',
  visibility: 'private' as const,
  contentType: 'image/jpeg',
  bytes: 380_000,
});

const formats = ['webp', 'jpeg'].map((format) => ({ format: format as 'webp' | 'jpeg', bytes: 123_456 }));
const pixels: Pixels = {
  format: 'jpeg',
  width: 3000,
  height: 2000,
  frames: 1,
  colour: '#4a5a68',
  thumbHash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  renditions: (['large', 'medium', 'small', 'thumb'] as const).map((name) => ({
    name,
    width: 2048,
    height: 1365,
    formats,
  })),
};
const analysis = () => ({
  sha256: randomBytes(32).toString('hex'),
  perceptualHash: randomBytes(8).toString('hex'),
  capturedAt: '2026-11-21T16:04:05',
  camera: 'Longhouse One',
  location: { latitude: 64.1, longitude: -21.9 },
  labels: ['house', 'meadow', 'mountain', 'evening', 'flower'],
  text: [],
  similarTo: [],
});

/** One picture's life in the images service, among 20 others. */
export async function imagesCapacity(record: Record): Promise<void> {
  const { images } = await import('../../../services/images/src/data/images.ts');
  const { gallery } = await import('../../../services/images/src/data/gallery.ts');
  const { looks } = await import('../../../services/images/src/data/looks.ts');
  const { visible } = await import('../../../services/images/src/data/visible.ts');
  const { processing } = await import('../../../services/images/src/data/processing.ts');
  const ready = async (picture: Pick<Image, 'ownerId' | 'imageId'>) => {
    await processing.claim(picture, 'v1');
    await processing.recordPixels(picture, 'v1', pixels);
    await processing.recordAnalysis(picture, 'v1', analysis());
  };
  for (let place = 0; place < 20; place++) await ready(await images.create(announced(place), PLENTY));

  const picture = announced(20);
  await record('POST /images', () => images.create(picture, PLENTY));
  await record('an object has arrived: claim', () => processing.claim(picture, 'v1'));
  await record('the same, told again', () => processing.claim(picture, 'v1'));
  await record('its renditions are made', () => processing.recordPixels(picture, 'v1', pixels));
  const found = analysis();
  await record('it is analysed: copies and pictures that look the same', async () => {
    await processing.findCopy(picture, found.sha256);
    await looks.similar(picture, found.perceptualHash);
  });
  await record('it is analysed, with 5 labels: ready', () => processing.recordAnalysis(picture, 'v1', found));
  await record('GET /images/{id}, own', () => images.get(picture));
  const stranger = randomUUID();
  await images.update(picture, { visibility: 'public' });
  await record("GET /images/{id}, another's, public", () => visible.get(picture.imageId, stranger));
  await record('GET /images, a page of 20', () => gallery.list(ownerId, { limit: 20 }));
  await record('GET /images?state=ready, a page of 20', () => gallery.list(ownerId, { limit: 20, state: 'ready' }));
  await record('GET /images?label=house, a page of 20', () => gallery.list(ownerId, { limit: 20, label: 'house' }));
  await record('PATCH /images/{id}', () => images.update(picture, { title: 'Home' }));
  await record('DELETE /images/{id}', () => images.remove(picture));
}
