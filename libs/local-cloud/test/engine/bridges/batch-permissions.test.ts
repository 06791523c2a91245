import { CreateTopicCommand, PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { asRole } from '../support/as-role.ts';
import { on } from '../support/clients.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';

const may = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });

/** What becomes of a batch to a topic by a role that may do one thing. */
async function published(engine: { endpoint: string }, action: string): Promise<string> {
  const { TopicArn } = await new SNSClient(on(engine)).send(new CreateTopicCommand({ Name: 'batches' }));
  const sns = new SNSClient(await asRole(engine, action.replace(':', '-'), [may(action)]));
  const PublishBatchRequestEntries = [{ Id: '0', Message: 'm' }];
  const answer = sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
  return answer.then(() => 'done').catch((error: Error) => error.name);
}

/** The same to a queue. */
async function sent(engine: { endpoint: string }, action: string): Promise<string> {
  const { QueueUrl } = await new SQSClient(on(engine)).send(new CreateQueueCommand({ QueueName: 'batches' }));
  const sqs = new SQSClient(await asRole(engine, action.replace(':', '-'), [may(action)]));
  const Entries = [{ Id: '0', MessageBody: 'm' }];
  const answer = sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  return answer.then(() => 'done').catch((error: Error) => error.name);
}

describe('batches to topics and queues', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('ask for permissions that AWS does not have on the untouched engine: still to be mended', async () => {
    expect(await published(untouched(), 'sns:Publish')).not.toBe('done');
    expect(await sent(untouched(), 'sqs:SendMessage')).not.toBe('done');
  });

  it('ask for the permission of the single call when mended, and for no less', async () => {
    expect(await published(mended(), 'sns:Publish')).toBe('done');
    expect(await sent(mended(), 'sqs:SendMessage')).toBe('done');
    expect(await published(mended(), 'sns:ListTopics')).not.toBe('done');
    expect(await sent(mended(), 'sqs:ListQueues')).not.toBe('done');
  });
});
