import { closure, type LockedPackages } from '../../src/natives/closure.ts';
import { lambdaPlatform, type Platform } from '../../src/natives/platform.ts';

/** As sharp is: code, a helper that others use in another version, and binaries for each platform in two packages. */
const lock: LockedPackages = {
  '': {},
  'services/images': { dependencies: { pixels: '1.0.0' } },
  'node_modules/pixels': {
    dependencies: { colour: '^1.0.0', helper: '^2.0.0' },
    optionalDependencies: {
      '@px/linux-x64': '1.0.0',
      '@px/linux-arm64': '1.0.0',
      '@px/musl-arm64': '1.0.0',
      '@px/darwin-arm64': '1.0.0',
      '@px/wasm': '1.0.0',
      '@px/not-locked': '1.0.0',
    },
  },
  'node_modules/colour': {},
  'node_modules/helper': {},
  'node_modules/pixels/node_modules/helper': { dependencies: { colour: '^1.0.0' } },
  'node_modules/@px/linux-x64': { os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
  'node_modules/@px/linux-arm64': {
    os: ['linux'],
    cpu: ['arm64'],
    libc: ['glibc'],
    optionalDependencies: { '@px/library': '1.0.0' },
  },
  'node_modules/@px/library': { os: ['!win32'], cpu: ['arm64', 'x64'] },
  'node_modules/@px/musl-arm64': { os: ['linux'], cpu: ['arm64'], libc: ['musl'] },
  'node_modules/@px/darwin-arm64': { os: ['darwin'], cpu: ['arm64'] },
  'node_modules/@px/wasm': { cpu: ['wasm32'] },
};

const code = ['node_modules/colour', 'node_modules/pixels', 'node_modules/pixels/node_modules/helper'];

describe('what a native package needs at run time', () => {
  it.each<[string, Platform, string[]]>([
    ['Lambda on arm64', lambdaPlatform('arm64'), ['@px/library', '@px/linux-arm64']],
    ['Lambda by default', lambdaPlatform(), ['@px/linux-x64']],
    ['Alpine Linux', { os: 'linux', cpu: 'arm64', libc: 'musl' }, ['@px/musl-arm64']],
    ['a Mac', { os: 'darwin', cpu: 'arm64' }, ['@px/darwin-arm64']],
  ])('on %s is its code, and the binaries for it alone', (_, platform, binaries) => {
    expect(closure(lock, 'services/images', 'pixels', platform)).toEqual(
      [...binaries.map((name) => `node_modules/${name}`), ...code].sort(),
    );
  });

  it("is a service's own version, where it has one", () => {
    const own = { ...lock, 'services/images/node_modules/colour': {} };
    expect(closure(own, 'services/images', 'colour', lambdaPlatform())).toEqual([
      'services/images/node_modules/colour',
    ]);
  });

  it('says what the lock file lacks', () => {
    expect(() => closure(lock, 'services/images', 'canvas', lambdaPlatform())).toThrow(
      'package-lock.json has no canvas for services/images: run npm install',
    );
  });
});
