import { NodeHttpHandler } from '@smithy/node-http-handler';
import { isLoopback } from '../engine/loopback.ts';
import { localiseInfo } from './addresses.ts';
import { resolveReferences } from './dynamic-references.ts';
import type { Framework } from './framework.ts';
import { giveUp } from './give-up.ts';
import { type LocalCloud, findLocalCloud, notRunning, requireLocalCloud } from './local-cloud.ts';
import { enterLocalEnvironment, localCredentials } from './local-environment.ts';
import { explainNoLog } from './no-log-yet.ts';
import { asksSomebody } from './offline.ts';
import { refuseAws } from './outbound.ts';
import { guardRequests } from './requests.ts';

/**
 * Serverless plugin: stage `local` cannot reach AWS whatever the shell holds, and no other stage can reach an emulator. Must be
 * the first of a service's plugins, so that none comes before it with a client of its own.
 */
export class StageGuard {
  readonly hooks: Record<string, () => void | Promise<void>> = {};
  readonly asyncInit: () => Promise<void>;

  constructor(framework: Framework) {
    const { commands, isHelpRequest } = framework.processedInput;
    const online = !isHelpRequest && asksSomebody(commands.join(' '));
    this.hooks['after:invoke:local:loadEnvVars'] = async () => resolveReferences(framework.getProvider('aws'));
    this.asyncInit =
      framework.getProvider('aws').getStage() === 'local'
        ? this.#local(framework, online)
        : this.#remote(framework, online);
  }

  #local(framework: Framework, online: boolean): () => Promise<void> {
    const found = findLocalCloud();
    const localCloud = found ?? nowhere;
    enterLocalEnvironment(localCloud.endpoint);
    refuseAws();
    process.setSourceMapsEnabled(true); // stacks of functions under `invoke local` name the sources
    const provider = framework.getProvider('aws');
    delete framework.service.provider.profile;
    provider.getAwsSdkV3CredentialsProvider = () => async () => localCredentials; // `--aws-profile` too is without effect
    // A handler of its own: the framework's goes through the shell's proxy, even to 127.0.0.1.
    guardRequests(
      provider,
      (hostname) => {
        if (!isLoopback(`http://${hostname}`)) return `Stage local may not reach ${hostname}`;
        return found ? undefined : notRunning(found); // a variable of `print` or `package`, commands that else need nobody
      },
      () => ({ endpoint: localCloud.endpoint, requestHandler: new NodeHttpHandler() }),
    );
    this.hooks['after:aws:info:gatherData'] = () => localiseInfo(framework.pluginManager.plugins, localCloud);
    this.hooks['before:logs:logs'] = () => explainNoLog(framework.pluginManager.plugins);
    // Before the variables are resolved, some of which (`${ssm:}`, `${cf:}`) would ask the local cloud.
    return async () => {
      if (online) await requireLocalCloud(found);
    };
  }

  #remote(framework: Framework, online: boolean): () => Promise<void> {
    const provider = framework.getProvider('aws');
    const stage = provider.getStage();
    if (online) refuseLeftovers(stage);
    guardRequests(provider, (hostname) =>
      isLoopback(`http://${hostname}`)
        ? `Stage ${stage} belongs to AWS, but an endpoint is configured at ${hostname}: remove it, or use --stage local`
        : undefined,
    );
    return async () => {};
  }
}

/** Stands for the local cloud in commands that need none: the discard port, on which nothing answers. */
const nowhere: LocalCloud = { endpoint: 'http://127.0.0.1:9', frontDoor: undefined };

/** What a shell still holds from work on the local cloud. Said before anything is built; requests are looked at one by one too. */
function refuseLeftovers(stage: string, environment = process.env): void {
  for (const [name, value = ''] of Object.entries(environment)) {
    if (name.startsWith('AWS_ENDPOINT_URL') && URL.canParse(value) && isLoopback(value)) {
      giveUp(`Stage ${stage} belongs to AWS, but ${name} is ${value}: unset it, or use --stage local.`);
    }
  }
  if (environment.AWS_ACCESS_KEY_ID === localCredentials.accessKeyId) {
    giveUp(
      `Stage ${stage} belongs to AWS, but AWS_ACCESS_KEY_ID holds the local cloud's credentials: unset it, or use --stage local.`,
    );
  }
}
