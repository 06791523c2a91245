import { images } from '../../src/data/images.ts';
import { handler as analyzeImage } from '../../src/functions/analyze-image.ts';
import { unhurried, uploaded } from '../arrivals.ts';
import { type Buckets, ownBuckets } from '../buckets.ts';
import { photograph } from '../pictures.ts';
import { type RecognitionService, recognitionService } from '../recognition-service.ts';
import { ownTable } from '../store.ts';

ownTable();
let buckets: Buckets;
let service: RecognitionService;
beforeAll(async () => {
  buckets = await ownBuckets();
  service = await recognitionService();
  process.env['MODERATION_THRESHOLD'] = '80';
});
afterAll(() => service.stop());

/** The modules of Rekognition's client that this process has loaded. */
const clientModules = () => Object.keys(require.cache).filter((path) => path.includes('client-rekognition'));

async function analysed() {
  const { image, event } = await uploaded(buckets, await photograph(300, 200).jpeg().toBuffer());
  await analyzeImage(event, unhurried());
  return images.get(image);
}

it('does all that needs no service where recognition is off, and neither calls nor loads one', async () => {
  // Prepare
  process.env['REKOGNITION'] = 'off';
  // Act
  const { analysis } = await analysed();
  // Assess
  expect(analysis).toEqual({
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    perceptualHash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    labels: [],
    text: [],
    similarTo: [],
  });
  expect(service.proxy.calls).toEqual([]);
  expect(clientModules()).toEqual([]);
});

it('loads it where recognition is on', async () => {
  process.env['REKOGNITION'] = 'on';
  await analysed();
  expect(service.proxy.calls).not.toEqual([]);
  expect(clientModules()).not.toEqual([]);
});
