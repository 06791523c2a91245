import { NotFound, PreconditionFailed } from '@libs/contracts/errors';
import {
  ATTEMPTS,
  FAST,
  othersAreFaster,
  type Page,
  page,
  type PageOptions,
  readInBatches,
  refusals,
} from '@libs/data';
import { createWriteTransaction } from 'electrodb';
import type { Schedule, ScheduleRef, State } from '../domain/schedule.ts';
import { OwnerEntity } from './entities/owner.ts';
import { ScheduleEntity } from './entities/schedule.ts';
import { maxSchedules } from './max-schedules.ts';
import { owners } from './owners.ts';
import { listKeyOf, type ScheduleItem, scheduleItem } from './schedule-item.ts';
import { toSchedule } from './to-schedule.ts';

/**
 * The schedules, each with its owner. `get`, `list`, `change` and `remove` are for what people have planned themselves: what a service asked for on
 * somebody's behalf is not found by them.
 */
export const schedules = { create, find, get, list, save, change, remove };

/**
 * Stores a new schedule, and counts it. One that is there by this id was made by the same request before.
 * @throws Conflict `quota-exceeded` with the numbers, Forbidden `account-deleted`
 */
async function create(schedule: Schedule): Promise<Schedule> {
  return (await countIn(schedule)) ? schedule : get(schedule);
}

/**
 * Stores a schedule that is new, or the next state of one that was finished, and counts it, in one transaction.
 * @returns false when there is one by this id, or somebody has changed the state before
 * @throws Conflict `quota-exceeded` with the numbers, Forbidden `account-deleted`
 */
async function countIn(next: Schedule): Promise<boolean> {
  const { ownerId, version, createdAt } = next;
  const limit = maxSchedules();
  const item = scheduleItem(next);
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const refused = await refusals(() =>
      createWriteTransaction({ schedule: ScheduleEntity, owner: OwnerEntity }, (write) => [
        write.schedule
          .put(item)
          .where((attributes, { eq, notExists }) =>
            version === 1
              ? notExists(attributes.version)
              : `${eq(attributes.version, version - 1)} AND ${eq(attributes.createdAt, createdAt)}`,
          )
          .commit(),
        write.owner
          .upsert({ ownerId })
          .add({ schedules: 1, changes: 1 })
          .where(
            (attributes, { notExists, lt }) =>
              `${notExists(attributes.closed)} AND (${notExists(attributes.schedules)} OR ${lt(attributes.schedules, limit)})`,
          )
          .commit(),
      ]).go(),
    );
    if (refused.length === 0) return true;
    if (refused.includes(0)) return false;
    await owners.recount(next);
  }
  throw othersAreFaster('these schedules');
}

/** Consistent. */
async function find(ref: ScheduleRef): Promise<Schedule | undefined> {
  const item = await read(ref);
  return item && toSchedule(item);
}

/** What there is for people. Consistent. */
async function findOwn(ref: ScheduleRef): Promise<Schedule | undefined> {
  const item = await read(ref);
  if (!item || item.requestedBy || (item.expiresAt ?? Number.POSITIVE_INFINITY) <= Date.now() / 1000) return undefined;
  return toSchedule(item);
}

async function read({ ownerId, scheduleId }: ScheduleRef): Promise<ScheduleItem | undefined> {
  const { data } = await ScheduleEntity.get({ ownerId, scheduleId }).go({ ...FAST, consistent: true });
  return data ?? undefined;
}

/** Consistent. @throws NotFound `schedule-not-found` */
async function get(ref: ScheduleRef): Promise<Schedule> {
  const schedule = await findOwn(ref);
  if (!schedule) throw new NotFound('schedule-not-found', 'You have no such schedule');
  return schedule;
}

/**
 * Active ones first, next first; then those that are paused and those that are finished, by the time of their last change. Some
 * milliseconds behind, the order more than what is told of each; what has gone in between is left out.
 * @throws BadRequest `bad-cursor`
 */
