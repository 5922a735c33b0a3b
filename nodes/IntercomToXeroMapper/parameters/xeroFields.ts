import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { formFields, type FormField } from '../../../lib/mapping/formFields';

/** Lines of the custom mapping, from the field table alone: no credentials, no network. */
export async function getXeroFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return { fields: formFields().map(formLine) };
}

/** Recommended fields are shown with their expression, the others wait under "Add field". */
function formLine({ id, label, target, expression }: FormField): ResourceMapperField {
	return {
		id,
		displayName: label,
		type: target.kind === 'persons' ? 'array' : 'string',
		required: false,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
		removed: expression === undefined,
		...(expression !== undefined && { defaultValue: expression }),
	};
}
