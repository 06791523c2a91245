import { startEngine } from '../../src/engine/engine.ts';
import { atTheRoot } from '../../src/stage-guard/at-the-root.ts';

const run = (...given: string[]) => atTheRoot(['node', 'serverless', ...given]);

describe('a command at the root', () => {
  it.each([
    [['package'], ['package', '--stage', 'local']],
    [
      ['users:package', '--verbose'],
      ['users:package', '--verbose', '--stage', 'local'],
    ],
    [
      ['deploy', '--stage', 'dev'],
      ['deploy', '--stage', 'dev'],
    ],
    [
      ['deploy', '--stage=prod'],
      ['deploy', '--stage=prod'],
    ],
    [
      ['deploy', '-s', 'dev'],
      ['deploy', '--stage', 'dev'],
    ],
  ])('%j is %j for the framework', async (given, expected) => {
    expect(await run(...given)).toEqual(['node', 'serverless', ...expected]);
  });

  it('looks for the local cloud once, before any service does', async () => {
    // Prepare: a port on which nothing listens, and an end that does not end the test
    const nobody = await startEngine({ running: '' });
    await nobody.stop();
    process.env.LOCAL_CLOUD_URL = nobody.endpoint;
    const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`ended with ${code}`);
    });
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    // Act
    const running = run('info');
    // Assess
    await expect(running).rejects.toThrow('ended with 1');
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/^The local cloud is not running .*`npm start`.*\n$/));
    exit.mockRestore();
    said.mockRestore();
    delete process.env.LOCAL_CLOUD_URL;
  });
});
