import { mapContactToOrganisation, mapCompanyToOrganisation, type ContactToOrganisationSettings } from '../../../lib/mapping/organisation/organisation';
import type { IntercomCompany } from '../../../lib/intercom/profile/profile';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { intercomId, profileOf, type Person } from './people';

const SETTINGS: ContactToOrganisationSettings = {
	attributes: { abn: 'abn', acn: 'acn', billingEmail: 'billing_email', domain: 'domain', fields: {} },
	billingRole: { attribute: 'job_title', role: '' },
	invalidAbn: 'reject',
	severalCompanies: 'reject',
	syncWhom: { who: 'everyone' },
	rules: {},
	defaultCountry: 'AU',
	unreadablePhone: 'reject',
};

/** An Intercom company as Get emits it, with its custom attributes. */
export function company(custom_attributes: IntercomCompany['custom_attributes'] = {}, more: Partial<IntercomCompany> = {}): IntercomCompany {
	const empty = { industry: null, size: null, monthly_spend: null, plan: null, tags: [] };
	return { id: intercomId(), company_id: '', name: 'Acme Pty Ltd', website: 'acme.example', ...empty, created_at: 1, updated_at: 2, custom_attributes, ...more };
}

/** The mapped record of the company itself. */
export function organisationOf(one: IntercomCompany): MappedRecord {
	const result = mapCompanyToOrganisation(one, SETTINGS);
	if (result.kind !== 'mapped') throw new Error(result.message);
	return result.record;
}

/** The same as a person of the company brings it. */
export function staffOf(one: IntercomCompany, person: Person): MappedRecord {
	const result = mapContactToOrganisation({ ...profileOf(person), companies: [one] }, SETTINGS);
	if (result.kind !== 'mapped') throw new Error(result.message);
	return result.record;
}
