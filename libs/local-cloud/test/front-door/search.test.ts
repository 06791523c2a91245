import { mailOf } from '../../src/front-door/mailbox/mail.ts';
import { pushOf } from '../../src/front-door/mailbox/push.ts';
import { fits, type Search } from '../../src/front-door/mailbox/search.ts';
import { smsOf } from '../../src/front-door/mailbox/sms.ts';

const seen = '2026-11-21T10:00:00.000Z';
const mail = mailOf({
  MessageId: 'mail',
  Source: 'Longhouse <hello@longhouse.local>',
  To: ['Ada@example.com'],
  BCC: ['hidden@example.com'],
  Subject: 'Welcome',
  BodyText: 'Good to have you.',
  BodyHtml: '<p>Only in &quot;HTML&quot;</p>',
  Timestamp: 1_795_289_221,
  Headers: [{ Name: 'List-Unsubscribe', Value: '<https://api.example/stop>' }],
  EmailTags: [{ Name: 'deliveryId', Value: 'e-1_email' }],
});
const sms = smsOf({ MessageId: 'sms', PhoneNumber: '+4915112345678', Message: 'Your code is 4711' }, seen);
const push = pushOf(
  {
    MessageId: 'push',
    TargetArn: 'arn:aws:sns:eu-central-1:000000000000:endpoint/APNS/longhouse/1',
    Token: 'token-1',
    Message: JSON.stringify({ aps: { alert: { title: 'Ready', body: 'Harbour' } }, link: '/images/1' }),
  },
  seen,
);

const found = (search: Search) => [mail, sms, push].filter((one) => fits(one, search)).map(({ id }) => id);

it.each([
  ['a sender', 'HELLO@longhouse', 'mail'],
  ['a hidden receiver', 'hidden@', 'mail'],
  ['a subject', 'welcome', 'mail'],
  ['text', 'good to', 'mail'],
  ['what only the HTML says', 'only in "html"', 'mail'],
  ['a header', 'list-unsubscribe: <https', 'mail'],
  ['a tag', 'deliveryid: e-1', 'mail'],
  ['an SMS', '4711', 'sms'],
  ['a number', '+49151', 'sms'],
  ['the title of a push', 'ready', 'push'],
  ['the body of a push', 'harbour', 'push'],
  ['what the app gets', 'link: /images/1', 'push'],
  ['an endpoint', 'endpoint/apns', 'push'],
])('finds by %s', (_what, words, id) => {
  expect(found({ words })).toEqual([id]);
});

it('finds what one receiver got, on one channel', () => {
  expect(found({})).toEqual(['mail', 'sms', 'push']);
  expect(found({ to: 'ada@EXAMPLE' })).toEqual(['mail']);
  expect(found({ to: 'token-1' })).toEqual(['push']);
  expect(found({ channel: 'sms' })).toEqual(['sms']);
  expect(found({ channel: 'sms', words: 'welcome' })).toEqual([]);
});

it('shows what is known of the headers of a mail that was not kept', () => {
  expect(mail).not.toHaveProperty('source');
  expect(mail.headers).toEqual([
    { name: 'From', value: 'Longhouse <hello@longhouse.local>' },
    { name: 'To', value: 'Ada@example.com' },
    { name: 'Subject', value: 'Welcome' },
    { name: 'List-Unsubscribe', value: '<https://api.example/stop>' },
  ]);
});
