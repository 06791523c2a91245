import { objects } from '@libs/handler';
import { cut, httpEvent, redelivered, refuse } from '@libs/testing';
import { images } from '../../src/data/images.ts';
import { processing } from '../../src/data/processing.ts';
import { usage } from '../../src/data/usage.ts';
import { handler as analyzeImage } from '../../src/functions/analyze-image.ts';
import { handler as listImages } from '../../src/functions/list-images.ts';
import { unhurried, uploaded, versionsOf } from '../arrivals.ts';
import { type Buckets, ownBuckets } from '../buckets.ts';
import { photograph } from '../pictures.ts';
import { type RecognitionService, recognitionService } from '../recognition-service.ts';
import { ownTable, PIXELS, PLENTY } from '../store.ts';

ownTable();
let buckets: Buckets;
let service: RecognitionService;
let photo: Buffer;
beforeAll(async () => {
  buckets = await ownBuckets();
  service = await recognitionService();
  process.env['MODERATION_THRESHOLD'] = '80';
  photo = await photograph(600, 400).jpeg().toBuffer();
});
beforeEach(() => {
  process.env['REKOGNITION'] = 'on';
  service.answers('DetectModerationLabels', { ModerationLabels: [], ModerationModelVersion: '7.0' });
});
afterEach(() => service.reset());
afterAll(() => service.stop());

const DONE = { batchItemFailures: [] };
const AGAIN = { batchItemFailures: [{}] };

/** What was asked of the service while something was done, in order. */
async function askedWhile(work: () => Promise<unknown>): Promise<string[]> {
  const before = service.proxy.calls.length;
  await work();
  return service.proxy.calls.slice(before).map(({ operation }) => operation.replace('RekognitionService.', ''));
}

