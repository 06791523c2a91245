/**
 * What a service names in its serverless.yml: `custom: { esbuild: { config: ../../libs/build/esbuild.config.cjs } }`.
 * CommonJS because serverless-esbuild loads it with `require`; the work is in src/packaging.ts.
 */
const { packaging } = require('./src/packaging.ts');

module.exports = packaging;
