import { scriptedIntercom } from './scriptedIntercom';

export const WANTED = { xero_contact_id: 'x1', xero_contact_url: 'https://go.xero.com/x1', xero_organisation_id: 'o1' };
export const attribute = (name: string, fields: object = {}) => ({ name, model: 'contact', data_type: 'string', custom: true, api_writable: true, messenger_writable: false, archived: false, ...fields });
export const READY = { body: { data: Object.keys(WANTED).map((name) => attribute(name)) } };
/** Their names on companies. */
export const OF_COMPANY = { xero_company_contact_id: 'x1', xero_company_contact_url: 'https://go.xero.com/x1', xero_company_organisation_id: 'o1' };

export type Routes = Parameters<typeof scriptedIntercom>[0];
