/** Days for which the inbox keeps what is told; deliveries and what was handled stay as long, for questions. */
const DAYS = 90;

export const KEPT_SECONDS = DAYS * 24 * 3600;
