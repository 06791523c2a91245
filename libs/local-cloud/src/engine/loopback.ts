import { NotLoopback } from './errors.ts';

/** Names and addresses of this machine: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** @throws NotLoopback, so that nothing of stage `local` reaches AWS or another machine by a forgotten variable */
export function assertLoopback(url: string): void {
  if (URL.canParse(url) && isLoopback(url)) return;
  throw new NotLoopback(
    `AWS_ENDPOINT_URL is ${url}, which is not on this machine: unset it, or name a running emulator on 127.0.0.1`,
  );
}
