import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { idOf } from '../../lib/intercom/api/wireValue';
import { valueOf } from './valuesFrom';

/** Letters, digits, hyphen, underscore: no other character occurs in an id, and none may reach the path of a request. */
const RECORD_ID = /^[\w-]+$/;

/** The parameter that holds the id of a record. */
export interface IdParameter {
	name: 'contactId' | 'companyId';
	/** As the form calls it. */
	label: string;
	/** What it identifies. */
	record: 'contact' | 'company';
}

/** @returns the id, or what is wrong with it */
export function recordIdOf(context: IExecuteFunctions, item: number, parameter: IdParameter): string | Failure {
	const { name, record } = parameter;
	const value: unknown = valueOf(context, name, item);
	const id = idOf(value);
	if (id === null) return unusable(parameter, 'Missing', `The item has no Intercom ${record} ID`);
	return RECORD_ID.test(id) ? id : unusable(parameter, 'Invalid', `"${id.slice(0, 60)}" is not an Intercom ${record} ID`);
}

function unusable({ name, label }: IdParameter, what: 'Missing' | 'Invalid', message: string): Failure {
	return {
		class: 'validation',
		reason: what === 'Missing' ? `${name}Missing` : `${name}Invalid`,
		message: `${message} (field ${label}).`,
		nextStep: `Set ${label} to the ID, or to an expression that yields it, such as {{ $json.${name} }} after the Intercom Trigger.`,
		retryable: false,
		field: name,
	};
}
