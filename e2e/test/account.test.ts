import { newPerson, poll, register, testCloud, type TestCloud } from '@libs/testing';
import { users } from './http.ts';
import { itWithFrontDoor } from './only.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await testCloud();
}, 300_000);

describe('an account', () => {
  it('needs a strong password', async () => {
    const weak = newPerson(cloud, { password: 'password1' });
    await expect(weak.signUp()).rejects.toMatchObject({ type: 'InvalidPasswordException' });
  });

  itWithFrontDoor('is not confirmed by a wrong code, and has no profile until it is', async () => {
    const person = newPerson(cloud);
    await person.signUp();
    await expect(person.confirm('000000')).rejects.toMatchObject({ type: 'CodeMismatchException' });
    await expect(person.logIn()).rejects.toMatchObject({ type: 'UserNotConfirmedException' });
  });

  it('is not opened by a wrong password, nor does the refusal tell whether there is one', async () => {
    const { email } = await register(cloud);
    const wrong = newPerson(cloud, { email, password: 'Wrong-Horse-9-Battery' });
    const nobody = newPerson(cloud);
    const refusals = await Promise.all([wrong, nobody].map((who) => who.logIn().catch((cause: unknown) => cause)));
    for (const refusal of refusals) expect(refusal).toMatchObject({ type: 'NotAuthorizedException' });
  });

  it('lists the sign-ins of its owner, latest first', async () => {
    // Prepare
    const person = await register(cloud);
    const { id: token } = await person.logIn();
    const list = async () =>
      (await users(cloud, '/users/me/sign-ins', { token })).body as { items: { at: string }[]; next?: string };
    // Act
    const { items } = await poll('both sign-ins', async () => {
      const page = await list();
      return page.items.length === 2 && page;
    });
    // Assess
    const times = items.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('shows others its public part alone', async () => {
    const [ada, grace] = await Promise.all([register(cloud, { name: 'Ada' }), register(cloud)]);
    const { status, body } = await users(cloud, `/users/${ada.id}`, { token: grace.tokens.id });
    expect(status).toBe(200);
    expect(Object.keys(body as object).toSorted()).toEqual(['bio', 'displayName', 'handle', 'id']);
  });
});
