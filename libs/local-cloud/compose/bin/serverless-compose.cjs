#!/usr/bin/env node
'use strict';

// `npx serverless <command>` beside serverless-compose.yml loads `@osls/compose/bin/serverless-compose`, which is this file; the
// original is installed as `osls-compose`. Compose takes stage `dev` when none is named and says so to every service, so that no
// service could tell it from a stage that somebody asked for. Here no stage means `local`, as in a service's own folder.
const { atTheRoot } = require('../../src/stage-guard/at-the-root.ts');

async function run() {
  process.argv = await atTheRoot(process.argv);
  require('osls-compose/bin/serverless-compose');
}

void run();
