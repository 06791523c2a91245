import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lambdaContext } from '@libs/testing';
import { UserDeleted } from '../src/contract/events.ts';
import { handler as createProfile } from '../src/functions/create-profile.ts';
import { handler as deleteMe } from '../src/functions/delete-me.ts';
import { handler as getMe } from '../src/functions/get-me.ts';
import { handler as getUser } from '../src/functions/get-user.ts';
import { handler as listSignIns } from '../src/functions/list-sign-ins.ts';
import { handler as listUsers } from '../src/functions/list-users.ts';
import { handler as notePicture } from '../src/functions/note-picture.ts';
import { handler as recordSignIn } from '../src/functions/record-sign-in.ts';
import { handler as relay } from '../src/functions/relay.ts';
import { handler as removeAvatar } from '../src/functions/remove-avatar.ts';
import { handler as setAvatar } from '../src/functions/set-avatar.ts';
import { handler as updateMe } from '../src/functions/update-me.ts';
import { usersChanges } from '../src/data/changes.ts';
import { ownTable } from './store.ts';

ownTable();

const folder = dirname(require.resolve('../package.json'));

/** What a preset takes is the event of its trigger, which a file cannot prove to the compiler. */
const sample = (name: string) => JSON.parse(readFileSync(join(folder, 'events', `${name}.json`), 'utf8')) as never;

const filesIn = (room: string) => readdirSync(join(folder, room)).map((name) => name.replace(/\.\w+$/, ''));

describe('the sample events', () => {
  it('are there for every function', () => {
    expect(filesIn('events').toSorted()).toEqual(filesIn('src/functions').toSorted());
  });

  it('tell the story of one person, in which each succeeds', async () => {
    await createProfile(sample('create-profile'), lambdaContext());
    await recordSignIn(sample('record-sign-in'), lambdaContext());
    expect(await notePicture(sample('note-picture'), lambdaContext())).toEqual({ batchItemFailures: [] });
    const answers = [
      await getMe(sample('get-me'), lambdaContext()),
      await updateMe(sample('update-me'), lambdaContext()),
      await setAvatar(sample('set-avatar'), lambdaContext()),
      await getUser(sample('get-user'), lambdaContext()),
      await removeAvatar(sample('remove-avatar'), lambdaContext()),
      await listUsers(sample('list-users'), lambdaContext()),
      await listSignIns(sample('list-sign-ins'), lambdaContext()),
      await deleteMe(sample('delete-me'), lambdaContext()),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 200, 200, 204]);
    const { items } = JSON.parse(answers[5]?.body ?? '') as { items: unknown[] };
    expect(items).toHaveLength(1);
    expect(JSON.parse(answers[3]?.body ?? '')).toMatchObject({ avatar: { imageId: expect.any(String) as string } });
  });

  it('have a stream record of a new profile, as ElectroDB stores it', async () => {
    const { Records } = sample('relay') as { Records: Parameters<typeof usersChanges>[0][] };
    const published: unknown[] = [];
    const items = Records.flatMap((record) => usersChanges(record) ?? []);
    await relay.logic({ items }, async (events) => void published.push(...events.map(({ contract }) => contract.name)));
    expect(published).toEqual(['UserRegistered']);
  });

  it('have a UserDeleted as the queue delivers it', () => {
    const { Records } = sample('erase-user') as { Records: { body: string }[] };
    const { detail } = JSON.parse(Records[0]?.body ?? '') as { detail: unknown };
    expect(UserDeleted.validate(detail)).toBe(true);
  });
});
