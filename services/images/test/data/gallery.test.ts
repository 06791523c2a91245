import { v7 } from 'uuid';
import { gallery } from '../../src/data/gallery.ts';
import { images } from '../../src/data/images.ts';
import { announced, claimed, ownTable, pending, ready } from '../store.ts';

ownTable();

const idOf = (time: number) => v7({ msecs: time });
const NOVEMBER = Date.UTC(2026, 10, 1);
const DECEMBER = Date.UTC(2026, 11, 1);

/** Three pictures of one person: the last of October, the first and the last millisecond of November, and the first of December. */
async function aroundNovember() {
  const { ownerId } = announced();
  const times = [NOVEMBER - 1, NOVEMBER, DECEMBER - 1, DECEMBER];
  for (const time of times) await pending({ ownerId, imageId: idOf(time) });
  return ownerId;
}

it('lists the newest first, page by page, each once', async () => {
  const { ownerId } = announced();
  const ids: string[] = [];
  for (let count = 0; count < 5; count++) ids.unshift((await pending({ ownerId })).imageId);
  const seen: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await gallery.list(ownerId, { limit: 2, cursor });
    seen.push(...page.items.map(({ imageId }) => imageId));
    cursor = page.next;
    more = cursor !== undefined;
  }
  expect(seen).toEqual(ids);
});

it('shows a picture as soon as it is announced, and no other person’s', async () => {
  const image = await pending();
  expect(await gallery.list(image.ownerId)).toEqual({ items: [image] });
  expect(await gallery.list(announced().ownerId)).toEqual({ items: [] });
});

it('filters by state', async () => {
  const waiting = await pending();
  const { ownerId } = waiting;
  const [arrived, done] = [await claimed({ ownerId }), await ready({ ownerId })];
  expect(await gallery.list(ownerId, { state: 'pending' })).toEqual({ items: [waiting] });
  expect(await gallery.list(ownerId, { state: 'processing' })).toEqual({ items: [arrived] });
  expect(await gallery.list(ownerId, { state: 'ready' })).toEqual({ items: [done] });
  expect(await gallery.list(ownerId, { state: 'rejected' })).toEqual({ items: [] });
});

it('filters by month, from its first millisecond to its last', async () => {
  const ownerId = await aroundNovember();
  const { items } = await gallery.list(ownerId, { month: '2026-11' });
  expect(items.map(({ imageId }) => imageId.slice(0, 13))).toEqual(
    [DECEMBER - 1, NOVEMBER].map((time) => idOf(time).slice(0, 13)),
  );
  expect(await gallery.list(ownerId, { month: '2026-12', state: 'pending' })).toMatchObject({ items: [{ ownerId }] });
});

it('filters by label, and by label within a month', async () => {
  const dog = await ready({ imageId: idOf(NOVEMBER) }, { labels: ['dog', 'fire'] });
  const { ownerId } = dog;
  const fire = await ready({ ownerId, imageId: idOf(DECEMBER) }, { labels: ['fire'] });
  await ready({}, { labels: ['fire'] });
  expect(await gallery.list(ownerId, { label: 'dog' })).toEqual({ items: [dog] });
  expect(await gallery.list(ownerId, { label: 'fire' })).toEqual({ items: [fire, dog] });
  expect(await gallery.list(ownerId, { label: 'fire', month: '2026-11' })).toEqual({ items: [dog] });
  expect(await gallery.list(ownerId, { label: 'cat' })).toEqual({ items: [] });
});

it('passes over pictures with a label that were deleted a moment ago', async () => {
  const dog = await ready({}, { labels: ['dog'] });
  await images.remove(dog);
  expect(await gallery.list(dog.ownerId, { label: 'dog' })).toEqual({ items: [] });
});

it('does not take a state and a label together, nor a cursor of somebody else', async () => {
  const one = await pending();
  await pending({ ownerId: one.ownerId });
  const { next } = await gallery.list(one.ownerId, { limit: 1 });
  await expect(gallery.list(one.ownerId, { state: 'ready', label: 'dog' })).rejects.toMatchObject({
    type: 'one-filter-only',
  });
  await expect(gallery.list(announced().ownerId, { cursor: next })).rejects.toMatchObject({ type: 'bad-cursor' });
});
