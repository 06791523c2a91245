import { isDeepStrictEqual } from 'node:util';
import { Failure } from '@libs/contracts/errors';
import { cut, delay, fail, refuse, throttle } from '@libs/testing';
import { recognitionByRekognition, rekognitionClient } from '../../src/adapters/recognition-by-rekognition.ts';
import { recognition } from '../../src/adapters/recognition.ts';
import { type RecognitionService, recognitionService } from '../recognition-service.ts';

const JPEG = Buffer.from('the bytes of a JPEG');
const THRESHOLD = 80;
let service: RecognitionService;
let restore: NodeJS.ProcessEnv;
beforeAll(async () => {
  restore = { ...process.env };
  service = await recognitionService();
});
afterEach(() => {
  service.reset();
  process.env = { ...restore, AWS_ENDPOINT_URL_REKOGNITION: service.proxy.endpoint };
});
afterAll(() => service.stop());

/** By default with the very client that the function has. */
const rekognition = (client?: ReturnType<typeof rekognitionClient>) => recognitionByRekognition(THRESHOLD, client);
const callsOf = (operation: string) => service.proxy.callsOf(`RekognitionService.${operation}`);
const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('what Rekognition answers', () => {
  it('is what the moderation found, with the wider label of each', async () => {
    const found = await rekognition().moderate(JPEG);
    expect(found).toEqual([
      { name: 'Weapon Violence', parent: 'Violence', confidence: 97.29618072509766 },
      { name: 'Violence', parent: '', confidence: 97.29618072509766 },
    ]);
    const Image = { Bytes: JPEG.toString('base64') };
    expect(callsOf('DetectModerationLabels').at(-1)?.input).toEqual({ Image, MinConfidence: THRESHOLD });
  });

  it('is nothing where the moderation found nothing', async () => {
    service.answers('DetectModerationLabels', {
      ModerationLabels: [],
      ModerationModelVersion: '7.0',
      ContentTypes: [],
    });
    expect(await rekognition().moderate(JPEG)).toEqual([]);
  });

  it('becomes the twenty surest labels in lower case', async () => {
    const { labels } = await rekognition().describe(JPEG);
    expect(labels).toHaveLength(20);
    expect(labels.slice(0, 6)).toEqual(['automobile', 'vehicle', 'transportation', 'car', 'human', 'person']);
    const Image = { Bytes: JPEG.toString('base64') };
    expect(callsOf('DetectLabels').at(-1)?.input).toEqual({ Image, MaxLabels: 20, MinConfidence: 70 });
  });

  it('becomes lines of text, without the words of which they consist', async () => {
    const { text } = await rekognition().describe(JPEG);
    expect(text).toEqual(['ESTD 1882', 'BRAINS']);
    expect(callsOf('DetectText').at(-1)?.input).toEqual({ Image: { Bytes: JPEG.toString('base64') } });
  });

  it('leaves out what it is not sure of, whatever was asked for', async () => {
    service.answers('DetectLabels', {
      Labels: [
        { Name: 'Cat', Confidence: 69.9 },
        { Name: 'Dog', Confidence: 70 },
      ],
    });
    service.answers('DetectText', {
      TextDetections: [
        { DetectedText: 'perhaps', Type: 'LINE', Confidence: 79.9 },
        { DetectedText: 'surely', Type: 'LINE', Confidence: 80 },
      ],
    });
    expect(await rekognition().describe(JPEG)).toEqual({ labels: ['dog'], text: ['surely'] });
  });
});

