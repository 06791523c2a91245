import { PathTaken } from '../deploy/errors.ts';
import type { Packaged } from '../deploy/packaged.ts';
import { claims } from '../front-door/claims.ts';
import { reservedNames } from '../front-door/request-handler.ts';

/**
 * Looks whether every route and every socket can be reached at the front door, which tells services apart by the first part of the path.
 * @throws PathTaken with all parts that two services claim, and those that are the front door's own
 */
export function checkPaths(
  deployed: readonly Pick<Packaged, 'service' | 'paths' | 'sockets'>[],
  reserved: readonly string[] = reservedNames,
): void {
  const wrong = [...claims(deployed.map(({ service, ...reached }) => ({ name: service, ...reached })))].flatMap(
    ([path, names]) => [
      ...(names.length > 1 ? [`/${path} belongs to ${names.join(' and ')}: rename the routes of all but one`] : []),
      ...(reserved.includes(path)
        ? [`/${path} of ${names.join()} is a page of the front door: rename its routes`]
        : []),
    ],
  );
  if (wrong.length > 0) throw new PathTaken(wrong.join('\n'));
}
