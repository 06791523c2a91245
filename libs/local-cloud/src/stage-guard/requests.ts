import type { ClientOptions, Provider } from './framework.ts';

/**
 * Looks at every request of the framework's own clients just before it leaves, whatever decided where it goes: environment,
 * profile, endpoint of a single service, variable source.
 * @param refuse says why a request to this host may not leave, or nothing
 * @param fixed options that every client gets, over all others
 */
export function guardRequests(
  provider: Provider,
  refuse: (hostname: string) => string | undefined,
  fixed: () => ClientOptions = () => ({}),
): void {
  const original = provider.getAwsSdkV3Config.bind(provider);
  provider.getAwsSdkV3Config = async function guardedConfig(options) {
    const config = await original({ ...options, ...fixed() });
    const handler = config.requestHandler;
    if (!handler) throw new Error('osls has changed: a client without a request handler cannot be guarded');
    const handle = handler.handle.bind(handler);
    handler.handle = async function guardedHandle(request, ...rest) {
      const reason = refuse(request.hostname);
      // The framework prints errors of this name without a stack.
      if (reason) throw Object.assign(new Error(reason), { name: 'ServerlessError' });
      return handle(request, ...rest);
    };
    return config;
  };
}
