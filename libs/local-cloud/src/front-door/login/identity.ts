import type { DeployedServices } from '../deployed-services.ts';

/** What one needs to log in. */
export interface Identity {
  clientId: string;
  /** Where the managed login sends people back to, as it is registered. */
  callbackUrls: readonly string[];
}

/** Read from the deployed stack that has a user pool; undefined until it is there. */
export async function identityOf(services: DeployedServices): Promise<Identity | undefined> {
  for (const { outputs, callbackUrls } of await services.list()) {
    const clientId = outputs['UserPoolClientId'];
    if (clientId !== undefined) return { clientId, callbackUrls };
  }
  return undefined;
}
