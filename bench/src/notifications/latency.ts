import type { LocalCloud } from '../local-cloud.ts';
import { median, percentile } from '../measure.ts';
import { mailsTo, signUp } from '../person.ts';
import { until } from '../until.ts';
import { fired, put } from './events.ts';

/**
 * From an event on the bus to the inbox (as the API shows it), to the mail (as the mailbox shows it) and to the person's open socket: one event
 * after the other.
 */
export async function latency(cloud: LocalCloud, count = 100): Promise<string[][]> {
  const email = 'reader@example.com';
  const person = await signUp(cloud, email);
  await person.confirm();
  const token = await person.logIn();
  const authorization = `Bearer ${token}`;
  const userId = subjectOf(token);
  // The welcome mail: from then on the person is known.
  await until(async () => (await mailsTo(cloud, email)).length > 1);

  const arrived = new Map<string, number>();
  const socket = new WebSocket(`${cloud.frontDoor.replace(/^http/, 'ws')}/live?token=${token}`);
  socket.addEventListener('message', ({ data }) => {
    const { notification } = JSON.parse(String(data)) as { notification?: { title: string } };
    if (notification) arrived.set(notification.title, performance.now());
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });

  const times = { inbox: [] as number[], mail: [] as number[], socket: [] as number[] };
  for (let one = 0; one <= count; one++) {
    const name = `number ${one}.`;
    const event = fired(userId, name);
    const start = performance.now();
    await put(cloud.endpoint, [event]);
    const [inbox, mail, socketAt] = await Promise.all([
      until(async () => {
        const answer = await fetch(`${cloud.frontDoor}/notifications?limit=1`, { headers: { authorization } });
        return (await answer.text()).includes(name) && performance.now();
      }),
      until(async () => JSON.stringify(await mailsTo(cloud, email)).includes(name) && performance.now()),
      until(async () => [...arrived].find(([title]) => title.includes(name))?.[1]),
    ]);
    // The first finds the functions cold.
    if (one === 0) continue;
    times.inbox.push(inbox - start);
    times.mail.push(mail - start);
    times.socket.push(socketAt - start);
  }
  socket.close();
  return Object.entries(times).map(([where, all]) => [
    `event to ${where}, ${count} one after the other`,
    `p50 ${median(all).toFixed(0)} ms, p99 ${percentile(all, 99).toFixed(0)} ms`,
  ]);
}

function subjectOf(token: string): string {
  const [, claims = ''] = token.split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }).sub;
}
