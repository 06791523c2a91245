import { hash } from 'node:crypto';
import { FAST } from '@libs/data';
import type { SuppressedFor } from '../domain/suppression.ts';
import { SuppressionEntity } from './entities/suppression.ts';

/** Addresses that are never written to again. */
export const suppressions = { add, has };

/** Twice is as once: the first reason stays, since neither passes. */
async function add(address: string, why: SuppressedFor, at: Date): Promise<void> {
  await SuppressionEntity.create({ addressHash: hashOf(address), why, at: at.toISOString() }).go({
    ...FAST,
    returnOnConditionCheckFailure: true,
  });
}

/** One read unit: a bounce that came a moment before counts. */
async function has(address: string): Promise<boolean> {
  const { data } = await SuppressionEntity.get({ addressHash: hashOf(address) }).go({ ...FAST, consistent: true });
  return data !== null;
}

/** Domains are the same in any case, and of local parts no provider tells two apart by it. */
const hashOf = (address: string): string => hash('sha256', address.trim().toLowerCase());
