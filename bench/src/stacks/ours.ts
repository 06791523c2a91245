import { randomUUID } from 'node:crypto';
import { NotFound } from '@libs/contracts/errors';
import { configuration, dynamoDB, FAST, tracked } from '@libs/data';
import { api } from '@libs/handler';
import { Entity } from 'electrodb';
import { CreateNote, GetNote } from '../contract/notes.ts';
import type { Stack } from '../stack.ts';

const notes = new Entity(
  {
    model: { service: 'notes', entity: 'note', version: '1' },
    attributes: {
      id: { type: 'string', required: true },
      title: { type: 'string', required: true },
      text: { type: 'string', required: true },
      ...tracked,
      createdAt: { type: 'string', required: true },
    },
    indexes: { one: { pk: { field: 'pk', composite: ['id'] }, sk: { field: 'sk', composite: [] } } },
  },
  configuration(),
);

const create = api(CreateNote, async ({ body: { title, text = '' } }) => {
  const note = { id: randomUUID(), title, text, createdAt: new Date().toISOString() };
  await notes.create(note).go(FAST);
  return note;
});

const get = api(GetNote, async ({ params }) => {
  const { data } = await notes.get({ id: params.id }).go(FAST);
  if (!data) throw new NotFound('not-found', 'There is no such note');
  return { id: data.id, title: data.title, text: data.text, createdAt: data.createdAt };
});

/** Two functions in production; one here, so that all stacks answer the same two routes from one bundle. */
export const handler: Stack['handler'] = (event, context) =>
  event.routeKey === 'POST /notes' ? create(event, context) : get(event, context);
export const client = dynamoDB();
export const stored = 'plain';
