/**
 * The address of a queue, from the environment.
 * @throws Error when it is not set
 */
export function queueUrl(name: 'FIRE_QUEUE_URL' | 'HAND_OUT_QUEUE_URL'): string {
  const url = process.env[name];
  if (url === undefined || url === '') throw new Error(`${name} is not set: see functions/firing.yml`);
  return url;
}
