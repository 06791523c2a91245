import { lambdaContext, poll, websocketEvent } from '@libs/testing';
import { handler } from '../../src/functions/default-message.ts';
import { devices } from '../live/devices.ts';

const { stranger } = devices();

/** What a device gets for a message that has no route of its own. */
async function answerTo(body: unknown): Promise<unknown> {
  const { connectionId, received } = await stranger();
  const answer = await handler(websocketEvent('$default', { connectionId, body }), lambdaContext());
  // What a function returns goes nowhere.
  expect(answer).not.toHaveProperty('body');
  return poll('an answer', async () => received()[0]);
}

it('a ping is answered', async () => {
  expect(await answerTo({ action: 'ping' })).toEqual({ type: 'pong' });
});

it.each([
  ['an unknown action', { action: 'dance' }, 'unknown-action'],
  ['no action', {}, 'invalid-message'],
  ['an action that is no text', { action: 1 }, 'invalid-message'],
  ['a list', [], 'invalid-message'],
  ['no JSON', '{"action":', 'malformed-json'],
  ['nothing', '', 'malformed-json'],
  ['more than a frame', 'x'.repeat(32_769), 'message-too-large'],
])('%s is answered by what is wrong with it', async (_, body, problem) => {
  expect(await answerTo(body)).toMatchObject({ type: 'error', problem: `/problems/${problem}` });
});
