import { randomUUID } from 'node:crypto';

/** What Xero answers; `body` as an object is sent as JSON or XML, as text it goes out as it is. */
export interface Answer {
	status: number;
	body?: unknown;
	contentType?: string;
	headers?: Record<string, string>;
}

export const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

export function unauthorised(detail: string, headers?: Record<string, string>): Answer {
	return {
		status: 401,
		body: { Type: null, Title: 'Unauthorized', Status: 401, Detail: detail, Instance: randomUUID() },
		...(headers === undefined ? {} : { headers }),
	};
}

/** Wrong or disconnected organisation; unlike 401 its names are camelCase. */
export function forbidden(status = 403, title = 'Forbidden'): Answer {
	return { status, body: { title, status, detail: 'AuthenticationUnsuccessful', instance: randomUUID() } };
}

/** Xero's 404 is a web page, whatever was accepted. */
export function notFound(): Answer {
	return { status: 404, body: "The resource you're looking for cannot be found", contentType: 'text/html; charset=utf-8' };
}

/** A URL too long for the web server in front of Xero (IIS 404.15). */
export function urlTooLong(): Answer {
	const body =
		'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html><head><title>404 - File or directory not found.</title></head><body><h2>404 - File or directory not found.</h2></body></html>';
	return { status: 404, body, contentType: 'text/html' };
}

/** An id that is none: plain text for the whole request, whatever was accepted. */
export function unparsableId(id: string): Answer {
	return { status: 400, body: `The value '${id}' cannot be parsed as an identifier`, contentType: 'text/plain; charset=utf-8' };
}

export function validation(elements: unknown[]): Answer {
	return {
		status: 400,
		body: { ErrorNumber: 10, Type: 'ValidationException', Message: 'A validation exception occurred', Elements: elements },
	};
}

export function refused(errorNumber: number, type: string, message: string): Answer {
	return { status: 400, body: { ErrorNumber: errorNumber, Type: type, Message: message } };
}

export const queryParse = (message: string): Answer => refused(16, 'QueryParseException', message);

/** @see https://developer.xero.com/documentation/api/accounting/contacts */
export const highVolume = (): Answer =>
	refused(
		51,
		'HighVolumeException',
		'Your request is not filtering Contacts efficiently and has been blocked. Please use optimised filters and ordering for large organisations.',
	);

export const noData = (): Answer =>
	refused(
		17,
		'NoDataProcessedException',
		'No data has been processed for this endpoint. This endpoint is expecting Contact data to be specifed in the request body.',
	);

export const badPostData = (message: string): Answer => refused(14, 'PostDataInvalidException', message);
