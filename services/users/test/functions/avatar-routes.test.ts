import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext } from '@libs/testing';
import { avatars } from '../../src/data/avatars.ts';
import { pictures } from '../../src/data/pictures.ts';
import { profiles } from '../../src/data/profiles.ts';
import { handler as getMe } from '../../src/functions/get-me.ts';
import { handler as getUser } from '../../src/functions/get-user.ts';
import { handler as removeAvatar } from '../../src/functions/remove-avatar.ts';
import { handler as setAvatar } from '../../src/functions/set-avatar.ts';
import { ownTable, person } from '../store.ts';

ownTable();

const imageId = '01a1fd8a-e260-7c3b-9d5f-2b6c7d8e9f01';
const route = '/users/me/avatar';

/** A person who has a picture that is ready. */
async function registered() {
  const ada = person();
  await profiles.register([ada]);
  await pictures.note({ userId: ada.id, imageId });
  return { ...ada, claims: { sub: ada.id, email: ada.email } };
}

const put = (claims: Record<string, string>, body: unknown = { imageId }, headers: Record<string, string> = {}) =>
  setAvatar(httpEvent('PUT', { route, claims, body, headers }), lambdaContext());

const remove = (claims: Record<string, string>, headers: Record<string, string> = {}) =>
  removeAvatar(httpEvent('DELETE', { route, claims, headers }), lambdaContext());

const bodyOf = (response: { body?: string | undefined }) => JSON.parse(response.body ?? '') as Record<string, unknown>;

describe('PUT /users/me/avatar', () => {
  it('answers with the profile, which shows the avatar from now on to its owner and to others', async () => {
    const [ada, grace] = [await registered(), await registered()];
    const response = await put(ada.claims, { imageId }, { 'If-Match': '"1"' });
    expect(response).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(bodyOf(response)).toMatchObject({ id: ada.id, avatar: { imageId }, version: 2 });
    const own = await getMe(httpEvent('GET', { route: '/users/me', claims: ada.claims }), lambdaContext());
    expect(bodyOf(own)).toEqual(bodyOf(response));
    const event = httpEvent('GET', { route: '/users/{id}', params: { id: ada.id }, claims: grace.claims });
    expect(bodyOf(await getUser(event, lambdaContext()))).toEqual({
      id: ada.id,
      handle: ada.handle,
      displayName: 'Ada',
      bio: '',
      avatar: { imageId },
    });
  });

  it('gives one answer for a picture that is not there, not ready, deleted and of another', async () => {
    const [ada, grace] = [await registered(), await registered()];
    const [others, deleted] = [randomUUID(), randomUUID()];
    await pictures.note({ userId: grace.id, imageId: others });
    await pictures.note({ userId: ada.id, imageId: deleted });
    await pictures.forget({ userId: ada.id, imageId: deleted });
    const answers = await Promise.all([randomUUID(), others, deleted].map((id) => put(ada.claims, { imageId: id })));
    for (const answer of answers) expect(answer).toBeProblem(404, 'picture-not-found');
    const told = answers.map((answer) => ({ ...bodyOf(answer), instance: '', correlationId: '' }));
    expect(told).toEqual([told[0], told[0], told[0]]);
    expect(bodyOf(answers[0] ?? {})['title']).toContain('takes a moment');
  });

  it('refuses a stale If-Match', async () => {
    const { claims, id } = await registered();
    await profiles.update(id, { bio: 'newer' });
    expect(await put(claims, { imageId }, { 'If-Match': '"1"' })).toBeProblem(412, 'stale-version');
  });

  it('knows nobody by the token of a deleted person', async () => {
    const { claims, id } = await registered();
    await profiles.remove(id);
    expect(await put(claims)).toBeProblem(404, 'profile-not-found');
  });

  it.each([
    ['no picture', {}],
    ['an id that is none', { imageId: '../me' }],
    ['no id', { imageId: null }],
    ['an address', { imageId, url: 'https://example.com/a.png' }],
    ["somebody's name", { imageId, userId: randomUUID() }],
  ])('refuses %s', async (_, body) => {
    const { claims, id } = await registered();
    expect(await put(claims, body)).toBeProblem(400, 'invalid-request');
    expect(await profiles.get(id)).toMatchObject({ version: 1 });
  });
});

describe('DELETE /users/me/avatar', () => {
  it('answers with the profile without it, also when repeated, and keeps the picture', async () => {
    const { claims, id } = await registered();
    await avatars.set(id, imageId);
    const first = await remove(claims, { 'If-Match': '"2"' });
    expect(first).toMatchObject({ statusCode: 200, headers: { ETag: '"3"' } });
    expect(bodyOf(first)).not.toHaveProperty('avatar');
    expect(bodyOf(await remove(claims))).toEqual(bodyOf(first));
    expect(await put(claims)).toMatchObject({ statusCode: 200, headers: { ETag: '"4"' } });
  });

  it('refuses a stale If-Match', async () => {
    const { claims, id } = await registered();
    await avatars.set(id, imageId);
    expect(await remove(claims, { 'If-Match': '"1"' })).toBeProblem(412, 'stale-version');
    expect(await profiles.get(id)).toMatchObject({ avatar: { imageId } });
  });
});
