import { queue } from '@libs/handler';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { FanOutStep, TopicMessage } from '../contract/topics.ts';
import { fanOutStep } from '../topics/fan-out-step.ts';
import { startFanOut } from '../topics/start-fan-out.ts';

/** A message to a topic, as API Gateway put it into the queue. */
const begin = queue(TopicMessage, async (sent, start = startFanOut) => {
  const messageId = await start(sent);
  sent.log.info('accepted', { messageId, topic: sent.attributes['topic'] });
});

/** A part of a fan-out that this function has handed on to itself. */
const goOn = queue(FanOutStep, async ({ body, log, signal }, step = fanOutStep) => step(body, { log, signal }));

/**
 * Tells everybody who has subscribed to a topic, page by page. Who sent a message is said by API Gateway alone, and always: what does not
 * say it comes from here.
 */
export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const fromApi = Records.filter(isFromApi);
  const own = Records.filter((record) => !isFromApi(record));
  const answers = [
    ...(fromApi.length > 0 ? [await begin({ Records: fromApi }, context)] : []),
    ...(own.length > 0 ? [await goOn({ Records: own }, context)] : []),
  ];
  return { batchItemFailures: answers.flatMap(({ batchItemFailures }) => batchItemFailures) };
}

function isFromApi({ messageAttributes }: SQSRecord): boolean {
  return messageAttributes['caller'] !== undefined;
}
