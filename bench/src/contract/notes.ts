import { route, Type } from '@libs/contracts';

const Note = Type.Object({
  id: Type.String({ format: 'uuid' }),
  title: Type.String({ minLength: 1, maxLength: 100 }),
  text: Type.String({ maxLength: 1000 }),
  createdAt: Type.String({ format: 'date-time', maxLength: 40 }),
});

export const CreateNote = route({
  method: 'POST',
  path: '/notes',
  summary: 'Writes a note.',
  body: Type.Object({
    title: Type.String({ minLength: 1, maxLength: 100 }),
    text: Type.Optional(Type.String({ maxLength: 1000 })),
  }),
  response: Note,
  status: 201,
});

export const GetNote = route({
  method: 'GET',
  path: '/notes/{id}',
  summary: 'One note.',
  params: { id: Type.String({ format: 'uuid' }) },
  response: Note,
});
