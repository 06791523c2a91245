import { randomUUID } from 'node:crypto';
import { lambdaContext, triggerEvent } from '@libs/testing';
import { profiles } from '../../src/data/profiles.ts';
import { signIns } from '../../src/data/sign-ins.ts';
import { handler as createProfile } from '../../src/functions/create-profile.ts';
import { handler as recordSignIn } from '../../src/functions/record-sign-in.ts';
import { ownTable } from '../store.ts';

ownTable();

let count = 0;
const attributesOf = (given: Record<string, string> = {}) => ({
  sub: randomUUID(),
  email: `grace${++count}@example.com`,
  ...given,
});
const confirm = (attributes: Record<string, string>) =>
  createProfile(triggerEvent('PostConfirmation_ConfirmSignUp', { attributes }), lambdaContext());
const signIn = (attributes: Record<string, string>) =>
  triggerEvent('PostAuthentication_Authentication', { attributes });

describe('the confirmation of an address', () => {
  it('makes the profile, and gives Cognito its event back', async () => {
    const attributes = attributesOf({ name: 'Grace 👩‍💻' });
    const event = triggerEvent('PostConfirmation_ConfirmSignUp', { attributes });
    expect(await createProfile(event, lambdaContext())).toEqual(event);
    expect(await profiles.get(attributes.sub)).toMatchObject({ email: attributes.email, displayName: 'Grace 👩‍💻' });
  });

  it('that comes again changes nothing', async () => {
    const attributes = attributesOf();
    await confirm(attributes);
    await profiles.update(attributes.sub, { displayName: 'Admiral' });
    await confirm({ ...attributes, name: 'Grace' });
    expect(await profiles.get(attributes.sub)).toMatchObject({ displayName: 'Admiral', version: 2 });
  });

  it.each([
    ['absent', {}],
    ['false', { email_verified: 'false' }],
  ])('by an administrator, who proves no address (email_verified %s), makes no profile', async (_, verified) => {
    // Prepare
    const { sub, email } = attributesOf();
    const event = triggerEvent('PostConfirmation_ConfirmSignUp', { attributes: { sub, email } });
    event.request.userAttributes = { sub, email, 'cognito:user_status': 'CONFIRMED', ...verified };
    // Act
    const answer = await createProfile(event, lambdaContext());
    // Assess
    expect(answer).toEqual(event);
    await expect(profiles.get(sub)).rejects.toMatchObject({ status: 404 });
  });

  it('of two who wish for the same handle at once gives both a profile, and one of them the handle', async () => {
    const people = [1, 2].map(() => attributesOf({ preferred_username: 'Hopper' }));
    await Promise.all(people.map(confirm));
    const handles = await Promise.all(people.map(async ({ sub }) => (await profiles.get(sub)).handle));
    expect(handles.filter((handle) => handle === 'hopper')).toHaveLength(1);
    expect(handles.filter((handle) => /^hopper_[0-9a-f]{4}$/.test(handle))).toHaveLength(1);
  });
});

describe('a sign-in', () => {
  it('is noted', async () => {
    const attributes = attributesOf();
    await confirm(attributes);
    const event = signIn(attributes);
    expect(await recordSignIn(event, lambdaContext())).toEqual(event);
    expect((await signIns.list(attributes.sub)).items).toMatchObject([
      { clientId: event.callerContext.clientId, newDevice: false },
    ]);
  });

  it('is noted as of a known device when the pool remembers none, and Cognito leaves the flag out', async () => {
    const attributes = attributesOf();
    await confirm(attributes);
    const event = signIn(attributes);
    Reflect.deleteProperty(event.request, 'newDeviceUsed');
    await recordSignIn(event, lambdaContext());
    expect((await signIns.list(attributes.sub)).items).toMatchObject([{ newDevice: false }]);
  });

  it('of one whose address nobody has confirmed makes no profile, until it is', async () => {
    const attributes = attributesOf({ email_verified: 'false' });
    const event = signIn(attributes);
    expect(await recordSignIn(event, lambdaContext())).toEqual(event);
    await expect(profiles.get(attributes.sub)).rejects.toMatchObject({ status: 404 });
    await recordSignIn(signIn({ ...attributes, email_verified: 'true' }), lambdaContext());
    expect(await profiles.get(attributes.sub)).toMatchObject({ email: attributes.email });
  });

  it('takes over no address that nobody has confirmed, and is noted all the same', async () => {
    const attributes = attributesOf();
    await confirm(attributes);
    await recordSignIn(
      signIn({ ...attributes, email: 'victim@example.com', email_verified: 'false' }),
      lambdaContext(),
    );
    expect(await profiles.get(attributes.sub)).toMatchObject({ email: attributes.email, version: 1 });
    expect((await signIns.list(attributes.sub)).items).toHaveLength(1);
  });

  it('of one whose address is no address is let through', async () => {
    const event = signIn(attributesOf({ email: `${'a'.repeat(250)}@example.com` }));
    expect(await recordSignIn(event, lambdaContext())).toEqual(event);
  });

  it('gives a person the profile that could not be made at confirmation', async () => {
    const attributes = attributesOf();
    await recordSignIn(signIn(attributes), lambdaContext());
    expect(await profiles.get(attributes.sub)).toMatchObject({ email: attributes.email });
    expect((await signIns.list(attributes.sub)).items).toHaveLength(1);
  });

  it('takes over an address that the person has changed at Cognito, folded, once', async () => {
    const attributes = attributesOf();
    await confirm(attributes);
    const moved = { ...attributes, email: `New-${attributes.email}` };
    await recordSignIn(signIn(moved), lambdaContext());
    await recordSignIn(signIn(moved), lambdaContext());
    const profile = { email: `new-${attributes.email}`, version: 2 };
    expect(await profiles.get(attributes.sub)).toMatchObject(profile);
    expect((await signIns.list(attributes.sub)).items).toHaveLength(2);
  });

  it('brings no deleted person back', async () => {
    const attributes = attributesOf();
    await confirm(attributes);
    await profiles.remove(attributes.sub);
    await recordSignIn(signIn(attributes), lambdaContext());
    await expect(profiles.get(attributes.sub)).rejects.toMatchObject({ status: 404 });
    expect((await signIns.list(attributes.sub)).items).toEqual([]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no table')), 'no table'],
    ['takes too long', () => Promise.withResolvers<boolean>().promise, 'Not done within 5 ms'],
  ])('succeeds when noting it %s, and says so in the log', async (_, record, reason) => {
    const error = jest.fn();
    const input = { event: signIn(attributesOf()), correlationId: 'c', log: { error }, signal: AbortSignal.abort() };
    await recordSignIn.logic(input as never, profiles, { ...signIns, record }, 5);
    expect(error.mock.calls).toEqual([['sign-in not recorded', { error: new Error(reason) }]]);
  });
});
