import { mailTo, newPerson, testCloud, type TestCloud } from '@libs/testing';
import { users } from './http.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

describe('the tour of the README', () => {
  it('signs up, confirms with the code from the mailbox, logs in, reads and changes the profile, gets the welcome mail', async () => {
    const ada = newPerson(cloud);
    const id = await ada.signUp({ name: 'Ada Lovelace' });
    await expect(ada.logIn()).rejects.toMatchObject({ type: 'UserNotConfirmedException' });
    await ada.confirm();
    const { id: token } = await ada.logIn();

    const profile = await users(cloud, '/users/me', { token });
    expect(profile).toMatchObject({
      status: 200,
      body: { id, email: ada.email, displayName: 'Ada Lovelace', version: 1 },
    });
    expect(profile.headers.get('etag')).toBe('"1"');

    const changed = await users(cloud, '/users/me', {
      method: 'PATCH',
      token,
      headers: { 'if-match': '"1"' },
      body: { displayName: 'Ada, Countess 👑 عدا' },
    });
    expect(changed).toMatchObject({ status: 200, body: { displayName: 'Ada, Countess 👑 عدا', version: 2 } });
    expect((await users(cloud, '/users/me', { token })).body).toEqual(changed.body);

    const welcome = await mailTo(cloud, ada.email, /welcome/i);
    expect(welcome.text).toContain('Ada Lovelace');
    expect(welcome.html).toContain('Ada Lovelace');
  });
});
