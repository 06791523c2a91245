import type { Channel, Category } from './channels.ts';
import type { Told } from './told.ts';

/** How a kind of message is treated. */
export interface Kind {
  /** `told`: the message says it itself. */
  readonly category: Category;
  /** Opt-outs and quiet hours do not hold: the person has to know. */
  readonly security: boolean;
  /** Over these it may go, when the person wants it there. */
  readonly channels: ReadonlySet<Channel>;
}

const EVERYWHERE: ReadonlySet<Channel> = new Set<Channel>(['inbox', 'live', 'email', 'sms', 'push']);
/** What nobody pays an SMS for. */
const NO_SMS: ReadonlySet<Channel> = new Set<Channel>(['inbox', 'live', 'email', 'push']);

/** Every kind of message there is. Which event becomes which: `announcements/told-of.ts`. */
export const KINDS: Readonly<Record<Told['kind'], Kind>> = {
  welcome: { category: 'account', security: false, channels: new Set<Channel>(['inbox', 'email']) },
  'new-sign-in': { category: 'account', security: true, channels: EVERYWHERE },
  'image-ready': { category: 'images', security: false, channels: NO_SMS },
  'image-rejected': { category: 'images', security: false, channels: NO_SMS },
  'image-shared': { category: 'images', security: false, channels: NO_SMS },
  reminder: { category: 'schedules', security: false, channels: EVERYWHERE },
  'topic-message': { category: 'product', security: false, channels: EVERYWHERE },
  digest: { category: 'product', security: false, channels: new Set<Channel>(['email']) },
};
