export { type BuildSettings, buildSettings } from './build-settings.ts';
export { type BundleSettings, bundleOptions } from './bundle-options.ts';
export { nativesOf } from './natives/natives-of.ts';
export { ownPlatform } from './natives/platform.ts';
export { hasValgrind, instructions } from './size/instructions.ts';
export type { Entry, Packed } from './zip/pack.ts';
export { unpack, unzip } from './zip/unzip.ts';
export { zip } from './zip/zip.ts';
