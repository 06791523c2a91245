import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImageUploaded } from '@services/images/contract';
import { UserDeleted, UserProfileChanged, UserRegistered } from '@services/users/contract';

const folder = dirname(require.resolve('../package.json'));

describe('the sample events', () => {
  it('are there for every function', () => {
    const filesIn = (room: string) => readdirSync(join(folder, room)).map((name) => name.replace(/\.\w+$/, ''));
    expect(filesIn('events').toSorted()).toEqual(filesIn('src/functions').toSorted());
  });

  it.each([
    ['notify', UserRegistered],
    ['note-profile', UserProfileChanged],
    ['erase-person', UserDeleted],
    ['show-progress', ImageUploaded],
  ])('%s has an event as the queue delivers it', (name, contract) => {
    const text = readFileSync(join(folder, `events/${name}.json`), 'utf8');
    const { Records } = JSON.parse(text) as { Records: { body: string }[] };
    const { detail } = JSON.parse(Records[0]?.body ?? '') as { detail: unknown };
    expect(contract.validate(detail)).toBe(true);
  });
});
