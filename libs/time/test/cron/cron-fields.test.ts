import { cronFields } from '../../src/cron/cron-fields.ts';
import { MalformedTime } from '../../src/malformed-time.ts';

/** In one line: minute, hour, day of month, month, day of week with Sunday as 0, and the years if they are named. */
function written(expression: string): string {
  const { minute, hour, monthDay, month, weekDay, years } = cronFields(expression);
  return [minute, hour, monthDay, month, weekDay, years?.join(',')].filter(Boolean).join(' ');
}

describe('five fields', () => {
  it.each([
    ['* * * * *', '* * * * *'],
    ['0 9 * * *', '0 9 * * *'],
    ['*/15 0-4/2 1,15 JAN,jul MON-FRI', '0,15,30,45 0,2,4 1,15 1,7 1,2,3,4,5'],
    ['0 0 * * 0', '0 0 * * 0'],
    ['0 0 * * 7', '0 0 * * 0'],
    ['0 0 * * 0-7', '0 0 * * 0,1,2,3,4,5,6,0'],
    ['0 0 * * 5-7', '0 0 * * 5,6,0'],
    ['0 0 * * FRI-SUN', '0 0 * * 5,6,0'],
    ['0 0 * * SAT-TUE', '0 0 * * 6,0,1,2'],
    ['0 0 * * MON-SUN/2', '0 0 * * 1,3,5,0'],
    ['0 0 * * SAT-MON/2', '0 0 * * 6,1'],
    ['0 0 * * */2', '0 0 * * 0,2,4,6'],
    ['0 0 ? * MON', '0 0 * * 1'],
    ['0 0 1 * ?', '0 0 1 * *'],
    ['0 0 L * *', '0 0 L * *'],
    ['0 0 15,L * *', '0 0 15,L * *'],
    ['0 0 lw * *', '0 0 LW * *'],
    ['0 0 1W,15W * *', '0 0 1W,15W * *'],
    ['0 0 * * 5L', '0 0 * * 5#L'],
    ['0 0 * * friL', '0 0 * * 5#L'],
    ['0 0 * * 7L', '0 0 * * 0#L'],
    ['0 0 * * 5#2', '0 0 * * 5#2'],
    ['0 0 * * MON#1,MON#3', '0 0 * * 1#1,1#3'],
    [' 0\t9  * * * ', '0 9 * * *'],
    ['00 09 01 01 *', '0 9 1 1 *'],
  ])('%s', (expression, fields) => {
    expect(written(expression)).toBe(fields);
  });
});

