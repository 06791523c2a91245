interface Resource {
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: unknown;
}

/** A fragment of the framework is CommonJS without types. */
const fragment = require('../../serverless/queues.cjs') as (framework: {
  resolveVariable: (name: string) => Promise<unknown>;
}) => Promise<{ Resources: Record<string, Resource> }>;

/** The resources behind `custom.queues` of the service `scheduler`, stage `prod`. */
async function resourcesOf(queues: object): Promise<Record<string, Resource>> {
  const known = new Map<string, unknown>([
    ['sls:stage', 'prod'],
    ['self:service', 'scheduler'],
    ['self:custom.queues', queues],
  ]);
  const { Resources } = await fragment({ resolveVariable: async (name) => known.get(name) });
  return Resources;
}

describe('custom.queues', () => {
  it('gives each a queue, a dead-letter queue and an alarm', async () => {
    // Act
    const resources = await resourcesOf({ 'hand-out': { timeout: 50 }, fire: { timeout: 10 } });
    // Assess
    expect(Object.keys(resources)).toEqual(
      ['HandOut', 'Fire'].flatMap((id) => [`${id}Queue`, `${id}DeadLetterQueue`, `${id}DeadLetterAlarm`]),
    );
    expect(resources['HandOutQueue']?.Properties).toMatchObject({ QueueName: 'scheduler-prod-hand-out' });
  });

  it('shows a message again after 6 times the timeout, as AWS advises', async () => {
    const { FireQueue } = await resourcesOf({ fire: { timeout: 10 } });
    expect(FireQueue?.Properties).toMatchObject({ VisibilityTimeout: 60 });
    expect(FireQueue).not.toHaveProperty('Metadata');
  });

  it.each([10, 30, 43_200])(
    'shows it after %d seconds where that was chosen, and notes that it was',
    async (visibility) => {
      const { FireQueue } = await resourcesOf({ fire: { timeout: 10, visibility } });
      expect(FireQueue).toMatchObject({
        Metadata: { VisibilityTimeout: 'chosen' },
        Properties: { VisibilityTimeout: visibility },
      });
    },
  );

  it.each([9, 43_201, 10.5, '30', null])(
    'refuses to show it after %p seconds, and says what may be',
    async (visibility) => {
      await expect(resourcesOf({ fire: { timeout: 10, visibility } })).rejects.toThrow(
        `custom.queues.fire.visibility is ${JSON.stringify(visibility)}: whole seconds from the function's timeout, 10, to 43200.`,
      );
    },
  );

  it('keeps a message for four days, or as long as was chosen', async () => {
    const { FireQueue, HandOutQueue } = await resourcesOf({
      fire: { timeout: 10 },
      'hand-out': { timeout: 50, visibility: 60, retention: 600 },
    });
    expect(FireQueue?.Properties).toMatchObject({ MessageRetentionPeriod: 345_600 });
    expect(HandOutQueue?.Properties).toMatchObject({ MessageRetentionPeriod: 600 });
  });

  it.each([300, 1_209_601, 600.5, '600', null])(
    'refuses to keep it for %p seconds, and says what may be',
    async (retention) => {
      await expect(resourcesOf({ 'hand-out': { timeout: 50, visibility: 60, retention } })).rejects.toThrow(
        `custom.queues.hand-out.retention is ${JSON.stringify(retention)}: whole seconds, more than all tries take, 300, to 1209600.`,
      );
    },
  );
});
