/**
 * Intercom's search finds a new contact after "a few minutes" only; what it says may be as old as that. The overlap of Get
 * Changed is as long.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts (Contact Creation Delay)
 */
export const SEARCH_LAG_SECONDS = 15 * 60;
