import { updateDisplayOptions } from 'n8n-workflow';
import { mapCompanyToOrganisation } from '../../../lib/mapping/organisation/organisation';
import { readCompany } from '../../../lib/mapping/profileInput';
import { ORGANISATION_GOES } from '../../../lib/mapping/rules/whatGoesWhere';
import { companyGroupFields, readGroupsAndNotes } from '../parameters/groupsAndNotes';
import { ORGANISATION_ADVICE, organisationFields, organisationOptions, readOrganisation } from '../parameters/organisation';
import { readUpdateRules, updateRuleFields } from '../parameters/updateRules';
import { goesNotice } from '../parameters/whatGoesWhere';
import { notACompany } from '../results';
import type { MapperOperation } from './operation';

/** One Intercom company becomes one Xero contact that is an organisation. */
export const operation: MapperOperation = {
	option: {
		name: 'Map Company to Organisation',
		value: 'mapCompanyToOrganisation',
		action: 'Map company to organisation',
		description: 'Turn an Intercom company into a Xero contact that is an organisation',
	},
	properties: updateDisplayOptions({ show: { operation: ['mapCompanyToOrganisation'] } }, [
		goesNotice('companyGoes', ORGANISATION_GOES, ORGANISATION_ADVICE),
		...organisationFields,
		...updateRuleFields,
		...companyGroupFields,
		organisationOptions,
	]),
	map(context, json, item) {
		const company = readCompany(json);
		if (company === null) return notACompany(json);
		return mapCompanyToOrganisation(company, {
			...readOrganisation(context, item),
			...readGroupsAndNotes(context, item),
			rules: readUpdateRules(context, item),
		});
	},
};
