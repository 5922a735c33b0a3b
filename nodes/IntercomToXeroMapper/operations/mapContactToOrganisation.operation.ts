import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { SeveralCompanies } from '../../../lib/mapping/organisation/chooseCompany';
import { mapContactToOrganisation } from '../../../lib/mapping/organisation/organisation';
import { readProfile } from '../../../lib/mapping/profileInput';
import { STAFF_GOES } from '../../../lib/mapping/rules/whatGoesWhere';
import { companyGroupFields, readGroupsAndNotes } from '../parameters/groupsAndNotes';
import { ORGANISATION_ADVICE, organisationFields, organisationOptions, readOrganisation } from '../parameters/organisation';
import { readSyncWhom, syncWhomFields } from '../parameters/syncWhom';
import { readUpdateRules, updateRuleFields } from '../parameters/updateRules';
import { goesNotice } from '../parameters/whatGoesWhere';
import { notAProfile } from '../results';
import type { MapperOperation } from './operation';

const severalCompaniesField: INodeProperties = {
	displayName: 'Several Companies',
	name: 'severalCompanies',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'First', value: 'first', description: 'The first company that Intercom lists' },
		{ name: 'Oldest', value: 'oldest', description: 'The company that was created first' },
		{ name: 'Reject', value: 'reject', description: 'The contact leaves by Rejected until a person decides' },
	],
	default: 'reject',
	description: 'Which company is meant when a contact belongs to several. A contact without a company leaves by Skipped.',
};

/** The company of an Intercom contact becomes a Xero contact, the contact one of its people. */
export const operation: MapperOperation = {
	option: {
		name: 'Map Contact to Organisation',
		value: 'mapContactToOrganisation',
		action: 'Map contact to organisation',
		description: 'Turn the company of an Intercom contact into a Xero contact, with the contact among its people',
	},
	properties: updateDisplayOptions({ show: { operation: ['mapContactToOrganisation'] } }, [
		...syncWhomFields,
		severalCompaniesField,
		goesNotice('staffGoes', STAFF_GOES, ORGANISATION_ADVICE),
		...organisationFields,
		...updateRuleFields,
		...companyGroupFields,
		organisationOptions,
	]),
	map(context, json, item) {
		const profile = readProfile(json);
		if (profile === null) return notAProfile(json);
		return mapContactToOrganisation(profile, {
			...readOrganisation(context, item),
			...readGroupsAndNotes(context, item),
			rules: readUpdateRules(context, item),
			syncWhom: readSyncWhom(context, item),
			severalCompanies: severalCompanies(context, item),
		});
	},
};

function severalCompanies(context: IExecuteFunctions, item: number): SeveralCompanies {
	const chosen = context.getNodeParameter('severalCompanies', item, 'reject');
	return chosen === 'oldest' || chosen === 'first' ? chosen : 'reject';
}
