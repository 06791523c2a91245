/**
 * What a service names in its serverless.yml: `custom: { esbuild: { config: ../../libs/build/esbuild.config.cjs } }`.
 * CommonJS because serverless-esbuild loads it with `require`; the work is in src/packaging.ts.
 */
module.exports = require('./src/packaging.ts').packaging;
