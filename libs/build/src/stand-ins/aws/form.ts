import { percentEncoded } from './percent-encoded.ts';

/** Members that are maps, by name, with what the service calls their keys and values. All other objects are structures. */
export type Maps = Readonly<Record<string, readonly [key: string, value: string]>>;

/**
 * A request of the protocol `awsQuery`: a form of an action and its input, members with dots between, `.member.N` for items of lists
 * and `.entry.N.` for those of maps. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @example formOf('Publish', '2010-03-31', { Message: 'a b' }, {}) // Action=Publish&Version=2010-03-31&Message=a%20b
 */
export function formOf(action: string, version: string, input: object, maps: Maps): string {
  const fields: string[] = [];
  add('Action', action);
  add('Version', version);
  addMembers('', input);
  return fields.join('&');

  function addMembers(prefix: string, structure: object): void {
    for (const [name, value] of Object.entries(structure)) add(prefix + name, value, maps[name]);
  }

  function add(path: string, value: unknown, map?: readonly [string, string]): void {
    if (value === undefined || value === null) return;
    if (value instanceof Uint8Array) {
      field(path, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'));
    } else if (Array.isArray(value)) {
      if (value.length === 0) field(path, '');
      present(value).forEach((item, index) => add(`${path}.member.${index + 1}`, item));
    } else if (typeof value === 'object' && map) {
      Object.entries(value)
        .filter(([, held]) => held !== undefined && held !== null)
        .forEach(([key, held], index) => {
          add(`${path}.entry.${index + 1}.${map[0]}`, key);
          add(`${path}.entry.${index + 1}.${map[1]}`, held);
        });
    } else if (typeof value === 'object') addMembers(`${path}.`, value);
    else field(path, typeof value === 'string' ? value : JSON.stringify(value));
  }

  function field(path: string, value: string): void {
    fields.push(`${percentEncoded(path)}=${percentEncoded(value)}`);
  }
}

const present = (items: readonly unknown[]): unknown[] => items.filter((item) => item !== undefined && item !== null);
