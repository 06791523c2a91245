import { DeleteParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { faultyProxy, type FaultyProxy, lambdaContext, refuse, scheduledEvent, testEngine } from '@libs/testing';
import { handler } from '../../src/functions/report-sign-ins.ts';
import { reportPositions } from '../../src/data/report-positions.ts';
import { hourAfter } from '../../src/domain/hour.ts';
import { ownReports } from '../reports.ts';
import { ownTable } from '../store.ts';
import { linesOf, reported, signedIn, someHour, startAt } from './sign-ins.ts';

let proxy: FaultyProxy;
ownTable(async (endpoint) => {
  proxy = await faultyProxy(endpoint);
  return proxy.endpoint;
});
const reports = ownReports();
afterEach(() => proxy.heal());
afterAll(() => proxy.stop());

const run = () => handler(scheduledEvent(), lambdaContext({ timeout: 60_000 }));

describe('the report of sign-ins', () => {
  it('runs by the clock as it is set up', async () => {
    await startAt();
    await run();
    expect((await reportPositions.get())?.hour.slice(0, 4)).toBe(new Date().toISOString().slice(0, 4));
  });

  it('goes where the prefix says, at once', async () => {
    const hour = someHour();
    await signedIn(hour, '12:00.000');
    await startAt(hour);
    await reports.set({ prefix: 'reports/logins' });
    await reported(hour);
    expect(Object.keys(await reports.files())).toEqual([expect.stringMatching(/^reports\/logins\/day=/)]);
  });

  it('does nothing while it is off, and catches up when it is on again', async () => {
    const hour = someHour();
    await signedIn(hour, '12:00.000');
    await startAt(hour);
    await reports.set({ enabled: 'false' });
    expect(await reported(hour)).toEqual({ 'the report of sign-ins is off': {} });
    expect(await reports.files()).toEqual({});
    await reports.set({ enabled: 'true' });
    await reported(hourAfter(hour, 5));
    expect(linesOf(await reports.files())).toHaveLength(1);
  });

  it.each([
    ['enabled', 'yes'],
    ['prefix', '/sign-ins'],
    ['prefix', 'sign-ins/'],
    ['prefix', 'a b'],
    ['prefix', 'x'.repeat(65)],
    ['lines-in-part', '0'],
    ['lines-in-part', '50001'],
    ['lines-in-part', '1.5'],
    ['lines-in-part', 'many'],
  ])('fails with the name of the parameter %s that holds "%s", and writes nothing', async (name, value) => {
    const hour = someHour();
    await startAt(hour);
    await reports.set({ [name]: value });
    await expect(run()).rejects.toMatchObject({
      name: 'ReportSettingsUnusable',
      message: expect.stringContaining(`/${name} `) as string,
    });
    expect(await reports.files()).toEqual({});
    expect(await reportPositions.get()).toMatchObject({ hour, version: 1 });
  });

  it('fails with the name of a parameter that is not there', async () => {
    const ssm = new SSMClient((await testEngine()).client);
    await ssm.send(new DeleteParameterCommand({ Name: `${process.env['REPORT_SETTINGS']}/prefix` }));
    await expect(run()).rejects.toThrow(/prefix of SSM is not there/);
  });

  it('fails with the reason when SSM refuses', async () => {
    proxy.inject('AmazonSSM.GetParameter', refuse('AccessDeniedException', 'Not yours'), { times: 3 });
    await expect(run()).rejects.toMatchObject({
      name: 'ReportSettingsUnusable',
      cause: expect.objectContaining({ name: 'AccessDeniedException' }) as Error,
    });
  });
});
