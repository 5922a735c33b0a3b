import { isRecord } from '../../http/isRecord';
import type { HttpResponse } from '../../http/transport';
import { listOf, textOf } from './wireValue';

/** What Intercom says about a refused request; the first entry of its list. */
export interface VendorError {
	/** null: the body is not Intercom's error list. */
	code: string | null;
	/** Cut and without anything that looks like a secret. */
	message: string | null;
	field: string | null;
	requestId: string | null;
}

const MAX_VENDOR_TEXT_CHARS = 300;

/** Reads `{type:"error.list", request_id, errors:[{code, message?, field?}]}`; total over any body. Pure. */
export function vendorErrorFrom({ body, headers }: HttpResponse): VendorError {
	const list = isRecord(body) ? body : {};
	const first = listOf(list.errors).find(isRecord) ?? {};
	const message = textOf(first.message);
	return {
		code: textOf(first.code),
		message: message === null ? null : redacted(message),
		field: textOf(first.field),
		requestId: textOf(list.request_id) ?? textOf(headers['x-request-id']),
	};
}

/** No token is shorter than 40 characters, no id in Intercom's messages longer. */
function redacted(text: string): string {
	return text.replace(/[\w=+/-]{40,}/g, '[hidden]').slice(0, MAX_VENDOR_TEXT_CHARS);
}
