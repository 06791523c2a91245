import { randomUUID } from 'node:crypto';
import { testEngine, testTable } from '@libs/testing';
import { DeletionEntity } from '../src/data/entities/deletion.ts';
import { HandleEntity } from '../src/data/entities/handle.ts';
import { PictureEntity } from '../src/data/entities/picture.ts';
import { ProfileEntity } from '../src/data/entities/profile.ts';
import { ReportPositionEntity } from '../src/data/entities/report-position.ts';
import { SignInEntity } from '../src/data/entities/sign-in.ts';
import type { NewProfile } from '../src/domain/profile.ts';

/** Points this test file's entities at a table of its own; `through` gives the endpoint to use, such as a proxy's. */
export function ownTable(through: (endpoint: string) => Promise<string> = async (endpoint) => endpoint): void {
  beforeAll(async () => {
    const engine = await testEngine();
    const { name } = await testTable(engine, { indexes: 3 });
    process.env['AWS_ENDPOINT_URL'] = await through(engine.endpoint);
    process.env['TABLE_NAME'] = name;
    for (const entity of [
      ProfileEntity,
      HandleEntity,
      SignInEntity,
      DeletionEntity,
      PictureEntity,
      ReportPositionEntity,
    ])
      entity.setTableName(name);
  });
}

let count = 0;

/** A person whom no other test knows; the handle is unique within the test file. */
export function person(given: Partial<NewProfile> = {}): NewProfile {
  const handle = `ada_${++count}`;
  return { id: randomUUID(), email: `${handle}@example.com`, handle, displayName: 'Ada', locale: 'en', ...given };
}

/** Who has a handle. */
export async function ownerOf(handle: string): Promise<string | undefined> {
  const { data } = await HandleEntity.get({ handle }).go({ consistent: true });
  return data?.userId;
}

/** What is known of a person's pictures, in the order of their ids. */
export async function picturesOf(userId: string): Promise<{ imageId: string; gone: boolean }[]> {
  const { data } = await PictureEntity.query.one({ userId }).go({ pages: 'all', consistent: true });
  return data.map(({ imageId, gone = false }) => ({ imageId, gone }));
}

/** Whether the person has a tombstone. */
export async function isDeleted(userId: string): Promise<boolean> {
  const { data } = await DeletionEntity.get({ userId }).go({ consistent: true });
  return data !== null;
}
