import { join } from 'node:path';
import { things } from './support/bundle.ts';
import { type Framework, packaging } from '../src/packaging.ts';

function framework({ stage = 'dev', natives = [] as string[], plugins = ['serverless-esbuild'] } = {}): Framework {
  return { serviceDir: things, service: { provider: { stage }, custom: { build: { natives } }, plugins } };
}

describe('packaging', () => {
  it('works in a folder of its own process', () => {
    expect(packaging(framework()).outputWorkFolder).toBe(join('.esbuild', String(process.pid)));
  });

  it('leaves native packages out of bundles, and has serverless-esbuild install none', () => {
    const plugins = ['serverless-esbuild', '@libs/build/natives'];
    expect(packaging(framework({ natives: ['sharp'], plugins }))).toMatchObject({
      external: ['sharp'],
      exclude: ['sharp'],
    });
  });

  it('refuses native packages that no plugin would add', () => {
    expect(() => packaging(framework({ natives: ['sharp'] }))).toThrow('@libs/build/natives is not among its plugins');
  });

  it('ships source maps to the local cloud alone', () => {
    const pluginsOf = (stage: string) => packaging(framework({ stage })).plugins?.map(({ name }) => name);
    expect(packaging(framework({ stage: 'local' })).sourcemap).toBe('linked');
    expect(pluginsOf('local')).not.toContain('source-maps-aside');
    expect(packaging(framework({ stage: 'prod' })).sourcemap).toBe('external');
    expect(pluginsOf('prod')).toContain('source-maps-aside');
  });

  it('ends after a failure: no esbuild context is kept', () => {
    expect(packaging(framework()).skipRebuild).toBe(true);
  });
});
