import type { Answer } from './fault.ts';
import { SNS_NAMESPACE, xml } from './xml.ts';

/**
 * SNS's answer to a PublishBatch of which some entries failed: https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 * @param published the answer for the others; its body has no XML where there were none
 * @param failed ids of the entries
 */
export const partlyPublished = (
  published: Answer,
  failed: readonly string[],
  { code, senderFault }: { code: string; senderFault: boolean },
): Answer => {
  const successful = /<Successful>.*<\/Successful>/s.exec(published.body.toString('utf8'))?.[0] ?? '<Successful/>';
  const members = failed.map(
    (id) =>
      `<member><Id>${xml(id)}</Id><Code>${xml(code)}</Code><Message>Rate exceeded</Message><SenderFault>${senderFault}</SenderFault></member>`,
  );
  return {
    status: 200,
    headers: { ...published.headers, 'content-type': 'text/xml' },
    body: Buffer.from(
      `<PublishBatchResponse xmlns="${SNS_NAMESPACE}"><PublishBatchResult>${successful}<Failed>${members.join('')}</Failed></PublishBatchResult></PublishBatchResponse>`,
    ),
  };
};
