// As in the contract.
const LONGEST = 254;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/**
 * `Ada@Example.com` and `ada@example.com` are one address. Only ASCII is folded: other letters may be told apart by the mailbox's server, and
 * may become more of them (`İ` becomes two), so that an address would outgrow its bound.
 */
export function foldEmail(email: string): string {
  return email.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Whether the events that carry an address take this one; a longer one has no mailbox (RFC 5321, section 4.5.3.1). */
export function isEmail(email: string): boolean {
  return Array.from(email).length <= LONGEST && ADDRESS.test(email);
}
