import { Forbidden } from '@libs/contracts/errors';
import type { Action } from '../contract/action.ts';

/**
 * What is published reaches every service, so that admins alone plan it, change its plan and set it going; whoever owns such a schedule may pause
 * and delete it. It is asked when people act, not when a schedule fires: what an admin has planned goes on when that person is no admin any more.
 * @throws Forbidden `publish-needs-admin`
 */
export function assertMayPublish({ type }: Action, { groups }: { readonly groups: readonly string[] }): void {
  if (type === 'publish' && !groups.includes('admin')) {
    throw new Forbidden('publish-needs-admin', 'Only members of the group admin may publish events');
  }
}
