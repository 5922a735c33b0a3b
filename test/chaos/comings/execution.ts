import type { Profile } from '../../../lib/intercom/profile/profile';
import { mapContactToOrganisation, type ContactToOrganisationSettings } from '../../../lib/mapping/organisation/organisation';
import { mapContactToPerson, type PersonResult } from '../../../lib/mapping/person/person';
import { MAPPING } from '../syncPage';

const OF_COMPANIES: ContactToOrganisationSettings = {
	syncWhom: { who: 'everyone' },
	severalCompanies: 'oldest',
	attributes: { abn: 'abn', acn: 'acn', billingEmail: 'billing_email', domain: 'domain', fields: {} },
	invalidAbn: 'leaveOut',
	billingRole: { attribute: '', role: '' },
	rules: {},
	defaultCountry: 'AU',
	unreadablePhone: 'leaveOut',
};

/** Who is of a company is one of its people; everybody else is billed as a person. */
export function mapPersonOrStaff(profile: Profile): PersonResult {
	const isStaff = profile.contact.role === 'user' && (profile.companies ?? []).length > 0;
	return isStaff ? mapContactToOrganisation(profile, OF_COMPANIES) : mapContactToPerson(profile, MAPPING);
}
