import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserRegistered } from '@services/users/contract';

const folder = dirname(require.resolve('../package.json'));

describe('the sample events', () => {
  it('are there for every function', () => {
    const filesIn = (room: string) => readdirSync(join(folder, room)).map((name) => name.replace(/\.\w+$/, ''));
    expect(filesIn('events').toSorted()).toEqual(filesIn('src/functions').toSorted());
  });

  it('have a UserRegistered as the queue delivers it', () => {
    const text = readFileSync(join(folder, 'events/send-welcome.json'), 'utf8');
    const { Records } = JSON.parse(text) as { Records: { body: string }[] };
    const { detail } = JSON.parse(Records[0]?.body ?? '') as { detail: unknown };
    expect(UserRegistered.validate(detail)).toBe(true);
  });
});
