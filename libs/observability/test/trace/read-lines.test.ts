import {
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import { readLines } from '../../src/trace/read-lines.ts';
import { handledText } from './lines.ts';

type Answers = Record<string, { events: string[]; nextToken?: string }>;

/** CloudWatch Logs with two groups a page, and the answers of FilterLogEvents by `<group> <token>`. */
function logs(groups: string[], answers: Answers) {
  const asked: FilterLogEventsCommand['input'][] = [];
  let running = 0;
  let most = 0;
  const send = async (command: unknown) => {
    if (command instanceof DescribeLogGroupsCommand) {
      const from = Number(command.input.nextToken ?? 0);
      const next = from + 2 < groups.length ? { nextToken: String(from + 2) } : {};
      return { logGroups: groups.slice(from, from + 2).map((logGroupName) => ({ logGroupName })), ...next };
    }
    if (!(command instanceof FilterLogEventsCommand)) throw new Error('Nothing else is called.');
    asked.push(command.input);
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
    const answer = answers[`${command.input.logGroupName} ${command.input.nextToken ?? ''}`.trim()];
    return {
      events: answer?.events.map((message) => ({ message })) ?? [],
      ...(answer?.nextToken && { nextToken: answer.nextToken }),
    };
  };
  const client = Object.assign(new CloudWatchLogsClient({ region: 'eu-central-1' }), { send });
  return { client, asked, mostAtOnce: () => most };
}

const wanted = { correlationId: 'correlation-1', stage: 'dev', from: 1_000, to: 2_000 };

describe('reading the logs of a stage', () => {
  it('asks every function of that stage and no other, over all pages of groups', async () => {
    const { client, asked } = logs(
      [
        '/aws/lambda/users-dev-get-me',
        '/aws/lambda/users-local-get-me',
        '/aws/lambda/images-dev-x-local-y',
        '/aws/lambda/users',
        '/aws/lambda/users-develop-x',
      ],
      {},
    );
    await readLines(client, wanted);
    expect(asked.map(({ logGroupName }) => logGroupName)).toEqual([
      '/aws/lambda/users-dev-get-me',
      '/aws/lambda/images-dev-x-local-y',
    ]);
  });

  it('asks for a quoted term in the window, which AWS and the engine read alike', async () => {
    const { client, asked } = logs(['/aws/lambda/users-dev-get-me'], {});
    await readLines(client, wanted);
    expect(asked).toEqual([
      {
        logGroupName: '/aws/lambda/users-dev-get-me',
        startTime: 1_000,
        endTime: 2_000,
        filterPattern: '"correlation-1"',
      },
    ]);
  });

  it('goes on to the last page, over pages without a match', async () => {
    const group = '/aws/lambda/users-dev-get-me';
    const { client } = logs([group], {
      [group]: { events: [handledText({ requestId: 'a' })], nextToken: '1' },
      [`${group} 1`]: { events: [], nextToken: '2' },
      [`${group} 2`]: { events: [handledText({ requestId: 'b' })] },
    });
    const lines = await readLines(client, wanted);
    expect(lines.map(({ requestId }) => requestId)).toEqual(['a', 'b']);
  });

  it('leaves out what the term matches by chance', async () => {
    const group = '/aws/lambda/users-dev-get-me';
    const { client } = logs([group], {
      [group]: {
        events: ['correlation-1 in a text', handledText({ correlation_id: 'correlation-12' }), handledText()],
      },
    });
    expect(await readLines(client, wanted)).toHaveLength(1);
  });

  it('has no more than four calls under way', async () => {
    const { client, mostAtOnce } = logs(
      Array.from({ length: 20 }, (_, i) => `/aws/lambda/users-dev-f${i}`),
      {},
    );
    await readLines(client, wanted);
    expect(mostAtOnce()).toBe(4);
  });
});