describe('a picture that is looked at', () => {
  it('is found in the gallery by what is in it', async () => {
    // Prepare
    const { image, event, versionId } = await uploaded(buckets, photo);
    await processing.claim(image, versionId);
    await processing.recordPixels(image, versionId, PIXELS);
    // Act
    expect(await analyzeImage(event, unhurried())).toEqual(DONE);
    // Assess
    const claims = { sub: image.ownerId };
    const request = (label: string) => httpEvent('GET', { route: '/images', query: { label }, claims });
    const [found, none] = await Promise.all(
      ['skateboard', 'cat'].map(async (label) => listImages(request(label), unhurried())),
    );
    expect(JSON.parse(found?.body ?? '')).toMatchObject({
      items: [
        {
          id: image.imageId,
          state: 'ready',
          labels: expect.arrayContaining(['car', 'skateboard']) as string[],
          text: ['ESTD 1882', 'BRAINS'],
        },
      ],
    });
    expect(JSON.parse(none?.body ?? '')).toMatchObject({ items: [] });
  });

  it('is shown to the service as a JPEG without what its camera has noted', async () => {
    const withPlace = await photograph(300, 200)
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1' } })
      .tiff()
      .toBuffer();
    const { event } = await uploaded(buckets, withPlace);
    await analyzeImage(event, unhurried());
    const input = service.proxy.calls.at(-1)?.input as { Image: { Bytes: string } } | undefined;
    const shown = Buffer.from(input?.Image.Bytes ?? '', 'base64');
    expect(shown.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(shown.includes('Exif')).toBe(false);
  });

  it('is paid for once, however often its message comes', async () => {
    const { image, event, versionId } = await uploaded(buckets, photo);
    const first = await askedWhile(async () => analyzeImage(event, unhurried()));
    expect(first.toSorted()).toEqual(['DetectLabels', 'DetectModerationLabels', 'DetectText']);
    expect(await askedWhile(async () => analyzeImage(redelivered(event), unhurried()))).toEqual([]);
    await processing.recordPixels(image, versionId, PIXELS);
    expect(await askedWhile(async () => analyzeImage(redelivered(event), unhurried()))).toEqual([]);
    expect(await images.get(image)).toMatchObject({ state: 'ready' });
  });

  it('is not shown to the service when its owner has it already, or when it is none', async () => {
    const first = await uploaded(buckets, photo);
    await analyzeImage(first.event, unhurried());
    const copy = await uploaded(buckets, photo, { ownerId: first.image.ownerId });
    expect(await askedWhile(async () => analyzeImage(copy.event, unhurried()))).toEqual([]);
    const none = await uploaded(buckets, photo.subarray(0, photo.length / 2));
    expect(await askedWhile(async () => analyzeImage(none.event, unhurried()))).toEqual([]);
    expect(await images.get(copy.image)).toMatchObject({ rejection: { code: 'duplicate' } });
    expect(await images.get(none.image)).toMatchObject({ rejection: { code: 'corrupt' } });
  });
});

describe('a picture that shows what is not allowed', () => {
  it('is rejected with a reason that its owner can read, gives its quota back, and leaves no file', async () => {
    // Prepare
    service.reset();
    const { image, event } = await uploaded(buckets, photo);
    // Act
    expect(await analyzeImage(event, unhurried())).toEqual(DONE);
    // Assess
    expect(await images.get(image)).toMatchObject({
      state: 'rejected',
      rejection: { code: 'moderation', message: expect.stringMatching(/^[A-Z].*\.$/) as string },
    });
    const { pictures, bytes } = await usage.get(image.ownerId, PLENTY);
    expect([pictures.used, bytes.used]).toEqual([0, 0]);
    expect(await versionsOf(buckets, image)).toEqual([]);
  });

  it('is asked of nothing else, and not again', async () => {
    service.reset();
    const { image, event } = await uploaded(buckets, photo);
    expect(await askedWhile(async () => analyzeImage(event, unhurried()))).toEqual(['DetectModerationLabels']);
    expect(await askedWhile(async () => analyzeImage(redelivered(event), unhurried()))).toEqual([]);
    expect((await images.get(image)).analysis).toBeUndefined();
  });

  it('stays what it is when its renditions are made at the same time', async () => {
    service.reset();
    const { image, event, versionId } = await uploaded(buckets, photo);
    await processing.claim(image, versionId);
    await Promise.all([analyzeImage(event, unhurried()), processing.recordPixels(image, versionId, PIXELS)]);
    expect(await images.get(image)).toMatchObject({ state: 'rejected', rejection: { code: 'moderation' } });
  });
});

describe('when the service does not answer well', () => {
  it.each([
    ['is down', 'DetectModerationLabels', cut('before')],
    ['is throttled half-way', 'DetectText', refuse('ThrottlingException', 'Rate exceeded')],
    ['may not be called', 'DetectLabels', refuse('AccessDeniedException', 'User is not authorized')],
  ])('comes again while it %s, and loses nothing', async (_, operation, fault) => {
    const { image, event } = await uploaded(buckets, photo);
    service.proxy.inject(`RekognitionService.${operation}`, fault, { times: Number.POSITIVE_INFINITY });
    expect(await analyzeImage(event, unhurried())).toMatchObject(AGAIN);
    expect(await images.get(image)).toMatchObject({ state: 'processing' });
    service.proxy.heal();
    expect(await analyzeImage(redelivered(event), unhurried())).toEqual(DONE);
    expect((await images.get(image)).analysis?.labels).toContain('car');
  });

  it('goes to the dead-letter queue at once when it refuses our own JPEG, and blames nobody for it', async () => {
    // Prepare
    const { image, event } = await uploaded(buckets, photo);
    const refused = refuse('InvalidImageFormatException', 'Request has invalid image format');
    service.proxy.inject('RekognitionService.DetectModerationLabels', refused);
    process.env['DEAD_LETTER_QUEUE_URL'] = 'https://queue.example';
    const sent: Record<string, string>[] = [];
    const handler = objects(analyzeImage.logic, {
      send: async (_url, _body, attributes) => void sent.push({ ...attributes }),
    });
    // Act
    expect(await handler(event, unhurried())).toEqual(DONE);
    // Assess
    expect(sent).toMatchObject([{ reason: 'picture-refused' }]);
    expect(await images.get(image)).toMatchObject({ state: 'processing' });
  });
});

describe('where recognition is off', () => {
  it('does all that needs no service, and calls none', async () => {
    process.env['REKOGNITION'] = 'off';
    const { image, event } = await uploaded(buckets, photo);
    expect(await askedWhile(async () => analyzeImage(event, unhurried()))).toEqual([]);
    expect((await images.get(image)).analysis).toEqual({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      perceptualHash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      labels: [],
      text: [],
      similarTo: [],
    });
  });
});
