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
  expect(await replication(stage(''))).toEqual({});
});

it('adds to the two buckets that are there, and a role: it makes no bucket', async () => {
  const { Resources = {} } = await replication(stage('eu-west-1'));
  expect(Object.keys(Resources).sort()).toEqual(['OriginalsBucket', 'RenditionsBucket', 'ReplicationRole']);
  expect(Resources['OriginalsBucket']).not.toHaveProperty('Type');
});

it('refuses to copy into the region of the stack itself', async () => {
  await expect(replication(stage('eu-central-1'))).rejects.toThrow('name another one');
});
