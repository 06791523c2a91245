import { randomUUID } from 'node:crypto';
import { CognitoRefused, poll, register, testCloud, type TestCloud } from '@libs/testing';
import { users } from './http.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

describe('DELETE /users/me', () => {
  it('erases the profile and the account, and frees the handle', async () => {
    // Prepare
    const handle = `h_${randomUUID().slice(0, 8)}`;
    const [ada, grace] = await Promise.all([register(cloud), register(cloud)]);
    const taken = await users(cloud, '/users/me', { method: 'PATCH', token: ada.tokens.id, body: { handle } });
    expect(taken).toMatchObject({ status: 200, body: { handle } });
    const refused = await users(cloud, '/users/me', {
      method: 'PATCH',
      token: grace.tokens.id,
      body: { handle: handle.toUpperCase() },
    });
    expect(refused).toBeProblem(409, 'handle-taken');

    // Act
    const deleted = await users(cloud, '/users/me', { method: 'DELETE', token: ada.tokens.id });

    // Assess
    expect(deleted).toMatchObject({ status: 204, body: '' });
    expect(await users(cloud, '/users/me', { token: ada.tokens.id })).toBeProblem(404, 'profile-not-found');
    expect(await users(cloud, `/users/${ada.id}`, { token: grace.tokens.id })).toBeProblem(404, 'profile-not-found');
    const freed = await users(cloud, '/users/me', { method: 'PATCH', token: grace.tokens.id, body: { handle } });
    expect(freed).toMatchObject({ status: 200, body: { handle } });
    await poll('refusal of the log-in', async () => {
      const error: unknown = await ada.logIn().catch((cause: unknown) => cause);
      return error instanceof CognitoRefused && error.type === 'NotAuthorizedException';
    });
  });

  it('is no error when it is called again, and does not bring the person back', async () => {
    const { tokens } = await register(cloud);
    const call = () => users(cloud, '/users/me', { method: 'DELETE', token: tokens.id });
    expect(await call()).toMatchObject({ status: 204 });
    expect(await call()).toMatchObject({ status: 204 });
    expect(await users(cloud, '/users/me', { token: tokens.id })).toBeProblem(404, 'profile-not-found');
  });
});
