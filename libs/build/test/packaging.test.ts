import { join } from 'node:path';
import { things } from './support/bundle.ts';
import { type Framework, packaging } from '../src/packaging.ts';

function framework(command: string, { stage = 'dev', natives = [] as string[] } = {}): Framework {
  return {
    serviceDir: things,
    service: { provider: { stage, architecture: 'arm64' }, custom: { build: { natives } } },
    processedInput: { commands: [command] },
  };
}

describe('packaging', () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
  });

  it('works in a folder of its own process', () => {
    expect(packaging(framework('package')).outputWorkFolder).toBe(join('.esbuild', String(process.pid)));
  });

  it('installs native packages for Lambda when it ships, and takes them as they are for invoke local', () => {
    expect(packaging(framework('invoke', { natives: ['sharp'] }))).toMatchObject({
      external: ['sharp'],
      exclude: ['sharp'],
    });
    expect(process.env['npm_config_cpu']).toBeUndefined();
    expect(packaging(framework('package', { natives: ['sharp'] }))).toMatchObject({ external: ['sharp'], exclude: [] });
    expect(process.env).toMatchObject({ npm_config_os: 'linux', npm_config_cpu: 'arm64', npm_config_libc: 'glibc' });
  });

  it('ships source maps to the local cloud alone', () => {
    const pluginsOf = (stage: string) => packaging(framework('package', { stage })).plugins?.map(({ name }) => name);
    expect(packaging(framework('package', { stage: 'local' })).sourcemap).toBe('linked');
    expect(pluginsOf('local')).not.toContain('source-maps-aside');
    expect(packaging(framework('package', { stage: 'prod' })).sourcemap).toBe('external');
    expect(pluginsOf('prod')).toContain('source-maps-aside');
  });

  it('ends after a failure: no esbuild context is kept', () => {
    expect(packaging(framework('package')).skipRebuild).toBe(true);
  });
});