async function list(
  ownerId: string,
  { state, ...options }: PageOptions & { readonly state?: State | undefined },
): Promise<Page<Schedule>> {
  const query = ScheduleEntity.query.listed({ ownerId });
  const ofState = state === undefined ? query : query.begins({ listKey: listKeyOf(state) });
  const present = ofState.where(
    ({ expiresAt }, { notExists, gt }) => `${notExists(expiresAt)} OR ${gt(expiresAt, Math.floor(Date.now() / 1000))}`,
  );
  const { items: listed, ...rest } = await page(present, options);
  const refs = listed.map(({ scheduleId }) => ({ ownerId, scheduleId }));
  const items = await readInBatches(refs, async (some) => ScheduleEntity.get([...some]).go(FAST));
  const byId = new Map(items.map((item) => [item.scheduleId, toSchedule(item)]));
  const all = refs.flatMap(({ scheduleId }) => byId.get(scheduleId) ?? []);
  return { ...rest, items: state === undefined ? all : all.filter((schedule) => schedule.state === state) };
}

/**
 * Stores the next state of a schedule, if nobody has changed the one before: one that was deleted, and made again under its id, has the versions of
 * the one before, and was created later. When the answer of a write was lost, and the SDK has sent it again, it
 * is known by its change.
 * @returns false when somebody has
 */
async function save(next: Schedule): Promise<boolean> {
  const item = scheduleItem(next);
  const { rejected, data } = await ScheduleEntity.put(item)
    .where(
      (attributes, { eq }) =>
        `${eq(attributes.version, next.version - 1)} AND ${eq(attributes.createdAt, next.createdAt)}`,
    )
    .go({ ...FAST, returnOnConditionCheckFailure: 'all_old' });
  return !rejected || data?.changeId === item.changeId;
}

export interface Expected {
  /** That the schedule must have; any when undefined. */
  readonly version?: number | undefined;
  /** Tells of a schedule that was changed by the same request before: it is given back as it is, whatever its version. */
  readonly wasChanged?: (schedule: Schedule) => boolean;
}

/**
 * Changes a schedule by a rule, and gives its new state; the rule is asked again when somebody else was faster. One that was finished and is not any
 * more counts again.
 * @param rule gives the schedule itself when there is nothing to change
 * @throws NotFound `schedule-not-found`, PreconditionFailed `stale-version`, Conflict `quota-exceeded`, Forbidden `account-deleted`, what the rule throws
 */
async function change(
  ref: ScheduleRef,
  { version, wasChanged }: Expected,
  rule: (before: Schedule) => Schedule,
): Promise<Schedule> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const before = await get(ref);
    if (wasChanged?.(before)) return before;
    if (version !== undefined && version !== before.version) throw staleVersion();
    const next = rule(before);
    if (next === before) return next;
    const isRevived = before.state === 'finished' && next.state !== 'finished';
    if (await (isRevived ? countIn(next) : save(next))) return next;
  }
  throw othersAreFaster('this schedule');
}

/**
 * Removes a schedule, and gives back what it counted. What is not there is removed already.
 * @throws PreconditionFailed `stale-version`
 */
async function remove(
  { ownerId, scheduleId }: ScheduleRef,
  { version }: Pick<Expected, 'version'> = {},
): Promise<void> {
  for (let tried = 1; tried <= ATTEMPTS; tried++) {
    const before = await findOwn({ ownerId, scheduleId });
    if (!before) return;
    if (version !== undefined && version !== before.version) throw staleVersion();
    const refused = await refusals(() =>
      createWriteTransaction({ schedule: ScheduleEntity, owner: OwnerEntity }, (write) => [
        write.schedule
          .remove({ ownerId, scheduleId })
          .where(
            (attributes, { eq }) =>
              `${eq(attributes.version, before.version)} AND ${eq(attributes.createdAt, before.createdAt)}`,
          )
          .commit(),
        ...(before.state === 'finished'
          ? []
          : [write.owner.upsert({ ownerId }).add({ schedules: -1, changes: 1 }).commit()]),
      ]).go(),
    );
    if (refused.length === 0) return;
  }
  throw othersAreFaster('this schedule');
}

const staleVersion = (): PreconditionFailed =>
  new PreconditionFailed('stale-version', 'The schedule has changed since: read it again');
