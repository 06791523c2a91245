/**
 * What became of handing a message to its provider. `sent`: the provider has taken it. `failed`: it never will; `look` where people have to find
 * out why, so that the message belongs into the dead-letter queue. `throttled`: this one came too fast, for as long as it was tried. `stopped`: the
 * provider takes nothing over this channel for now.
 */
export type HandOver =
  | { readonly outcome: 'sent'; readonly providerId?: string }
  | { readonly outcome: 'failed'; readonly reason: string; readonly look?: boolean; readonly cause?: unknown }
  | { readonly outcome: 'throttled' | 'stopped'; readonly cause: unknown };

/** Whether a call to a provider may still be begun. */
export type InTime = () => boolean;

/** The provider has certainly not taken the message: it may be sent again at once, whatever the channel. Any other error leaves that open. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}
