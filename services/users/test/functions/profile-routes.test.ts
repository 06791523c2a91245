import { randomUUID } from 'node:crypto';
import { httpEvent, lambdaContext } from '@libs/testing';
import { profiles } from '../../src/data/profiles.ts';
import { handler as deleteMe } from '../../src/functions/delete-me.ts';
import { handler as getMe } from '../../src/functions/get-me.ts';
import { handler as getUser } from '../../src/functions/get-user.ts';
import { handler as listUsers } from '../../src/functions/list-users.ts';
import { handler as updateMe } from '../../src/functions/update-me.ts';
import { ownTable, person } from '../store.ts';

ownTable();

async function registered() {
  const ada = person();
  await profiles.register([ada]);
  return { ...ada, claims: { sub: ada.id, email: ada.email } };
}

const bodyOf = (response: { body?: string | undefined }) => JSON.parse(response.body ?? '') as Record<string, unknown>;

const patch = (claims: Record<string, string>, body: unknown, headers: Record<string, string> = {}) =>
  updateMe(httpEvent('PATCH', { route: '/users/me', claims, body, headers }), lambdaContext());

describe('GET /users/me', () => {
  it("answers with the caller's profile and its version as ETag", async () => {
    const ada = await registered();
    const response = await getMe(httpEvent('GET', { route: '/users/me', claims: ada.claims }), lambdaContext());
    expect(response).toMatchObject({ statusCode: 200, headers: { ETag: '"1"' } });
    expect(bodyOf(response)).toMatchObject({ id: ada.id, email: ada.email, handle: ada.handle, version: 1 });
  });

  it('knows nobody by the token of a deleted person, and brings nobody back', async () => {
    const ada = await registered();
    const event = () => httpEvent('DELETE', { route: '/users/me', claims: ada.claims });
    expect(await deleteMe(event(), lambdaContext())).toMatchObject({ statusCode: 204 });
    expect(await deleteMe(event(), lambdaContext())).toMatchObject({ statusCode: 204 });
    expect(await getMe(event(), lambdaContext())).toBeProblem(404, 'profile-not-found');
    expect(await patch(ada.claims, { bio: 'back' })).toBeProblem(404, 'profile-not-found');
    expect(await patch(ada.claims, { handle: ada.handle })).toBeProblem(404, 'profile-not-found');
  });
});

describe('DELETE /users/me', () => {
  it('deletes whatever version If-Match names', async () => {
    const ada = await registered();
    const headers = { 'If-Match': '"7"' };
    const event = httpEvent('DELETE', { route: '/users/me', claims: ada.claims, headers });
    expect(await deleteMe(event, lambdaContext())).toMatchObject({ statusCode: 204 });
    await expect(profiles.get(ada.id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('PATCH /users/me', () => {
  it('changes the profile of the caller, never of another', async () => {
    const [ada, grace] = [await registered(), await registered()];
    const response = await patch(ada.claims, { displayName: 'عايدة 👩‍🚀' }, { 'If-Match': '"1"' });
    expect(response).toMatchObject({ statusCode: 200, headers: { ETag: '"2"' } });
    expect(bodyOf(response)).toMatchObject({ displayName: 'عايدة 👩‍🚀' });
    expect(await patch(ada.claims, { id: grace.id, displayName: 'Eve' })).toBeProblem(400, 'invalid-request');
    expect(await profiles.get(grace.id)).toMatchObject({ displayName: grace.displayName, version: 1 });
  });

  it('refuses a stale If-Match', async () => {
    const ada = await registered();
    await patch(ada.claims, { bio: 'first' });
    expect(await patch(ada.claims, { bio: 'second' }, { 'if-match': '"1"' })).toBeProblem(412, 'stale-version');
  });

  it('refuses the handle of another', async () => {
    const [ada, grace] = [await registered(), await registered()];
    expect(await patch(ada.claims, { handle: grace.handle })).toBeProblem(409, 'handle-taken');
  });

  it('names what it does not know without repeating it', async () => {
    const ada = await registered();
    const response = await patch(ada.claims, '{"displayName":"Ada","__proto__":{"email":"secret"}}', {
      'content-type': 'application/json',
    });
    expect(response.statusCode).toBe(400);
    expect(response.body).not.toContain('secret');
    expect(await profiles.get(ada.id)).toMatchObject({ email: ada.email, version: 1 });
  });
});

describe('GET /users/{id}', () => {
  it('shows the public part of another, and nothing else', async () => {
    const [ada, grace] = [await registered(), await registered()];
    const event = httpEvent('GET', { route: '/users/{id}', params: { id: grace.id }, claims: ada.claims });
    const response = await getUser(event, lambdaContext());
    expect(bodyOf(response)).toEqual({ id: grace.id, handle: grace.handle, displayName: 'Ada', bio: '' });
  });

  it('knows no stranger', async () => {
    const event = httpEvent('GET', { route: '/users/{id}', params: { id: randomUUID() } });
    expect(await getUser(event, lambdaContext())).toBeProblem(404, 'profile-not-found');
  });

  it.each(['me', '1', '__proto__', '../../etc/passwd'])('refuses the id %s', async (id) => {
    const event = httpEvent('GET', { route: '/users/{id}', params: { id } });
    expect(await getUser(event, lambdaContext())).toBeProblem(400, 'invalid-request');
  });
});

describe('GET /users', () => {
  const list = (query: Record<string, string | string[]>, groups: string[]) =>
    listUsers(httpEvent('GET', { route: '/users', query, claims: { 'cognito:groups': groups } }), lambdaContext());

  it('is for admins', async () => {
    expect(await list({}, ['editor', 'not-admin'])).toBeProblem(403, 'group-required');
  });

  it('finds people by the beginning of their handle', async () => {
    const ada = await registered();
    const response = await list({ handle: ada.handle.toUpperCase(), limit: '1' }, ['editor', 'admin']);
    expect(bodyOf(response)['items']).toMatchObject([{ id: ada.id, email: ada.email }]);
  });

  it.each([
    ['a limit over 100', { limit: '101' }],
    ['a limit of zero', { limit: '0' }],
    ['a limit that is no number', { limit: 'all' }],
    ['a limit given twice', { limit: ['1', '2'] }],
    ['an unknown parameter', { admin: 'true' }],
    ['an empty search', { email: '' }],
    ['a cursor with other characters', { cursor: '../..' }],
  ])('refuses %s', async (_, query) => {
    expect(await list(query, ['admin'])).toBeProblem(400, 'invalid-request');
  });

  it('refuses a cursor that it has not given out', async () => {
    expect(await list({ cursor: 'bm9uc2Vuc2U' }, ['admin'])).toBeProblem(400, 'bad-cursor');
  });
});
