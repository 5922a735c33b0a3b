/**
 * What Xero allows, each number with the page that says so.
 * `requests`: https://developer.xero.com/documentation/api/accounting/requests-and-responses
 * `limits`: https://developer.xero.com/documentation/guides/oauth2/limits
 * `contacts`: https://developer.xero.com/documentation/api/accounting/contacts
 */

/** Elements of one write; Xero recommends no more (limits). */
export const MAX_CONTACTS_PER_WRITE = 50;

/** Bytes of one request body; the hard limit is 10 MB, Xero advises to stay under this (limits). */
export const MAX_WRITE_BYTES = 3_500_000;

/** IDs in one `IDs=` filter; Xero documents 40, 53 make the address too long and the answer a 404 (requests). */
export const MAX_IDS_PER_READ = 40;

/** Largest page; higher numbers are silently clamped (requests). */
export const MAX_PAGE_SIZE = 1_000;

/** People besides the primary one (contacts). */
export const MAX_CONTACT_PERSONS = 5;

/** Groups of an organisation. @see https://developer.xero.com/documentation/api/accounting/contactgroups */
export const MAX_CONTACT_GROUPS = 100;

/** Contacts added to a group in one call; Xero names no limit, so as many as for other writes (limits). */
export const MAX_MEMBERS_PER_ADD = 50;

/**
 * Characters of a history note. Xero's present page says 2,500, older ones 250; this is right under both.
 * @see https://developer.xero.com/documentation/api/accounting/historyandnotes
 */
export const MAX_NOTE_CHARS = 250;

/** Characters of a Name (contacts). */
export const MAX_NAME_CHARS = 255;

/** Calls per minute and organisation (limits). */
export const CALLS_PER_MINUTE = 60;

/** We stay one below Xero's five, so that a person working with another integration is not locked out (limits). */
export const MAX_CALLS_IN_FLIGHT = 4;

/** How long we wait for an answer; Xero may need long for a batch of fifty. */
export const READ_TIMEOUT_MS = 30_000;
export const WRITE_TIMEOUT_MS = 60_000;
