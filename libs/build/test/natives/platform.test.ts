import { awsPlatform } from '../../src/natives/aws-platform.ts';
import { lambdaPlatform, nameOf, ownPlatform } from '../../src/natives/platform.ts';

describe('the platform of native packages', () => {
  it('in AWS is the one that provider.yml names', () => {
    expect(awsPlatform()).toEqual({ os: 'linux', cpu: 'arm64', libc: 'glibc' });
  });

  it("without an architecture is the framework's default", () => {
    expect(nameOf(lambdaPlatform())).toBe('linux-x64-glibc');
  });

  it('on this machine is that for which Node loads binaries', () => {
    const { os, cpu } = ownPlatform();
    expect([os, cpu]).toEqual([process.platform, process.arch]);
  });

  it('is named with its C library where there are several', () => {
    expect(nameOf({ os: 'linux', cpu: 'x64', libc: 'musl' })).toBe('linux-x64-musl');
    expect(nameOf({ os: 'darwin', cpu: 'arm64' })).toBe('darwin-arm64');
  });
});
