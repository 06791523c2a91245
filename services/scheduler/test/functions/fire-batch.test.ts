import { correlate } from '@libs/observability';
import { lambdaContext, sqsRecord } from '@libs/testing';
import { ScheduleEntity } from '../../src/data/entities/schedule.ts';
import { occurrencesOf } from '../../src/domain/occurrences-of.ts';
import { schedules } from '../../src/data/schedules.ts';
import { handler } from '../../src/functions/fire.ts';
import { planned } from '../schedules.ts';
import { messageOf } from '../scene.ts';
import { ownTable } from '../store.ts';

ownTable();

it('waits for all messages of a batch at once, and fires each at its time under the correlation id of its schedule', async () => {
  // Prepare: by the real clock, a tenth of a second apart.
  const now = Date.now();
  const all = Array.from({ length: 10 }, (_, n) => {
    const at = new Date(now + 2000 + n * 100).toISOString();
    return { schedule: planned({ when: { at } }), correlationId: `c-${n}` };
  });
  await Promise.all(
    all.map(async ({ schedule, correlationId }) =>
      correlate({ correlationId }, async () => schedules.create(schedule)),
    ),
  );
  const Records = all.map(({ schedule, correlationId }) => ({
    ...sqsRecord(messageOf(schedule)),
    messageAttributes: { correlationId: { dataType: 'String', stringValue: correlationId } },
  }));
  // Act
  const answer = await handler({ Records }, lambdaContext({ timeout: 10_000 }));
  // Assess
  expect(answer).toEqual({ batchItemFailures: [] });
  const items = await Promise.all(
    all.map(async ({ schedule }) => ScheduleEntity.get(schedule).go({ consistent: true })),
  );
  expect(items.map(({ data }) => data?.correlationId)).toEqual(all.map(({ correlationId }) => correlationId));
  for (const { data } of items) {
    const [{ plannedAt, settledAt, outcome } = { plannedAt: '', settledAt: '', outcome: '' }] = data
      ? occurrencesOf(data)
      : [];
    expect(outcome).toBe('fired');
    expect(Date.parse(settledAt)).toBeGreaterThanOrEqual(Date.parse(plannedAt));
  }
});
