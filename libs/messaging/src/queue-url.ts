/**
 * The address of a queue.
 * @param name of the variable of the environment that holds it
 * @throws Error naming the variable when it is not set
 */
export function queueUrl(name: string): string {
  const url = process.env[name];
  if (url === undefined || url === '')
    throw new Error(`${name} is not set: see the function in the service's template`);
  return url;
}
