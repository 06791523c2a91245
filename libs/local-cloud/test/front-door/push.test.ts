import { pushOf } from '../../src/front-door/mailbox/push.ts';

const apple = 'arn:aws:sns:eu-central-1:000000000000:endpoint/APNS_SANDBOX/longhouse/1';
const google = 'arn:aws:sns:eu-central-1:000000000000:endpoint/GCM/longhouse/2';
const seen = '2026-11-21T10:00:00.000Z';

const shown = (TargetArn: string, Message: string, MessageStructure: string | null = 'json') => {
  const { subject, text, data, platform } = pushOf(
    { MessageId: 'm-1', TargetArn, Token: 'token', Message, MessageStructure, Timestamp: 1_795_289_221.5 },
    seen,
  );
  return { platform, subject, text, data };
};

describe('a push', () => {
  it('to an Apple device has the title and the body of its alert, and what is beside aps for the app', () => {
    const payload = { aps: { alert: { title: 'Ready', body: 'Harbour' }, badge: 2 }, link: '/images/1' };
    const message = JSON.stringify({ default: 'x', APNS: 'not this', APNS_SANDBOX: JSON.stringify(payload) });
    expect(shown(apple, message)).toEqual({
      platform: 'APNS_SANDBOX',
      subject: 'Ready',
      text: 'Harbour',
      data: { link: '/images/1' },
    });
  });

  it('to an Apple device may have an alert of one text', () => {
    const message = JSON.stringify({ APNS_SANDBOX: JSON.stringify({ aps: { alert: 'Harbour' } }) });
    expect(shown(apple, message)).toMatchObject({ subject: '', text: 'Harbour', data: {} });
  });

  it.each([
    ['FCM v1', (inner: object) => ({ fcmV1Message: { message: inner } })],
    ['legacy', (inner: object) => inner],
  ])('to an Android device is read in the %s form', (_form, wrap) => {
    const payload = wrap({ notification: { title: 'Ready', body: 'Harbour' }, data: { link: '/images/1' } });
    const message = JSON.stringify({ default: 'x', GCM: JSON.stringify(payload) });
    expect(shown(google, message)).toMatchObject({ subject: 'Ready', text: 'Harbour', data: { link: '/images/1' } });
  });

  it('without a payload for its platform is the default one', () => {
    expect(shown(google, JSON.stringify({ default: 'Hello', APNS: '{}' }))).toMatchObject({ text: 'Hello', data: {} });
  });

  it.each(['Hello', '{"not":"json', '["a"]', '"text"'])('may be any text: %s', (message) => {
    expect(shown(google, message, null)).toMatchObject({ subject: '', text: message, data: {} });
  });

  it.each(['{}', '{"aps":null}', '{"aps":{"alert":{"title":7}}}', '{"fcmV1Message":{"message":null}}'])(
    'of another form than expected says nothing, and breaks nothing: %s',
    (payload) => {
      for (const endpoint of [apple, google])
        expect(shown(endpoint, payload, null)).toMatchObject({ subject: '', text: '' });
    },
  );

  it('is addressed to the token of its device, and to its endpoint where the token is not known', () => {
    const push = { MessageId: 'm-1', TargetArn: apple, Message: 'Hello' };
    expect(pushOf({ ...push, Token: 'abc' }, seen)).toMatchObject({ to: ['abc'], endpoint: apple, at: seen });
    expect(pushOf(push, seen).to).toEqual([apple]);
  });
});
