/** A text in which all but letters, digits and `-._~` are percent-encoded: https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
