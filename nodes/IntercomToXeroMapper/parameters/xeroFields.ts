import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { formFields, type FormField } from '../../../lib/mapping/rules/formFields';
import { NAMED_VALUES } from '../../../lib/mapping/rules/namedValues';

/** Lines of the custom mapping, from the field table alone: no credentials, no network. */
export async function getXeroFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return { fields: formFields().map(formLine) };
}

/** Recommended fields are shown with the value they take by name, the others wait under "Add field". */
function formLine({ id, label, target, offered }: FormField): ResourceMapperField {
	return {
		id,
		displayName: label,
		type: target.kind === 'persons' ? 'array' : offered === undefined ? 'string' : 'options',
		required: false,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
		removed: offered === undefined,
		...(offered !== undefined && { defaultValue: offered[0]!, options: offered.map((value) => ({ value, name: NAMED_VALUES[value].label, description: NAMED_VALUES[value].description })) }),
	};
}
