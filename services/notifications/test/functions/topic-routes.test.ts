import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext, poll } from '@libs/testing';
import { handler as deleteSubscription } from '../../src/functions/delete-subscription.ts';
import { handler as listSubscriptions } from '../../src/functions/list-subscriptions.ts';
import { handler as putSubscription } from '../../src/functions/put-subscription.ts';
import { ownTable } from '../store.ts';

ownTable();

const route = '/topics/{topic}/subscription';

/** What one person may ask for. */
function asPerson(sub: string = randomUUID()) {
  const claims = { sub };
  return {
    put: (topic: string) => putSubscription(httpEvent('PUT', { route, params: { topic }, claims }), lambdaContext()),
    remove: (topic: string) =>
      deleteSubscription(httpEvent('DELETE', { route, params: { topic }, claims }), lambdaContext()),
    async topics(query = {}) {
      const answer = await listSubscriptions(httpEvent('GET', { route: '/topics', query, claims }), lambdaContext());
      const { items } = JSON.parse(answer.body ?? '') as { items: { topic: string }[] };
      return items.map(({ topic }) => topic);
    },
  };
}

it('subscribing, listing and ending a subscription, each twice', async () => {
  const ada = asPerson();
  expect(await ada.put('news')).toMatchObject({ statusCode: 204 });
  expect(await ada.put('news')).toMatchObject({ statusCode: 204 });
  await ada.put('a-1');
  await poll('both topics', async () => (await ada.topics()).length === 2);
  expect(await ada.topics()).toEqual(['a-1', 'news']);
  expect(await ada.topics({ limit: '1' })).toEqual(['a-1']);
  expect(await ada.remove('news')).toMatchObject({ statusCode: 204 });
  expect(await ada.remove('news')).toMatchObject({ statusCode: 204 });
  await poll('one topic', async () => (await ada.topics()).length === 1);
});

it('a person sees no topics of others', async () => {
  await asPerson().put('news');
  expect(await asPerson().topics()).toEqual([]);
});

it.each(['News', 'news!', 'a/b', 'a b', '#', 'ü', 'x'.repeat(65)])('%s is no topic', async (topic) => {
  expect(await asPerson().put(topic)).toBeProblem(400, 'invalid-request');
});

it('the longest topic is one', async () => {
  expect(await asPerson().put('x'.repeat(64))).toMatchObject({ statusCode: 204 });
});

it('a list takes no more than a hundred at a time', async () => {
  const answer = await listSubscriptions(
    httpEvent('GET', { route: '/topics', query: { limit: '101' }, claims: { sub: randomUUID() } }),
    lambdaContext(),
  );
  expect(answer).toBeProblem(400, 'invalid-request');
});
