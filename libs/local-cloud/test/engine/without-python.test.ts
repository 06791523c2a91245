import { EngineUnavailable, startEngine } from '../../src/index.ts';
import { temporaryFolders } from './support/temporary-folder.ts';

const folder = temporaryFolders();

it('says what to install on a machine with neither Python nor Docker', async () => {
  // Prepare: a search path with nothing in it
  const path = process.env.PATH;
  process.env.PATH = folder();
  // Act
  const error = await startEngine({ running: '', home: folder() })
    .catch((thrown: unknown) => thrown)
    .finally(() => (process.env.PATH = path));
  // Assess
  expect(error).toBeInstanceOf(EngineUnavailable);
  expect(error).toHaveProperty('tried', ['uv: not found', 'python3: not found', 'docker: not found']);
});
