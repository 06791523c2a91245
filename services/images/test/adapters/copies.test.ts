import { testEngine } from '@libs/testing';
import { versions } from '../../src/adapters/versions.ts';
import { ownContents } from '../contents.ts';

const { renditions } = ownContents();

beforeAll(async () => {
  process.env['AWS_ENDPOINT_URL'] = (await testEngine()).endpoint;
  process.env['REPLICA_REGION'] = 'eu-west-1';
});
afterAll(() => {
  delete process.env['REPLICA_REGION'];
});

describe('where S3 copies to a second region, removing for good', () => {
  it('leaves one delete marker of each object, which is copied, and no version', async () => {
    // Prepare
    for (const key of ['a/1/thumb.webp', 'a/1/thumb.webp', 'a/1/thumb.jpeg', 'b/1/thumb.webp'])
      await renditions.put(key);
    await renditions.hide('a/1/thumb.jpeg');
    // Act
    const removed = await versions.removeAll(renditions.name, { folder: 'a/' });
    // Assess
    expect(removed).toBe(4);
    expect(await versions.of(renditions.name, 'a/1/thumb.webp')).toEqual([expect.not.objectContaining({ size: 7 })]);
    const left = (await renditions.keys()).filter((key) => /^[ab]\//.test(key));
    expect(left).toEqual(['a/1/thumb.jpeg', 'a/1/thumb.webp', 'b/1/thumb.webp']);
  });

  it('has nothing to do a second time, and takes the markers of the first for no objects', async () => {
    await renditions.put('d/1/thumb.webp');
    await versions.removeAll(renditions.name, { folder: 'd/' });
    const before = await versions.of(renditions.name, 'd/1/thumb.webp');
    expect(await versions.removeAll(renditions.name, { folder: 'd/' })).toBe(0);
    expect(before).toHaveLength(1);
    expect(await versions.of(renditions.name, 'd/1/thumb.webp')).toEqual(before);
  });

  it('goes on after a crash between the marker and the removal', async () => {
    await renditions.put('c/1/thumb.webp');
    await renditions.hide('c/1/thumb.webp');
    await versions.removeAll(renditions.name, { key: 'c/1/thumb.webp' });
    const [marker, ...others] = await versions.of(renditions.name, 'c/1/thumb.webp');
    expect(marker).not.toHaveProperty('size');
    expect(others).toEqual([]);
  });
});
