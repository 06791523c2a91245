interface Resource {
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A fragment of the framework is CommonJS without types. */
const fragment = require('../../serverless/relay.cjs') as (framework: {
  resolveVariable: (name: string) => Promise<unknown>;
}) => Promise<{ Resources: Record<string, Resource> }>;

/** The resources around the stream's functions of the service `scheduler`, stage `prod`. */
async function resourcesOf(streams: readonly string[] | null): Promise<Record<string, Resource>> {
  const known = new Map<string, unknown>([
    ['sls:stage', 'prod'],
    ['self:service', 'scheduler'],
    ['self:custom.streams, null', streams],
  ]);
  const { Resources } = await fragment({ resolveVariable: async (name) => known.get(name) });
  return Resources;
}

describe('custom.streams', () => {
  it('is the relay alone unless told otherwise', async () => {
    const resources = await resourcesOf(null);
    expect(Object.keys(resources)).toEqual(['RelayDeadLetterQueue', 'RelayDeadLetterAlarm', 'RelayLateAlarm']);
  });

  it('gives each function a dead-letter queue, an alarm on it, and one on being late', async () => {
    const resources = await resourcesOf(['relay', 'follow-up']);
    expect(Object.keys(resources)).toEqual(
      ['Relay', 'FollowUp'].flatMap((id) => [`${id}DeadLetterQueue`, `${id}DeadLetterAlarm`, `${id}LateAlarm`]),
    );
    expect(resources['FollowUpDeadLetterQueue']?.Properties).toMatchObject({
      QueueName: 'scheduler-prod-follow-up-dlq',
    });
    expect(resources['FollowUpLateAlarm']?.Properties).toMatchObject({
      MetricName: 'IteratorAge',
      Dimensions: [{ Name: 'FunctionName', Value: 'scheduler-prod-follow-up' }],
      Threshold: 3_600_000,
    });
  });
});
