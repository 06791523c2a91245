import {
  DetectLabelsCommand,
  DetectModerationLabelsCommand,
  DetectTextCommand,
  ImageTooLargeException,
  InvalidImageFormatException,
  InvalidParameterException,
  RekognitionClient,
} from '@aws-sdk/client-rekognition';
import { Unprocessable } from '@libs/contracts/errors';
import { labelsFrom, textFrom } from '../domain/recognised.ts';
import type { Recognition } from '../domain/recognition.ts';

/** Percent. Labels below it are guesses; lines of text below it are often no text at all: it is the service's own default for words. */
const LEAST_SURE = { label: 70, text: 80 };
const MOST_LABELS = 20;

/** Milliseconds. The service answers in one or two seconds; two rounds of calls, each tried twice, must fit into the function's 60 seconds. */
const CONNECTED_WITHIN = 2000;
const ANSWERED_WITHIN = 8000;
const TRIES = 2;

/** A client that hangs on nothing; region, credentials and endpoint come from the environment. */
export function rekognitionClient(answeredWithin = ANSWERED_WITHIN): RekognitionClient {
  return new RekognitionClient({
    maxAttempts: TRIES,
    requestHandler: {
      connectionTimeout: CONNECTED_WITHIN,
      requestTimeout: answeredWithin,
      throwOnRequestTimeout: true,
    },
  });
}

let shared: RekognitionClient | undefined;

/**
 * Amazon Rekognition: one call moderates, two describe, each of which is paid. What it cannot do now (throttled, unreachable, not allowed) is thrown as it
 * comes, and worth another try.
 * @param threshold percent
 * @throws Unprocessable `picture-refused` when it refuses the JPEG that we have made: our own fault, which no other try mends
 */
export function recognitionByRekognition(
  threshold: number,
  rekognition: Pick<RekognitionClient, 'send'> = (shared ??=
    rekognitionClient()),
): Recognition {
  return { threshold, moderate, describe };

  async function moderate(jpeg: Buffer): ReturnType<Recognition['moderate']> {
    const command = new DetectModerationLabelsCommand({ Image: { Bytes: jpeg }, MinConfidence: threshold });
    const { ModerationLabels = [] } = await taking(async () => rekognition.send(command));
    return ModerationLabels.map(({ Name = '', ParentName = '', Confidence = 0 }) => ({
      name: Name,
      parent: ParentName,
      confidence: Confidence,
    }));
  }

  async function describe(jpeg: Buffer): ReturnType<Recognition['describe']> {
    const Image = { Bytes: jpeg };
    const wanted = { Image, MaxLabels: MOST_LABELS, MinConfidence: LEAST_SURE.label };
    const [{ Labels = [] }, { TextDetections = [] }] = await taking(async () =>
      Promise.all([
        rekognition.send(new DetectLabelsCommand(wanted)),
        rekognition.send(new DetectTextCommand({ Image })),
      ]),
    );
    const sure = Labels.filter(atLeast(LEAST_SURE.label));
    const lines = TextDetections.filter(atLeast(LEAST_SURE.text)).filter(({ Type }) => Type === 'LINE');
    return {
      labels: labelsFrom(sure.map(({ Name = '', Confidence = 0 }) => ({ said: Name, confidence: Confidence }))),
      text: textFrom(lines.map(({ DetectedText = '' }) => DetectedText)),
    };
  }
}

function atLeast(percent: number): (found: { Confidence?: number | undefined }) => boolean {
  return ({ Confidence = 0 }) => Confidence >= percent;
}

async function taking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (
      cause instanceof ImageTooLargeException ||
      cause instanceof InvalidImageFormatException ||
      cause instanceof InvalidParameterException
    ) {
      throw new Unprocessable('picture-refused', 'Rekognition refuses the JPEG that was made for it', { cause });
    }
    throw cause;
  }
}
