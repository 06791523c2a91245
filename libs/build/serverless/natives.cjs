'use strict';

const { resolve } = require('node:path');
const { addNatives } = require('../src/natives/add-natives.ts');
const { lambdaPlatform, ownPlatform } = require('../src/natives/platform.ts');

/**
 * Plugin: adds the packages in `custom.build.natives` to the functions that import them, for Lambda's platform, and under stage `local`
 * for this machine's. serverless-esbuild would run `npm install` and `npm prune` at every packaging, over the network.
 */
module.exports = class Natives {
  constructor(serverless) {
    // serverless-esbuild makes the packages in `before`, and moves them in `after`.
    this.hooks = {
      'package:createDeploymentArtifacts': () => addTo(serverless, serverless.service.getAllFunctions()),
      'deploy:function:packageFunction': () => addTo(serverless, [serverless.processedInput.options.function]),
    };
  }
};

async function addTo({ service, serviceDir, classes }, names) {
  const natives = service.custom?.build?.natives ?? [];
  for (const name of natives.length > 0 ? names : []) {
    const {
      architecture = service.provider.architecture,
      package: { artifact },
    } = service.getFunction(name);
    const platform = service.provider.stage === 'local' ? ownPlatform() : lambdaPlatform(architecture);
    await addNatives(resolve(serviceDir, artifact), serviceDir, natives, platform).catch((error) => {
      // The framework shows an error of its own without a stack.
      throw error.name === 'NativesMissing' ? new classes.Error(error.message, 'NATIVES_MISSING') : error;
    });
  }
}
