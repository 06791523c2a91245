import { frontDoorOf, type MailboxCloud } from './mailbox.ts';

/** The front door would not play it: it says why. */
export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused';
}

/**
 * Lets the provider's part be played for a message in the mailbox: what AWS would publish then is published, and given back.
 * `disable` is for a push: its endpoint is disabled.
 * @throws ProviderRefused
 * @throws NoMailbox on a stage without one
 * @example await providerSays(cloud, await mailTo(cloud, ada.email, /welcome/i), 'bounce');
 */
export const providerSays = async (
  cloud: MailboxCloud,
  message: { readonly id: string },
  outcome: 'bounce' | 'soft-bounce' | 'complaint' | 'disable',
): Promise<Readonly<Record<string, unknown>>> => {
  const address = `${frontDoorOf(cloud)}/mailbox/${encodeURIComponent(message.id)}/${outcome}`;
  const response = await fetch(address, { method: 'POST' });
  const answer = (await response.json()) as { title: string; event: Record<string, unknown> }; // a problem, or what was published
  if (!response.ok) throw new ProviderRefused(`${outcome}: ${answer.title}`);
  return answer.event;
};
