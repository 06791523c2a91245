import { findLocalCloud, requireLocalCloud } from '../../src/stage-guard/local-cloud.ts';

const running = { pid: 1, endpoint: 'http://127.0.0.1:4577', frontDoor: 'http://127.0.0.1:4001' };

describe('where stage local is', () => {
  it.each([
    ['what LOCAL_CLOUD_URL names', 'http://127.0.0.1:5000', running, 'http://127.0.0.1:5000', undefined],
    ['what runs in this checkout, with its front door', undefined, running, running.endpoint, running.frontDoor],
    ['the same when LOCAL_CLOUD_URL names it', running.endpoint, running, running.endpoint, running.frontDoor],
    [
      'an address in place of a name, which S3 could not put a bucket before',
      'http://localhost:4566/',
      null,
      'http://127.0.0.1:4566',
      undefined,
    ],
  ])('is %s', (_, named, found, endpoint, frontDoor) => {
    expect(findLocalCloud(named, found)).toEqual({ endpoint, frontDoor });
  });

  it('is not what answers on the usual port: another checkout may run there', async () => {
    // Prepare
    const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`ended with ${code}`);
    });
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    // Act
    const found = [findLocalCloud('', null), findLocalCloud(undefined, null)];
    const required = await requireLocalCloud(undefined).catch((error: Error) => error.message);
    // Assess
    expect(found).toEqual([undefined, undefined]);
    expect(required).toBe('ended with 1');
    expect(said).toHaveBeenCalledWith(
      expect.stringMatching(/^The local cloud is not running: run `npm start` in .*\n$/),
    );
    exit.mockRestore();
    said.mockRestore();
  });

  it.each(['http://10.0.0.7:4566', 'https://sts.amazonaws.com', 'http://127.0.0.1.example.com', 'nonsense'])(
    'is never %s',
    (named) => {
      // Prepare
      const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
        throw new Error(`ended with ${code}`);
      });
      const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
      // Act and assess
      expect(() => findLocalCloud(named, null)).toThrow('ended with 1');
      expect(said).toHaveBeenCalledWith(expect.stringContaining(`LOCAL_CLOUD_URL is ${named}`));
      exit.mockRestore();
      said.mockRestore();
    },
  );
});
