import { mailer } from '../support/mailing.ts';
import { refusalOf } from '../support/person.ts';
import { runningEngine, untouchedEngine } from '../support/running-engine.ts';

const headers = [
  { Name: 'List-Unsubscribe', Value: '<https://example.com/u/1>' },
  { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
];
const tags = [{ Name: 'userId', Value: 'ada-1' }];

const withSubject = (Data: string) => ({ Simple: { Subject: { Data }, Body: { Text: { Data: 'Welcome' } } } });

/** A sent mail as the engine shows it. */
async function shown({ endpoint }: { endpoint: string }, id: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${endpoint}/_ministack/ses/messages`);
  const { messages } = (await response.json()) as { messages: Record<string, Record<string, unknown>[]> };
  return (
    Object.values(messages)
      .flat()
      .find(({ MessageId }) => MessageId === id) ?? {}
  ); // by account
}

describe('a sent mail', () => {
  const untouched = untouchedEngine();
  const mended = runningEngine();

  it('has lost its headers, tags and source on the untouched engine: still to be mended', async () => {
    const { send, set } = await mailer(untouched());
    const mail = await shown(untouched(), await send({ ConfigurationSetName: set, EmailTags: tags }, headers));
    expect(Object.keys(mail)).not.toEqual(expect.arrayContaining(['Headers', 'EmailTags', 'RawMessage']));
  });

  it('is shown with them when mended', async () => {
    const { send, set } = await mailer(mended());
    const mail = await shown(mended(), await send({ ConfigurationSetName: set, EmailTags: tags }, headers));
    expect(mail).toMatchObject({ Headers: headers, EmailTags: tags, ConfigurationSetName: set, Subject: 'Grüße' });
    const source = String(mail['RawMessage']);
    expect(source).toMatch(/^List-Unsubscribe: <https:\/\/example\.com\/u\/1>$/m);
    expect(source).toMatch(/^Subject: =\?utf-8\?/m);
    expect(source).toMatch(/^Date: /m);
    expect(source).toContain('text/html');
  });

  it('that was given as its source is shown with that very source', async () => {
    const { send } = await mailer(mended());
    const source =
      'From: hello@longhouse.local\r\nTo: ada@example.com\r\nSubject: Hello\r\nX-Own: 1\r\n\r\nWelcome\r\n';
    const id = await send({ Content: { Raw: { Data: Buffer.from(source) } } });
    expect(await shown(mended(), id)).toMatchObject({ RawMessage: source, Subject: 'Hello' });
  });

  it.each([
    ['a header with a line break', {}, [{ Name: 'X-Own', Value: 'a\r\nBcc: eve@example.com' }]],
    ['a header with a colon in its name', {}, [{ Name: 'X:Own', Value: 'a' }]],
    ['a header beyond ASCII', {}, [{ Name: 'X-Own', Value: 'Grüße' }]],
    ['16 headers', {}, Array.from({ length: 16 }, (_, i) => ({ Name: `X-${i}`, Value: 'a' }))],
    ['a subject with a line break', { Content: withSubject('Hello\r\nBcc: eve@example.com') }, undefined],
    ['a tag with a dot', { EmailTags: [{ Name: 'id', Value: 'a.b' }] }, undefined],
    ['a tag with a space in its name', { EmailTags: [{ Name: 'a b', Value: 'a' }] }, undefined],
  ])('may not have %s', async (_what, differences, own) => {
    const { send } = await mailer(mended());
    expect(await refusalOf(send(differences, own))).toMatch(/^BadRequestException/);
  });

  it('may not have a configuration set that is not there', async () => {
    const { send } = await mailer(mended());
    expect(await refusalOf(send({ ConfigurationSetName: 'others' }))).toMatch(/^NotFoundException/);
  });
});
