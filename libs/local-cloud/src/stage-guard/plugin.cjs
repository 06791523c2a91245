'use strict';

// Every service's serverless.yml names this first among its plugins. CommonJS because the framework loads plugins with
// `require`; the guard itself is TypeScript, which Node runs as it is from 22.18 on.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Node ${process.versions.node} is too old for Longhouse's tools: run this through npx or an npm script, which take the repository's own Node 24.\n`,
  );
  process.exit(1);
}

const { StageGuard } = require('./stage-guard.ts');

module.exports = StageGuard;
