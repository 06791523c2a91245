/** What the stage guard reads and replaces of the Serverless Framework's instance (osls 4.3), which has no types for it. */
export interface Framework {
  service: { provider: { profile?: string } };
  processedInput: { commands: string[]; isHelpRequest?: boolean };
  pluginManager: { plugins: object[] };
  getProvider(name: 'aws'): Provider;
}

/** Every AWS client of the framework is built from `getAwsSdkV3Config`. */
export interface Provider {
  getStage(): string;
  getAwsSdkV3Config(options?: ClientOptions): Promise<ClientOptions>;
  getAwsSdkV3CredentialsProvider(): () => Promise<Credentials>;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Configuration of an SDK client, as far as it decides where a request goes. */
export interface ClientOptions {
  endpoint?: string;
  requestHandler?: RequestHandler;
}

export interface RequestHandler {
  handle(request: { hostname: string }, ...rest: unknown[]): Promise<unknown>;
}
