/** Members that are maps, and what SNS calls their keys and values; all other objects are structures. */
const MAPS: Readonly<Record<string, readonly [key: string, value: string]>> = {
  MessageAttributes: ['Name', 'Value'],
  Attributes: ['key', 'value'],
};

interface Node {
  readonly [name: string]: Node | string;
}

/**
 * The input in a form of the protocol `awsQuery`, as the SDK was given it, with every value as text.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @example readForm('Action=Publish&Version=2010-03-31&Message=a+b') // { Message: 'a b' }
 */
export const readForm = (form: string): object => {
  const root: Record<string, unknown> = {};
  for (const [path, value] of new URLSearchParams(form)) {
    if (path !== 'Action' && path !== 'Version') put(root, path.split('.'), value);
  }
  return Object.fromEntries(Object.entries(root as Node).map(([name, node]) => [name, plain(node)]));
};

/** The form for another input of the same call. */
export const writeForm = (form: string, input: object): string => {
  const given = new URLSearchParams(form);
  const fields = ['Action', 'Version'].map((name): [string, string] => [name, given.get(name) ?? '']);
  return new URLSearchParams([...fields, ...fieldsOf('', input)]).toString();
};

const put = (node: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: string): void => {
  if (rest.length === 0) node[name] = value;
  else put((node[name] ??= {}) as Record<string, unknown>, rest, value);
};

/** Lists are `member.1`, maps `entry.1`, counted from 1 in the order of their items. */
const plain = (node: Node | string): unknown => {
  if (typeof node === 'string') return node;
  const { member, entry } = node;
  if (typeof member === 'object') return inOrder(member).map(plain);
  if (typeof entry === 'object') return Object.fromEntries(inOrder(entry).map(pair));
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, plain(child)]));
};

const inOrder = (items: Node): (Node | string)[] =>
  Object.entries(items)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);

const pair = (item: Node | string): [unknown, unknown] => {
  const { Name, Value, key = Name, value = Value } = typeof item === 'string' ? {} : item;
  return [key, plain(value ?? '')];
};

const fieldsOf = (prefix: string, input: object): [string, string][] =>
  Object.entries(input).flatMap(([name, value]) => fieldOf(prefix + name, value, MAPS[name]));

const fieldOf = (path: string, value: unknown, map?: readonly [string, string]): [string, string][] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldOf(`${path}.member.${index + 1}`, item));
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  if (!map) return fieldsOf(`${path}.`, value);
  return Object.entries(value).flatMap(([key, held], index) => [
    [`${path}.entry.${index + 1}.${map[0]}`, key],
    ...fieldOf(`${path}.entry.${index + 1}.${map[1]}`, held),
  ]);
};
