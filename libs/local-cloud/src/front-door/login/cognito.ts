/** Cognito refused, in its words: `UsernameExistsException`, `CodeMismatchException`… */
export class CognitoRefused extends Error {
  override name = 'CognitoRefused';
}

/**
 * Calls an operation of Cognito's that needs no credentials, as a browser does.
 * @throws CognitoRefused
 */
export async function callCognito(endpoint: string, operation: string, input: object): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      connection: 'close', // one that stays open makes the engine's stop a second longer
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(15_000), // it may wait for the cold start of a trigger
  });
  if (response.ok) return;
  const said: unknown = await response.json().catch(() => undefined);
  const message = typeof said === 'object' && said !== null && 'message' in said ? said.message : undefined;
  throw new CognitoRefused(typeof message === 'string' ? message : `Cognito answered ${response.status}.`);
}
