/** The whole system, deployed: what an end-to-end test talks to. */
export interface TestCloud {
  readonly stage: string;
  /** Base address of a service's API, without a slash at its end: `${await apiOf('users')}/users/me`. */
  apiOf(service: string): Promise<string>;
  /** An output of the stack `<service>-<stage>`. */
  output(service: string, name: string): Promise<string>;
  /** For the constructor of any SDK client; empty where the shell's own configuration serves. */
  readonly aws: {
    readonly endpoint?: string;
    readonly region: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Where Cognito answers: the engine, or AWS. */
  readonly cognito: string;
  /** Has `/mailbox.json` and `/timeline.json`; undefined where mails go to real mailboxes. */
  readonly frontDoor: string | undefined;
  /** Where the engine keeps the pools' private keys: with these a test signs tokens that are genuine but expired. Undefined on AWS. */
  readonly poolKeys: string | undefined;
}
