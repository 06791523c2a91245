import { poll } from '@libs/testing';
import { type Cloud, type Permission, startCloud } from './cloud.ts';
import { onlyAfterFailureOf, ways } from './ways.ts';

/** Used by the Lambda service and the log driver, not by our code: the engine asks no role for them. */
const USED_BY_LAMBDA =
  /^(logs:|sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$|dynamodb:(GetRecords|GetShardIterator|DescribeStream|ListStreams)$)/;

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
}, 300_000);
afterAll(() => cloud?.stop());

const same = (one: Permission) => (other: Permission) => one.action === other.action && one.resource === other.resource;

describe.each(Object.keys(ways))('the role of %s', (fn) => {
  it('is enough for all that the function does', async () => {
    const since = Date.now();
    for (const way of ways[fn] ?? []) await way(cloud);
    expect(await cloud.refusals(fn, since)).toEqual([]);
  }, 60_000);

  it('allows nothing that the function does not need', async () => {
    const all = await cloud.permissionsOf(fn);
    // Every function logs; some do nothing else of AWS.
    expect(all).not.toHaveLength(0);
    const ours = all.filter(({ action }) => !USED_BY_LAMBDA.test(action));
    const unneeded: string[] = [];
    for (const permission of ours) {
      const alsoWithout = onlyAfterFailureOf[`${fn} ${permission.action}`];
      await cloud.allow(
        fn,
        all.filter((one) => !same(permission)(one) && one.action !== alsoWithout),
      );
      const since = Date.now();
      const outcomes = await Promise.allSettled((ways[fn] ?? []).map((way) => way(cloud)));
      // Some are asked for by others, in the function's name: S3 by who uses an address that it has signed.
      if (outcomes.some(({ status }) => status === 'rejected')) continue;
      const missed = `${permission.action} on ${permission.resource}`;
      await poll(`refusal of ${missed}`, () => cloud.wasRefused(fn, permission, since), { within: 5000 }).catch(() =>
        unneeded.push(missed),
      );
    }
    await cloud.allow(fn, all);
    expect(unneeded).toEqual([]);
  }, 120_000);
});

it('there is a way for every function of every service', async () => {
  expect(Object.keys(ways).toSorted()).toEqual((await cloud.functions()).toSorted());
});
