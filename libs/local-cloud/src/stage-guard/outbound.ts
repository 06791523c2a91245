import { Socket } from 'node:net';

const aws = /(^|\.)(amazonaws\.com(\.cn)?|amazonaws\.eu|api\.aws|on\.aws|amazoncognito\.com)$/i;
const metadata = new Set(['169.254.169.254', '169.254.170.2', '169.254.170.23', 'fd00:ec2::254', 'fd00:ec2::23']);

/** The name of an AWS service, or the address at which a machine in AWS asks for its credentials. */
export function isAws(host: string): boolean {
  return aws.test(host) || metadata.has(host.toLowerCase());
}

/**
 * The last line of defence: from now on no socket of this process connects to AWS, whatever opens it (a plugin with a client of
 * its own, a function under `invoke local` with an address in its code).
 */
export function refuseAws(prototype: { connect: (...args: never[]) => unknown } = Socket.prototype): void {
  const connect = prototype.connect;
  prototype.connect = function connectUnlessAws(this: unknown, ...args: never[]) {
    const host = hostOf(args);
    if (isAws(host)) throw new Error(`Stage local may not reach ${host}`);
    return Reflect.apply(connect, this, args);
  };
}

/** `connect(options)`, `connect(port, host)`, or what net.connect makes of these: `connect([options, callback])`. */
function hostOf([first, second]: unknown[]): string {
  const options: unknown = Array.isArray(first) ? first[0] : first;
  const host = typeof options === 'object' && options !== null && 'host' in options ? options.host : second;
  return typeof host === 'string' ? host : '';
}
