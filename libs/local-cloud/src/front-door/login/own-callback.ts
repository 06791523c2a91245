/**
 * Sends people back to this front door. The address that is registered with the user pool names port 4000; a front door on another port (a
 * test's, a second checkout's) would never see them again.
 * @param headers names and values in turn
 */
export function toOwnCallback(headers: string[], registered: readonly string[], origin: string): string[] {
  return headers.map((value, i) => {
    const isLocation = i % 2 === 1 && headers[i - 1]?.toLowerCase() === 'location';
    const callback = isLocation && registered.find((url) => value === url || value.startsWith(`${url}?`));
    return callback ? origin + value.slice(new URL(callback).origin.length) : value;
  });
}
