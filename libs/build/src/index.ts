export { type BundleSettings, bundleOptions } from './bundle-options.ts';
