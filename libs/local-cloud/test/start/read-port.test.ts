import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readPort } from '../../src/start/read-port.ts';

const command = join(import.meta.dirname, '../../src/start.ts');

describe('a port of npm start', () => {
  it.each([
    [{ PORT: '1' }, 1],
    [{ PORT: '65535' }, 65_535],
    [{ PORT: '' }, 4000],
    [{ LOCAL_CLOUD_PORT: '5000' }, 4000],
  ])('is with %j %d', (environment, port) => {
    expect(readPort('PORT', 4000, environment)).toBe(port);
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['LOCAL_CLOUD_PORT', '0'],
    ['LOCAL_CLOUD_PORT', '4566.5'],
    ['LOCAL_CLOUD_PORT', '-1'],
    ['PORT', ' 0x10'],
  ])('is not what %s=%j says, which is told in one line', (name, value) => {
    // Act
    const { status, stdout, stderr } = spawnSync(process.execPath, [command], {
      env: { PATH: process.env.PATH, [name]: value },
      encoding: 'utf8',
      timeout: 60_000,
    });
    // Assess
    expect(stderr).toMatch(new RegExp(`^${name} is "${value}", which is no port: [^\n]*\n$`));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});
