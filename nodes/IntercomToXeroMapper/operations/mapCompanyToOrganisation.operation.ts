import { updateDisplayOptions } from 'n8n-workflow';
import { mapCompanyToOrganisation } from '../../../lib/mapping/organisation';
import { readCompany } from '../../../lib/mapping/profileInput';
import { companyGroupFields, readGroupsAndNotes } from '../parameters/groupsAndNotes';
import { organisationFields, readOrganisation } from '../parameters/organisation';
import { readUpdateRules, updateRuleFields } from '../parameters/updateRules';
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
		...updateRuleFields,
		...companyGroupFields,
		...organisationFields,
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
