import { randomUUID } from 'node:crypto';
import { albumPage } from '../../src/domain/album-page.ts';

const ids = Array.from({ length: 7 }, () => randomUUID());

describe('the pages of an album', () => {
  it('give every picture once, in its order', () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = albumPage(ids, { limit: 3, cursor });
      seen.push(...page.ids);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids);
  });

  it('end without a next one, also where the last is full', () => {
    expect(albumPage(ids, { limit: 7 })).toEqual({ ids });
    expect(albumPage([], {})).toEqual({ ids: [] });
    expect(albumPage(ids, {})).toEqual({ ids });
  });

  it('go on after the last picture when others were put before it', () => {
    const { next: cursor } = albumPage(ids, { limit: 3 });
    expect(albumPage([randomUUID(), ...ids], { limit: 2, cursor }).ids).toEqual(ids.slice(3, 5));
  });

  it('go on at its place when the last picture has left the album', () => {
    const { next: cursor } = albumPage(ids, { limit: 3 });
    expect(albumPage(ids.toSpliced(2, 1), { limit: 2, cursor }).ids).toEqual(ids.slice(3, 5));
  });

  it('are over when the album has become shorter than that', () => {
    const { next: cursor } = albumPage(ids, { limit: 3 });
    expect(albumPage([randomUUID()], { cursor })).toEqual({ ids: [] });
  });

  it.each(['bm9uc2Vuc2U', 'AA', Buffer.from(`-1.${randomUUID()}`).toString('base64url')])(
    'refuse the cursor %s, which they have not given out',
    (cursor) => {
      expect(() => albumPage(ids, { cursor })).toThrow('This cursor does not belong to this list');
    },
  );
});
