import { firstParts } from './claims.ts';
import { socketPath } from './sockets/socket-path.ts';

/** What the pages show of a template. */
export interface TemplateParts {
  /** Routes of its HTTP API, by path; those of its WebSocket API are not among them. */
  routes: Route[];
  /** Full names of its functions, in the template's order. */
  functions: string[];
  /** First parts of the paths of its HTTP API, all of which the front door sends to it: `images` for `/images/{id}`. */
  paths: string[];
  /** Paths of its WebSocket API at the front door: one, or none. */
  sockets: string[];
  /** Where the managed login of its user pool may send people back to. */
  callbackUrls: string[];
}

export interface Route {
  method: string;
  path: string;
  /** `NONE`, `JWT`, `AWS_IAM` or `CUSTOM`. */
  auth: string;
}

interface Resource {
  /** Its name in the template. */
  id: string;
  Type: string;
  Properties: Record<string, unknown>;
}

/** Reads routes and functions from a compiled CloudFormation template in JSON. Whatever is unknown in it is left out. */
export function readTemplate(body: string): TemplateParts {
  const template: unknown = JSON.parse(body);
  const resources = resourcesOf(template);
  const of = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const webSocketApis = new Set(
    resources.filter(({ Properties }) => Properties['ProtocolType'] === 'WEBSOCKET').map(({ id }) => id),
  );
  const routes = of('AWS::ApiGatewayV2::Route')
    .filter(({ ApiId }) => !(isRecord(ApiId) && webSocketApis.has(text(ApiId['Ref']))))
    .map(({ RouteKey, AuthorizationType }) => route(text(RouteKey), text(AuthorizationType) || 'NONE'))
    .sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
  return {
    routes,
    functions: of('AWS::Lambda::Function')
      .map(({ FunctionName }) => text(FunctionName))
      .filter(Boolean),
    callbackUrls: of('AWS::Cognito::UserPoolClient').flatMap(({ CallbackURLs }) =>
      Array.isArray(CallbackURLs) ? CallbackURLs.map(text).filter(Boolean) : [],
    ),
    paths: firstParts(routes.map(({ path }) => path)),
    sockets:
      isRecord(template) && isRecord(template['Outputs']) && 'SocketUrl' in template['Outputs'] ? [socketPath] : [],
  };
}

/** `GET /users/me`, or `$default`, which takes everything else. */
function route(key: string, auth: string): Route {
  const [method = '', path] = key.split(' ');
  return path === undefined ? { method: 'ANY', path: method, auth } : { method, path, auth };
}

function resourcesOf(template: unknown): Resource[] {
  if (!isRecord(template) || !isRecord(template['Resources'])) return [];
  return Object.entries(template['Resources']).flatMap(([id, resource]) => {
    if (!isRecord(resource)) return [];
    const { Type, Properties } = resource;
    return { id, Type: text(Type), Properties: isRecord(Properties) ? Properties : {} };
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
