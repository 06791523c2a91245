import { randomUUID } from 'node:crypto';
import { LimitExceededException } from '@aws-sdk/client-apigatewaymanagementapi';
import { busEvent, lambdaContext, poll, sqsEvent } from '@libs/testing';
import { ImageProcessed, ImageRejected, ImageUploaded } from '@services/images/contract';
import { sockets } from '../../src/adapters/sockets.ts';
import { ImageProgressed } from '../../src/contract/live.ts';
import { connections } from '../../src/data/connections.ts';
import { handler } from '../../src/functions/show-progress.ts';
import { tell } from '../../src/live/tell.ts';
import { deadLetters } from '../live/dead-letters.ts';
import { devices } from '../live/devices.ts';
import { ownTable } from '../store.ts';

ownTable();
const { deviceOf } = devices();
const nextReason = deadLetters();

const DONE = { batchItemFailures: [] };
const [imageId, title] = [randomUUID(), 'Hearth'];

const uploaded = (ownerId: string) => busEvent(ImageUploaded, { imageId, ownerId });
const processed = (ownerId: string) =>
  busEvent(ImageProcessed, { imageId, ownerId, title, visibility: 'private', width: 1, height: 1 });
const rejected = (ownerId: string) =>
  busEvent(ImageRejected, { imageId, ownerId, title, rejection: { code: 'not-a-picture', message: 'It is none' } });

describe('the progress of a picture', () => {
  it.each([
    ['uploaded', uploaded, 'processing'],
    ['processed', processed, 'ready'],
    ['rejected', rejected, 'rejected'],
  ])('that was %s is shown on every device of its owner', async (_, event, state) => {
    // Prepare
    const userId = randomUUID();
    const all = [await deviceOf(userId), await deviceOf(userId)];
    // Act
    const answer = await handler(sqsEvent(event(userId)), lambdaContext());
    // Assess
    expect(answer).toEqual(DONE);
    for (const { first } of all) {
      const body = await first('image');
      expect(body).toEqual({ type: 'image', imageId, state });
      expect(ImageProgressed.validate({ body })).toBe(true);
    }
  });

  it('that nobody is there to see is done', async () => {
    expect(await handler(sqsEvent(uploaded(randomUUID())), lambdaContext())).toEqual(DONE);
  });

  it('is shown in the order of its events, which may be another than that of what happened', async () => {
    // Prepare
    const userId = randomUUID();
    const device = await deviceOf(userId);
    // Act
    for (const event of [processed(userId), uploaded(userId)]) await handler(sqsEvent(event), lambdaContext());
    // Assess
    await poll('both', async () => device.texts.length === 2);
    expect(device.received().map(({ state }) => state)).toEqual(['ready', 'processing']);
  });

  it('comes again when API Gateway takes no more for now, and is not forgotten', async () => {
    // Prepare
    const userId = randomUUID();
    await deviceOf(userId);
    const throttled = new LimitExceededException({ message: 'Rate exceeded', $metadata: { httpStatusCode: 429 } });
    const busy = { ...sockets, post: async () => Promise.reject(throttled) };
    const input = { name: 'ImageUploaded', data: { imageId, ownerId: userId } };
    // Act
    const showing = handler.logic(input as never, connections, async (who, open, message) =>
      tell(who, open, message, busy),
    );
    // Assess
    await expect(showing).rejects.toMatchObject({ cause: { name: 'LimitExceededException' } });
    expect(await connections.of(userId)).toHaveLength(1);
  });

  it('in a message that cannot be read goes to the dead-letter queue, and the rest of the batch goes on', async () => {
    // Prepare
    const userId = randomUUID();
    const device = await deviceOf(userId);
    // Act
    const answer = await handler(sqsEvent('poison', processed(userId)), lambdaContext());
    // Assess
    expect(answer).toEqual(DONE);
    expect(await nextReason()).toBe('malformed-json');
    expect(await device.first('image')).toMatchObject({ state: 'ready' });
  });
});
