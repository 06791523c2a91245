import { FAST } from '@libs/data';
import type { Quota, Usage } from '../domain/quota.ts';
import { OwnerEntity } from './entities/owner.ts';

/** What people have of what they may have. */
export const usage = { get, isClosed };

async function get(ownerId: string, quota: Quota): Promise<Usage> {
  const { data } = await OwnerEntity.get({ ownerId }).go({ ...FAST, consistent: true });
  return {
    pictures: { used: data?.pictures ?? 0, limit: quota.pictures },
    bytes: { used: data?.bytes ?? 0, limit: quota.bytes },
  };
}

/** Whether the person's account is gone. */
async function isClosed(ownerId: string): Promise<boolean> {
  const { data } = await OwnerEntity.get({ ownerId }).go({ ...FAST, consistent: true });
  return data?.closed === true;
}