/** Examples of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html and of EventBridge Scheduler's user guide. */
describe("AWS's six fields", () => {
  it.each([
    ['0 10 * * ? *', '0 10 * * *'],
    ['15 12 * * ? *', '15 12 * * *'],
    ['0 18 ? * MON-FRI *', '0 18 * * 1,2,3,4,5'],
    ['0 8 1 * ? *', '0 8 1 * *'],
    ['0/15 * * * ? *', '0,15,30,45 * * * *'],
    ['0/10 * ? * MON-FRI *', '0,10,20,30,40,50 * * * 1,2,3,4,5'],
    ['0/5 8-17 ? * MON-FRI *', '0,5,10,15,20,25,30,35,40,45,50,55 8,9,10,11,12,13,14,15,16,17 * * 1,2,3,4,5'],
    ['0/30 20-2 ? * MON-FRI *', '0,30 20,21,22,23,0,1,2 * * 1,2,3,4,5'],
    ['1/10 * * * ? *', '1,11,21,31,41,51 * * * *'],
    ['15 10 ? * 6L 2022-2023', '15 10 * * 5#L 2022,2023'],
    ['0 0 ? * 3#2 *', '0 0 * * 2#2'],
    ['0 0 3W * ? *', '0 0 3W * *'],
    ['0 0 L * ? *', '0 0 L * *'],
    ['0 0 ? * L *', '0 0 * * 6'],
    ['0 0 ? * FRIL *', '0 0 * * 5#L'],
    ['0 0 ? * 1 *', '0 0 * * 0'],
    ['0 0 ? * 7 *', '0 0 * * 6'],
    ['0 0 ? * 2-6 *', '0 0 * * 1,2,3,4,5'],
    ['0 0 ? * FRI-MON *', '0 0 * * 5,6,0,1'],
    ['0 0 ? JAN,FEB,MAR * *', '0 0 * 1,2,3 *'],
    ['0 0 ? NOV-FEB * *', '0 0 * 11,12,1,2 *'],
    ['0 0 25-5 * ? *', '0 0 25,26,27,28,29,30,31,1,2,3,4,5 * *'],
    ['0 0 1 1 ? 2030,2028', '0 0 1 1 * 2028,2030'],
    ['0 0 1 1 ? 2190/4', '0 0 1 1 * 2190,2194,2198'],
    ['cron(0 10 * * ? *)', '0 10 * * *'],
    ['Cron( 0 10 * * ? * )', '0 10 * * *'],
  ])('%s', (expression, fields) => {
    expect(written(expression)).toBe(fields);
  });

  it.each([
    ['? in neither', '0 10 * * * *'],
    ['? in neither, two values', '0 10 1 * MON *'],
    ['? in both', '0 10 ? * ? *'],
    ['? beside another value', '0 10 ?,1 * MON *'],
    ['? elsewhere', '? 10 * * ? *'],
    ['Sunday as 0', '0 10 ? * 0 *'],
    ['an eighth day', '0 10 ? * 8 *'],
    ['# beside another', '0 10 ? * 3#1,6#3 *'],
    ['a sixth Monday', '0 10 ? * 2#6 *'],
    ['a year before 1970', '0 10 1 1 ? 1969'],
    ['a year after 2199', '0 10 1 1 ? 2200'],
    ['years that run backwards', '0 10 1 1 ? 2030-2028'],
    ['L in the hours', '0 L * * ? *'],
    ['a rate', 'rate(5 minutes)'],
    ['at', 'at(2026-11-21T09:00:00)'],
    ['five fields in cron()', 'cron(0 10 * * ?)'],
    ['half a wrapper', 'cron(0 10 * * ? *'],
  ])('not with %s', (_, expression) => {
    expect(() => cronFields(expression)).toThrow(MalformedTime);
  });
});

it.each([
  '',
  ' ',
  '*',
  '* * * *',
  '* * * * * * *',
  '0 0 9 * * *',
  '@daily',
  '@reboot',
  '2026-11-21T09:00:00',
  '60 * * * *',
  '-1 * * * *',
  '0 24 * * *',
  '0 0 0 * *',
  '0 0 32 * *',
  '0 0 1 0 *',
  '0 0 1 13 *',
  '0 0 * * 8',
  '0 0 * FEBRUARY *',
  '0 0 * * MONDAY',
  '0 0 * MON *',
  '0 0 * * JAN',
  '1.5 * * * *',
  '1e1 * * * *',
  '0x1 * * * *',
  '*/0 * * * *',
  '*/61 * * * *',
  '*/90 * * * *',
  '*/-5 * * * *',
  '5/15 * * * *',
  '/15 * * * *',
  '5-1 * * * *',
  '1-5-9 * * * *',
  '1- * * * *',
  '*-5 * * * *',
  ', * * * *',
  '1,,2 * * * *',
  '1, * * * *',
  '** * * * *',
  '? * * * *',
  '0 0 L-3 * *',
  '0 0 LL * *',
  '0 0 L,LW * *',
  '0 0 W * *',
  '0 0 0W * *',
  '0 0 32W * *',
  '0 0 1-5W * *',
  '0 0 * * L',
  '0 0 * * 5#0',
  '0 0 * * 5#6',
  '0 0 * * 5#L',
  '0 0 * * #2',
  '0 0 * * 1-5L',
  '0 0 * * 8L',
  '0 0 1 * +MON',
  '0 0 H * *',
  '0\n9 * * *',
  '０ 9 * * *',
  '0 9 * * FRı',
  '0 9 * * ſun',
  '\u00A00 9 * * *',
  '0 9 * * *\u2028',
  '0 9 * * *\n',
  `${'0,'.repeat(46)}0 * * * *`,
])('does not read %j', (expression) => {
  expect(() => cronFields(expression)).toThrow(MalformedTime);
});

it('reads as many as 100 characters', () => {
  const expression = `${'0,'.repeat(45)}00 * * * *`;
  expect(expression).toHaveLength(100);
  expect(() => cronFields(expression)).not.toThrow();
});
