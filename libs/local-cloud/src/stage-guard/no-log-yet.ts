import { giveUp } from './give-up.ts';

/** The framework's own `logs` plugin. */
interface Logs {
  options: { function: string };
  getLogStreams(): Promise<string[]>;
}

/** Has `logs` of a function that never ran end with one line, where the framework takes that for a failure of its own. */
export function explainNoLog(plugins: object[]): void {
  for (const logs of plugins.filter(isLogs)) {
    const original = logs.getLogStreams.bind(logs);
    logs.getLogStreams = async function getLogStreamsOrGiveUp() {
      return original().catch((error: Error) => {
        if (!error.message.startsWith('No existing streams') && error.name !== 'ResourceNotFoundException') throw error;
        return giveUp(`There is no log of ${logs.options.function} yet: it has not run since it was deployed.`);
      });
    };
  }
}

function isLogs(plugin: object): plugin is Logs {
  return 'getLogStreams' in plugin && typeof plugin.getLogStreams === 'function';
}
