import { readForm, writeForm } from './query-form.ts';

/** What the SDK's command was given, as far as it is on the wire; the body's text where its format is none that is known here. */
export const inputOf = (operation: string, url: string, body: Buffer): unknown => {
  const text = body.toString('utf8');
  if (operation.startsWith('SNS.')) return readForm(text);
  if (operation.startsWith('ApiGatewayManagementApi.')) return { ConnectionId: connectionIdOf(url), Data: text };
  try {
    return JSON.parse(text);
  } catch {
    return text; // S3's bytes: a predicate may still look into them
  }
};

/** The body of the same call with another input. */
export const bodyOf = (operation: string, input: unknown, body: Buffer): Buffer => {
  if (operation.startsWith('SNS.')) return Buffer.from(writeForm(body.toString('utf8'), input as object)); // of readForm
  return Buffer.from(JSON.stringify(input));
};

const connectionIdOf = (url: string): string => decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
