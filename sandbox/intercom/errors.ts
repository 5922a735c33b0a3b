import { randomUUID } from 'node:crypto';

/** A refusal in the vendor's words; a route throws it, the error handler writes it. */
export class IntercomRefusal extends Error {
	override readonly name = 'IntercomRefusal';
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(message);
	}
}

export interface ErrorList {
	type: 'error.list';
	request_id: string;
	errors: Array<{ code: string; message: string }>;
}

export function errorList(code: string, message: string): ErrorList {
	return { type: 'error.list', request_id: randomUUID(), errors: [{ code, message }] };
}

export const contactNotFound = () => new IntercomRefusal(404, 'not_found', 'User Not Found');
export const companyNotFound = () => new IntercomRefusal(404, 'company_not_found', 'Company Not Found');
export const resourceNotFound = () => new IntercomRefusal(404, 'not_found', 'Resource Not Found');
export const parameterInvalid = (message: string) => new IntercomRefusal(400, 'parameter_invalid', message);
export const notInThisVersion = () =>
	new IntercomRefusal(400, 'intercom_version_invalid', 'Requested resource is not available in current API version.');
