import type { KindName, Told, ToldOf } from '../domain/told.ts';
import { digest } from './kinds/digest.ts';
import { imageReady } from './kinds/image-ready.ts';
import { imageRejected } from './kinds/image-rejected.ts';
import { imageShared } from './kinds/image-shared.ts';
import { newSignIn } from './kinds/new-sign-in.ts';
import { reminder } from './kinds/reminder.ts';
import { topicMessage } from './kinds/topic-message.ts';
import { welcome } from './kinds/welcome.ts';
import type { Template, Words } from './template.ts';
import type { Writing } from './writing.ts';

const TEMPLATES: { readonly [K in KindName]: Template<ToldOf<K>> } = {
  welcome,
  'new-sign-in': newSignIn,
  'image-ready': imageReady,
  'image-rejected': imageRejected,
  'image-shared': imageShared,
  reminder,
  'topic-message': topicMessage,
  digest,
};

/** The words of a message, and where the console shows what it is about. */
export function wordsOf(told: Told, writing: Writing): Words & { readonly path: string } {
  // The table gives each kind its own template, which the compiler does not follow through the union.
  const template = TEMPLATES[told.kind] as Template<Told>;
  return { ...template.words[writing.locale](told, writing), path: template.path(told) };
}
