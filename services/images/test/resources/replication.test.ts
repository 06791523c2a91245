import replication from '../../resources/replication.cjs';

/** What the framework passes to a `.cjs` file, of the stage `prod` in eu-central-1. */
const stage = (replicaRegion: string) => ({
  resolveVariable: (variable: string): Promise<unknown> => {
    const known = new Map([
      ['sls:stage', 'prod'],
      ['self:provider.region', 'eu-central-1'],
      ['param:replicaRegion', replicaRegion],
    ]);
    return Promise.resolve(known.get(variable));
  },
});

it('adds nothing to a stage without a second region', async () => {
  expect(await replication.resources(stage(''))).toEqual({});
});

it('adds to the two buckets that are there, and a role: it makes no bucket', async () => {
  const { Resources = {} } = await replication.resources(stage('eu-west-1'));
  expect(Object.keys(Resources).sort()).toEqual(['OriginalsBucket', 'RenditionsBucket', 'ReplicationRole']);
  expect(Resources['OriginalsBucket']).not.toHaveProperty('Type');
});

it('refuses to copy into the region of the stack itself', async () => {
  await expect(replication.resources(stage('eu-central-1'))).rejects.toThrow('name another one');
});

it('lets who removes leave delete markers where there are copies, and nowhere else', async () => {
  expect((await replication.removing(stage('eu-west-1'))).Action).toEqual([
    's3:DeleteObjectVersion',
    's3:DeleteObject',
  ]);
  expect((await replication.removing(stage(''))).Action).toEqual(['s3:DeleteObjectVersion']);
});
