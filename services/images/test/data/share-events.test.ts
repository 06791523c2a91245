import { correlate } from '@libs/observability';
import { streamEvent } from '@libs/testing';
import { imagesChanges } from '../../src/data/changes.ts';
import { ShareEntity } from '../../src/data/entities/share.ts';
import { SharingEntity } from '../../src/data/entities/sharing.ts';
import { shares } from '../../src/data/shares.ts';
import { toEvents } from '../../src/data/to-events.ts';
import { ImageShared } from '../../src/contract/events.ts';
import { ownTable, ready } from '../store.ts';

ownTable([ShareEntity, SharingEntity]);

/** A new link to a picture, and its item as the table has it. */
async function shared() {
  const image = await ready();
  const { token, share } = await correlate({ correlationId: 'the-request' }, () =>
    shares.create(image, Date.parse('2026-12-24T18:00:00Z') / 1000),
  );
  const { data } = await ShareEntity.get({ tokenHash: share.tokenHash }).go({ data: 'raw', consistent: true });
  return { image, token, item: (data as unknown as { Item: Record<string, unknown> }).Item };
}

const changesIn = (change: Parameters<typeof streamEvent>[0][number]) =>
  streamEvent([change]).Records.flatMap((record) => imagesChanges(record) ?? []);

describe('a link in the stream', () => {
  it('is told of as ImageShared, without what would lead to the picture, under the id of the request', async () => {
    const { image, token, item } = await shared();
    const [change] = changesIn({ after: item });
    const events = change ? toEvents(change) : [];
    expect(change).toMatchObject({ entity: 'share', correlationId: 'the-request' });
    expect(events).toEqual([
      {
        contract: ImageShared,
        data: { imageId: image.imageId, ownerId: image.ownerId, expiresAt: '2026-12-24T18:00:00.000Z' },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain(token);
  });

  it('is not told of when it is withdrawn or expires', async () => {
    const { item } = await shared();
    expect(changesIn({ before: item }).flatMap(toEvents)).toEqual([]);
  });
});
