import { randomUUID } from 'node:crypto';
import { SignInEntity } from '../../src/data/entities/sign-in.ts';
import { signInsOfHour } from '../../src/data/sign-ins-of-hour.ts';
import { BEGINNING, placeOf } from '../../src/domain/report-place.ts';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { seconds, signedIn, someHour } from '../report/sign-ins.ts';
import { ownTable } from '../store.ts';

ownTable();

async function found(hour: string, place = BEGINNING, limit?: number) {
  const pages: (readonly SignIn[])[] = [];
  for await (const page of signInsOfHour(hour, place, limit)) pages.push(page);
  return { sizes: pages.map(({ length }) => length), places: pages.flat().map(placeOf) };
}

describe('the sign-ins of an hour', () => {
  it('come in the order of their places, page by page, from any of them on', async () => {
    const hour = someHour();
    const made = await signedIn(hour, ...seconds(12), '00:03.000', '00:03.000');
    const places = made.map(placeOf).toSorted();
    const all = await found(hour, BEGINNING, 2);
    expect(all.places).toEqual(places);
    expect(Math.max(...all.sizes)).toBe(2);
    for (const [n, place] of places.entries()) {
      expect((await found(hour, place, 2)).places).toEqual(places.slice(n + 1));
    }
  });

  it('are those alone that were noted with their hour', async () => {
    const hour = someHour();
    const [signIn] = await signedIn(hour, '12:00.000');
    const older = { userId: randomUUID(), signInId: randomUUID(), clientId: 'console', newDevice: false };
    await SignInEntity.create({ ...older, at: `${hour}:13:00.000Z`, expiresAt: 4_000_000_000 }).go();
    expect((await found(hour)).places).toEqual(signIn ? [placeOf(signIn)] : []);
  });
});
