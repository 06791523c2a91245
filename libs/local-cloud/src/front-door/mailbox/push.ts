import { codesIn } from './codes.ts';
import type { Push } from './message.ts';

/** A push as `GET /_ministack/sns/push-messages` has it. */
export interface EnginePush {
  MessageId: string;
  /** ARN of the endpoint. */
  TargetArn: string;
  Message: string;
  MessageStructure?: string | null;
  /** The device's, as the endpoint was made with it. */
  Token?: string | null;
  /** Epoch seconds. */
  Timestamp?: number;
}

type Payload = Record<string, unknown>;

/** The push for the mailbox, as the app on the device would find it. `seen`: when it was first seen, ISO time. */
export function pushOf({ MessageId, TargetArn, Token, Timestamp, ...sent }: EnginePush, seen: string): Push {
  const platform = platformOf(TargetArn);
  const { title, body, data } = shownOf(platform, payloadOf(platform, sent));
  return {
    id: MessageId,
    channel: 'push',
    from: '',
    to: [Token || TargetArn],
    subject: title,
    text: body,
    at: Timestamp === undefined ? seen : new Date(Timestamp * 1_000).toISOString(),
    codes: codesIn(body),
    platform,
    endpoint: TargetArn,
    data,
  };
}

/** `…:endpoint/APNS/<application>/<id>`; the engine's own begin with `app/`. */
function platformOf(endpointArn: string): string {
  return endpointArn.split('/')[1] ?? '';
}

/** With `MessageStructure: json` each platform has a payload of its own, and others get `default`: SNS, Publish. */
function payloadOf(platform: string, { Message, MessageStructure }: Pick<EnginePush, 'Message' | 'MessageStructure'>) {
  if (MessageStructure !== 'json') return Message;
  const byPlatform = parsed(Message);
  const payload = byPlatform?.[platform] ?? byPlatform?.['default'];
  return typeof payload === 'string' ? payload : Message;
}

function shownOf(platform: string, payload: string): { title: string; body: string; data: Payload } {
  const message = parsed(payload);
  if (!message) return { title: '', body: payload, data: {} };
  return platform.startsWith('APNS') ? fromApple(message) : fromGoogle(message);
}

/** Apple, "Generating a remote notification": what is beside `aps` is the app's. */
function fromApple({ aps, ...data }: Payload) {
  const { alert } = record(aps);
  return typeof alert === 'string'
    ? { title: '', body: alert, data }
    : { title: text(record(alert)['title']), body: text(record(alert)['body']), data };
}

/** FCM HTTP v1 inside of `fcmV1Message` (SNS, "Using FCM v1 payloads"), or the legacy form. */
function fromGoogle(message: Payload) {
  const inner = message['fcmV1Message'] === undefined ? message : record(record(message['fcmV1Message'])['message']);
  const { title, body } = record(inner['notification']);
  return { title: text(title), body: text(body), data: record(inner['data']) };
}

function parsed(json: string): Payload | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? record(value) : undefined;
  } catch {
    return undefined; // plain text is a message too
  }
}

function record(value: unknown): Payload {
  return typeof value === 'object' && value !== null ? (value as Payload) : {}; // any object can be read by name
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
