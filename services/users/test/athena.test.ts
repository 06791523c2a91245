import { readFileSync } from 'node:fs';
import { reportKey } from '../src/domain/report-key.ts';
import { reportLine } from '../src/domain/report-line.ts';

const readme = readFileSync(require.resolve('../README.md'), 'utf8');
const [, table = ''] = /```sql\n(CREATE EXTERNAL TABLE[^]*?)```/.exec(readme) ?? [];

describe('the table of Athena in README.md', () => {
  it('has the members of a line as its columns', () => {
    const [, columns = ''] = /EXTERNAL TABLE \w+ \(([^)]*)\)/.exec(table) ?? [];
    const line = reportLine({ id: 'x', at: '2026-11-21T09:14:02.120Z', clientId: 'console', newDevice: false });
    expect(columns.split(',').map((column) => column.trim().split(' '))).toEqual(
      Object.entries(line).map(([name, value]) => [name, typeof value]),
    );
  });

  it('looks for the files of an hour in the folder to which they go', () => {
    const [, template = ''] = /'storage\.location\.template' = 's3:\/\/[^/]+\/([^']*)'/.exec(table) ?? [];
    const digits = Number(/'projection\.hour\.digits' = '(\d)'/.exec(table)?.[1]);
    const folder = template.replace('${day}', '2026-11-21').replace('${hour}', String(9).padStart(digits, '0'));
    expect(table).toContain(`'projection.day.format' = 'yyyy-MM-dd'`);
    expect(reportKey('sign-ins', '2026-11-21T09', 0)).toBe(`${folder}part-0000.jsonl`);
  });
});
