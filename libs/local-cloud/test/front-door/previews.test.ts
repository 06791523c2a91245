import { type FrontDoor, startFrontDoor } from '../../src/front-door/start-front-door.ts';
import { runningEngine } from '../engine/support/running-engine.ts';
import { deployPost } from './deploy-post.ts';
import { ask } from './http.ts';

const engine = runningEngine();
let door: FrontDoor;

beforeAll(async () => {
  door = await startFrontDoor({ endpoint: engine().endpoint, port: 0 });
});

afterAll(() => door.stop());

const page = (path = '') => ask(door.url, `/mailbox/templates${path}`);

it('says what is missing while no service has previews', async () => {
  const { status, text } = await page();
  expect(status).toBe(200);
  expect(text).toContain('No templates yet.');
  expect(text).toContain('TemplatePreviews');
  expect((await page('/welcome/en')).text).toContain('No templates yet.');
});

describe('with the templates of a service', () => {
  beforeAll(async () => {
    await deployPost(engine());
    await door.stop(); // what it has read of the stacks may be a second old
    door = await startFrontDoor({ endpoint: engine().endpoint, port: 0 });
  });

  it('lists each in its languages', async () => {
    const { text } = await page();
    expect(text).toContain('href="/mailbox/templates/welcome/en"');
    expect(text).toContain('aria-label="welcome, Arabic"');
    expect(text).toContain('href="/mailbox/templates/digest/en"');
  });

  it('shows subject, preheader, the brief form and the length as SMS, in the direction of the language', async () => {
    const { status, text } = await page('/welcome/ar');
    expect(status).toBe(200);
    expect(text).toContain('<b>Welcome, &#60;b&#62;Ada&#60;/b&#62;</b> <span>Your house is ready</span>');
    expect(text).toContain('<div class="push" lang="ar" dir="rtl"><b>Welcome</b><p>مرحبا آدا</p></div>');
    expect(text).toContain('SMS: 2 segments, UCS-2');
    expect(text).toContain('<div class="sms" lang="ar" dir="rtl">Welcome: good to have you</div>');
    expect((await page('/welcome/en?view=text')).text).toContain(
      '<div class="plain" lang="en" dir="ltr">Welcome, Ada</div>',
    );
  });

  it('shows the HTML in a frame without scripts, without an origin, and with nothing loaded', async () => {
    const { text } = await page('/welcome/en');
    expect(text).toContain('<iframe class="mail" sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(text).not.toContain('<h1>Welcome</h1>');
    const framed = await page('/welcome/en/html');
    expect(framed.text).toContain('<h1>Welcome</h1>');
    expect(String(framed.headers['content-security-policy'])).toMatch(
      /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';/,
    );
  });

  it('shows a template that is told by mail alone without the brief form', async () => {
    const { status, text } = await page('/digest/en');
    expect(status).toBe(200);
    expect(text).not.toContain('class="push"');
  });

  it.each(['/nothing/en', '/welcome/de', '/welcome', '/welcome/en/pdf', '/__proto__/en'])(
    'has nothing at %s',
    async (path) => {
      expect((await page(path)).status).toBe(404);
    },
  );

  it('says why a preview could not be made', async () => {
    const { status, text } = await page('/broken/en');
    expect(status).toBe(502);
    expect(text).toContain('no such value');
  });

  it('is to be looked at only', async () => {
    const { status } = await ask(door.url, '/mailbox/templates', { method: 'POST' });
    expect(status).toBe(405);
  });
});
