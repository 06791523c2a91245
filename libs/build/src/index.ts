export { type BundleSettings, bundleOptions } from './bundle-options.ts';
export { hasValgrind, instructions } from './size/instructions.ts';
