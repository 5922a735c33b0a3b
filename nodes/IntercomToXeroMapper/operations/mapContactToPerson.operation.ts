import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';
import { mapContactToPerson, type PersonMapping, type PersonSettings } from '../../../lib/mapping/person/person';
import { readProfile } from '../../../lib/mapping/profileInput';
import { PERSON_GOES } from '../../../lib/mapping/rules/whatGoesWhere';
import { customAttributeFields, readCustomAttributes } from '../parameters/customAttributes';
import { contactGroupFields, readGroupsAndNotes } from '../parameters/groupsAndNotes';
import { customFields, customValues, readMapping, recommendedFields } from '../parameters/mapping';
import { optionFields, readOptions } from '../parameters/options';
import { readSyncWhom, syncWhomFields } from '../parameters/syncWhom';
import { readUpdateRules, updateRuleFields } from '../parameters/updateRules';
import { goesNotice } from '../parameters/whatGoesWhere';
import { notAProfile, unreadableFields } from '../results';
import type { MapperOperation } from './operation';

/** One Intercom contact becomes one Xero contact that is a person. */
export const operation: MapperOperation = {
	option: {
		name: 'Map Contact to Person',
		value: 'mapContactToPerson',
		action: 'Map contact to person',
		description: 'Turn an Intercom contact into a Xero contact that is a person',
	},
	properties: updateDisplayOptions({ show: { operation: ['mapContactToPerson'] } }, [
		...syncWhomFields,
		...recommendedFields,
		goesNotice('personGoes', PERSON_GOES.person, 'Other fields of the contact stay as they are. To send more, add Custom Attributes below or set Mapping to Custom.', { show: { mapping: ['recommended'], preset: ['person'] } }),
		goesNotice('literalGoes', PERSON_GOES.literal, 'Other fields of the contact stay as they are. To send more, add Custom Attributes below or set Mapping to Custom.', { show: { mapping: ['recommended'], preset: ['literal'] } }),
		...customFields,
		...customAttributeFields,
		...updateRuleFields,
		...contactGroupFields,
		...optionFields,
	]),
	map(context, json, item) {
		const profile = readProfile(json);
		if (profile === null) return notAProfile(json);
		const settings = settingsOf(context, item);
		const mapping = mappingOf(context, item, settings.phoneSlot);
		if ('unreadable' in mapping) return unreadableFields(json, mapping.unreadable);
		return mapContactToPerson(profile, { ...settings, mapping });
	},
};

function settingsOf(context: IExecuteFunctions, item: number) {
	return {
		...readOptions(context, item),
		...readGroupsAndNotes(context, item),
		attributes: readCustomAttributes(context, item),
		syncWhom: readSyncWhom(context, item),
		rules: readUpdateRules(context, item),
	} satisfies Omit<PersonSettings, 'mapping'> & { phoneSlot: string };
}

/** A field whose expression fails for one record must not stop the others. */
function mappingOf(context: IExecuteFunctions, item: number, phoneSlot: 'DEFAULT' | 'MOBILE'): PersonMapping | { unreadable: unknown } {
	const { mode, preset } = readMapping(context, item);
	if (mode === 'recommended') return { kind: 'recommended', preset, phoneSlot };
	try {
		return { kind: 'custom', values: customValues(context, item) };
	} catch (error) {
		return { unreadable: error };
	}
}
