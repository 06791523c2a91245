import { createRequire } from 'node:module';

interface Rule {
  readonly Properties: { readonly EventPattern: unknown; readonly Description: string };
}
type Fragment = (tools: {
  resolveVariable: (name: string) => Promise<unknown>;
}) => Promise<{ Resources: Readonly<Record<string, Rule>> }>;

const fragment = createRequire(import.meta.url)('../../serverless/consumers.cjs') as Fragment;

async function ruleOf(consumer: object): Promise<Rule['Properties'] | undefined> {
  const variables: Record<string, unknown> = {
    'sls:stage': 'dev',
    'self:service': 'things',
    'self:custom.consumers': { 'note-it': consumer },
  };
  const { Resources } = await fragment({ resolveVariable: async (name) => variables[name] });
  return Resources['NoteItRule']?.Properties;
}

it('takes of each service the events that are named under it, and of no other', async () => {
  const rule = await ruleOf({
    from: { users: ['UserRegistered'], images: ['ImageShared', 'ImageDeleted'] },
    timeout: 20,
  });
  expect(rule?.EventPattern).toEqual({
    $or: [
      { source: ['users'], 'detail-type': ['UserRegistered'] },
      { source: ['images'], 'detail-type': ['ImageShared', 'ImageDeleted'] },
    ],
  });
  expect(rule?.Description).toBe('UserRegistered of users; ImageShared, ImageDeleted of images to things-dev-note-it');
});

it.each([
  ['one service', { from: { users: ['UserDeleted'] } }, { source: ['users'], 'detail-type': ['UserDeleted'] }],
  [
    'a command of several',
    { source: ['users', 'images'], events: ['Ask'] },
    { source: ['users', 'images'], 'detail-type': ['Ask'] },
  ],
])('takes the events of %s by a plain pattern', async (_, consumer, pattern) => {
  expect((await ruleOf({ ...consumer, timeout: 20 }))?.EventPattern).toEqual(pattern);
});
