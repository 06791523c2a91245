import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { lambdaContext, testEngine } from '@libs/testing';
import { scheduleChanges } from '../src/data/changes.ts';
import { schedules } from '../src/data/schedules.ts';
import { newSchedule } from '../src/domain/new-schedule.ts';
import { handler as createSchedule } from '../src/functions/create-schedule.ts';
import { handler as deleteSchedule } from '../src/functions/delete-schedule.ts';
import { handler as eraseOwner } from '../src/functions/erase-owner.ts';
import { handler as fire } from '../src/functions/fire.ts';
import { handler as followUp } from '../src/functions/follow-up.ts';
import { handler as getSchedule } from '../src/functions/get-schedule.ts';
import { handler as handOut } from '../src/functions/hand-out.ts';
import { handler as listOccurrences } from '../src/functions/list-occurrences.ts';
import { handler as listSchedules } from '../src/functions/list-schedules.ts';
import { handler as pauseSchedule } from '../src/functions/pause-schedule.ts';
import { handler as previewSchedule } from '../src/functions/preview-schedule.ts';
import { handler as relay } from '../src/functions/relay.ts';
import { handler as resumeSchedule } from '../src/functions/resume-schedule.ts';
import { handler as runSchedule } from '../src/functions/run-schedule.ts';
import { handler as takeRequests } from '../src/functions/take-requests.ts';
import { handler as tick } from '../src/functions/tick.ts';
import { handler as updateSchedule } from '../src/functions/update-schedule.ts';
import { ownTable } from './store.ts';

ownTable();
beforeAll(async () => {
  const engine = await testEngine();
  const QueueName = engine.unique('any');
  const { QueueUrl } = await new SQSClient(engine.client).send(new CreateQueueCommand({ QueueName }));
  const queues = { FIRE_QUEUE_URL: QueueUrl, HAND_OUT_QUEUE_URL: QueueUrl, OWN_QUEUE_URL: QueueUrl };
  Object.assign(process.env, { ...queues, QUEUE_LATENESS: '1000' });
});

const folder = dirname(require.resolve('../package.json'));

/** What a preset takes is the event of its trigger, which a file cannot prove to the compiler. */
const sample = (name: string) => JSON.parse(readFileSync(join(folder, 'events', `${name}.json`), 'utf8')) as never;

const filesIn = (room: string) => readdirSync(join(folder, room)).map((name) => name.replace(/\.\w+$/, ''));
/** On a machine with other work to do. */
const unhurried = () => lambdaContext({ timeout: 60_000 });
const DONE = { batchItemFailures: [] };
const ownerId = '3f1c9a52-7d0e-4b6b-9d5f-0a1b2c3d4e5f';

describe('the sample events', () => {
  it('are there for every function', () => {
    expect(filesIn('events').toSorted()).toEqual(filesIn('src/functions').toSorted());
  });

  it('tell the story of one schedule, in which each succeeds', async () => {
    const { pathParameters } = sample('get-schedule') as { pathParameters: { id: string } };
    const ref = { ownerId, scheduleId: pathParameters.id };
    const action = { type: 'notify', title: 'Stand-up', body: '', category: 'schedules' } as const;
    await schedules.create(newSchedule(ref, { when: { every: 'PT1H' }, misfire: 'skip', action }, new Date()));
    const answers = [
      await createSchedule(sample('create-schedule'), unhurried()),
      await getSchedule(sample('get-schedule'), unhurried()),
      await updateSchedule(sample('update-schedule'), unhurried()),
      await pauseSchedule(sample('pause-schedule'), unhurried()),
      await resumeSchedule(sample('resume-schedule'), unhurried()),
      await runSchedule(sample('run-schedule'), unhurried()),
      await listOccurrences(sample('list-occurrences'), unhurried()),
      await listSchedules(sample('list-schedules'), unhurried()),
      await previewSchedule(sample('preview-schedule'), unhurried()),
      await deleteSchedule(sample('delete-schedule'), unhurried()),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 200, 200, 200, 200, 202, 200, 200, 200, 204]);
  });

  it('have the tick, what it hands out, and what is due', async () => {
    expect(await tick(sample('tick'), unhurried())).toBeUndefined();
    expect(await handOut(sample('hand-out'), unhurried())).toEqual(DONE);
    expect(await fire(sample('fire'), unhurried())).toEqual(DONE);
  });

  it('have the stream record of a schedule that has fired, as ElectroDB stores it', async () => {
    const { Records } = sample('relay') as { Records: Parameters<typeof scheduleChanges>[0][] };
    const items = Records.flatMap((record) => scheduleChanges(record) ?? []);
    const published: string[] = [];
    await relay.logic({ items }, async (events) => void published.push(...events.map(({ contract }) => contract.name)));
    expect(published).toContain('ScheduleFired');
    await expect(followUp(sample('follow-up'), unhurried())).resolves.toBeUndefined();
  });

  it('have what another service asks for, and the deletion of the person whom it concerns', async () => {
    expect(await takeRequests(sample('take-requests'), unhurried())).toEqual(DONE);
    expect(await eraseOwner(sample('erase-owner'), unhurried())).toEqual(DONE);
  });
});
