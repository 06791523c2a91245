import type { DeleteObjectsCommand, S3Client } from '@aws-sdk/client-s3';
import { versions } from '../../src/adapters/versions.ts';
import { testEngine } from '@libs/testing';
import { ownContents } from '../contents.ts';
import { emptied } from '../emptied.ts';

const { originals } = ownContents();
beforeAll(async () => {
  process.env['AWS_ENDPOINT_URL'] = (await testEngine()).endpoint;
});

/** All versions, by as many pages as it takes. */
async function walked(most: number): Promise<string[]> {
  const found = new Set<string>();
  let after: string | undefined;
  do {
    const page = await versions.page(originals.name, { after, most });
    for (const { key, versionId } of page.versions) found.add(`${key} ${versionId}`);
    if (page.next === after && after !== undefined) throw new Error('The walk does not get on');
    after = page.next;
  } while (after !== undefined);
  return [...found];
}

describe('the pages of a bucket', () => {
  emptied(originals);

  it.each([2, 3, 4, 5, 1000])('hold every version, when %i are on each', async (most) => {
    const [, second] = [await originals.put('a'), await originals.put('a'), await originals.put('b')];
    await originals.hide('b');
    for (const key of ['c', 'd']) await originals.put(key);
    const found = await walked(most);
    expect(found).toHaveLength(6);
    expect(found).toContain(`a ${second}`);
  });

  it('get on where one object has more versions than a page holds', async () => {
    for (let stored = 0; stored < 5; stored++) await originals.put('many');
    await originals.put('next');
    const found = await walked(2);
    expect(found.some((text) => text.startsWith('next '))).toBe(true);
  });
});

describe('an object', () => {
  it('is listed with its versions alone, the newest first, and with the marks of its deletion', async () => {
    const first = await originals.put('x/1', 'first');
    const second = await originals.put('x/1', 'second!');
    await originals.put('x/10');
    await originals.hide('x/1');
    const found = await versions.of(originals.name, 'x/1');
    expect(found.filter(({ size }) => size !== undefined)).toMatchObject([
      { versionId: second, size: 7 },
      { versionId: first, size: 5 },
    ]);
    expect(found).toHaveLength(3);
  });

  it('of more than a thousand versions is removed entirely', async () => {
    for (let stored = 0; stored < 1010; stored += 101) {
      await Promise.all(Array.from({ length: 101 }, async () => originals.put('popular', 'x')));
    }
    expect(await versions.removeAll(originals.name, { key: 'popular' })).toBe(1010);
    expect(await versions.of(originals.name, 'popular')).toEqual([]);
  });

  it('that is not there is removed already', async () => {
    expect(await versions.removeAll(originals.name, { key: 'nothing' })).toBe(0);
    expect(await versions.removeAll(originals.name, { folder: 'nothing/' })).toBe(0);
  });
});

describe('when S3 says of some versions that it did not remove them', () => {
  const these = ['a', 'b', 'c'].map((key) => ({ key, versionId: '1' }));

  /** Refuses the keys of each call in its turn, and notes what it was asked for. */
  function refusing(...refused: readonly string[][]) {
    const asked: string[][] = [];
    const send = async ({ input }: DeleteObjectsCommand) => {
      const keys = (input.Delete?.Objects ?? []).map(({ Key = '' }) => Key);
      asked.push(keys);
      const Errors = (refused[asked.length - 1] ?? refused.at(-1) ?? []).map((Key) => ({
        Key,
        VersionId: '1',
        Code: 'InternalError',
      }));
      return { Errors };
    };
    return { asked, client: { send: send as S3Client['send'] } };
  }

  it('tries those again, and they alone', async () => {
    const { asked, client } = refusing(['a', 'c'], ['c'], []);
    await versions.remove(originals.name, these, client);
    expect(asked).toEqual([['a', 'b', 'c'], ['a', 'c'], ['c']]);
  });

  it('gives up after four times, until the next delivery', async () => {
    const { asked, client } = refusing(['b']);
    await expect(versions.remove(originals.name, these, client)).rejects.toMatchObject({
      type: 'objects-not-removed',
      permanent: false,
      title: 'S3 refused to remove 1 of 1 versions: InternalError',
    });
    expect(asked).toHaveLength(4);
  });
});