describe('when Rekognition does not answer well', () => {
  it.each([
    ['is throttled', throttle()],
    [
      'has more calls than it is allowed',
      refuse('ProvisionedThroughputExceededException', 'Provisioned rate exceeded'),
    ],
    ['fails', fail()],
    ['cuts the connection', cut('before')],
    ['loses its answer', cut('after')],
  ])('asks a second time when the service %s once', async (_, fault) => {
    const before = callsOf('DetectModerationLabels').length;
    service.proxy.inject('RekognitionService.DetectModerationLabels', fault);
    expect(await rekognition().moderate(JPEG)).toHaveLength(2);
    expect(callsOf('DetectModerationLabels').length - before).toBe(2);
  });

  it.each([
    ['throttled', throttle(), 'ThrottlingException'],
    [
      'over its rate',
      refuse('ProvisionedThroughputExceededException', 'Provisioned rate exceeded'),
      'ProvisionedThroughputExceededException',
    ],
    ['failing', refuse('InternalServerError', 'Internal server error', { status: 500 }), 'InternalServerError'],
    [
      'not allowed to us',
      refuse('AccessDeniedException', 'User is not authorized to perform: rekognition:DetectLabels'),
      'AccessDeniedException',
    ],
    ['cutting connections', cut('before'), 'Error'],
  ])('hands on what may pass when it stays %s: the message comes again', async (_, fault, name) => {
    service.proxy.inject('RekognitionService.DetectLabels', fault, { times: Number.POSITIVE_INFINITY });
    const error = await failureOf(rekognition().describe(JPEG));
    expect(error).toMatchObject({ name });
    expect(error).not.toBeInstanceOf(Failure);
  });

  it('gives up a call that hangs, after two tries of the time that there is', async () => {
    let release: (() => void) | undefined;
    const hanging = delay(new Promise<void>((resolve) => (release = resolve)));
    service.proxy.inject('RekognitionService.DetectText', hanging, { times: Number.POSITIVE_INFINITY });
    // By its bytes: a call beside one that failed in the test before may still be on its way.
    const slow = Buffer.from('the bytes of a JPEG that is never answered');
    const Image = { Bytes: slow.toString('base64') };
    const error = await failureOf(rekognition(rekognitionClient(200)).describe(slow));
    expect(error).toMatchObject({ name: 'TimeoutError' });
    expect(
      callsOf('DetectText')
        .map(({ input }) => input)
        .filter((input) => isDeepStrictEqual(input, { Image })),
    ).toHaveLength(2);
    release?.();
  });

  it.each(['ImageTooLargeException', 'InvalidImageFormatException', 'InvalidParameterException'])(
    'tries no more when it refuses the JPEG that we have made: %s',
    async (code) => {
      const before = callsOf('DetectModerationLabels').length;
      service.proxy.inject('RekognitionService.DetectModerationLabels', refuse(code, 'Request has invalid image'));
      const error = await failureOf(rekognition().moderate(JPEG));
      expect(error).toMatchObject({ type: 'picture-refused', permanent: true, cause: { name: code } });
      expect(callsOf('DetectModerationLabels').length - before).toBe(1);
    },
  );
});

describe('the recognition of a stage', () => {
  it('is none where it is off', () => {
    process.env['REKOGNITION'] = 'off';
    expect(recognition()).toBeUndefined();
  });

  it('is Rekognition with the threshold of the stage where it is on', async () => {
    Object.assign(process.env, { REKOGNITION: 'on', MODERATION_THRESHOLD: '65.5' });
    const ours = recognition();
    expect(ours?.threshold).toBe(65.5);
    expect(await ours?.moderate(JPEG)).toHaveLength(2);
    expect(callsOf('DetectModerationLabels').at(-1)?.input).toMatchObject({ MinConfidence: 65.5 });
  });

  it.each([
    [{ REKOGNITION: 'yes', MODERATION_THRESHOLD: '80' }, 'REKOGNITION is yes'],
    [{ REKOGNITION: 'on', MODERATION_THRESHOLD: '' }, 'MODERATION_THRESHOLD'],
    [{ REKOGNITION: 'on', MODERATION_THRESHOLD: '0' }, 'MODERATION_THRESHOLD'],
    [{ REKOGNITION: 'on', MODERATION_THRESHOLD: '101' }, 'MODERATION_THRESHOLD'],
    [{ REKOGNITION: 'on', MODERATION_THRESHOLD: 'most' }, 'MODERATION_THRESHOLD'],
  ])('is an error where nobody can tell: %j', (environment, message) => {
    Object.assign(process.env, environment);
    expect(recognition).toThrow(message);
  });
});
