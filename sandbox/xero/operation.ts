import { randomUUID } from 'node:crypto';
import type { Kernel } from '../kernel/kernel';
import type { Answer } from './answer';
import { isObject } from './contactInput';
import { xeroDate } from './dates';
import type { Author } from './ledger';
import type { XeroOrganisation } from './organisation';
import type { XeroWorld } from './world';

/** One request past the gate. */
export interface XeroCall {
	organisation: XeroOrganisation;
	world: XeroWorld;
	kernel: Kernel;
	params: Record<string, string>;
	query: Record<string, string>;
	body: unknown;
	/** The If-Modified-Since header as it came. */
	modifiedSince: string | undefined;
	author: Author;
}

/** One operation of the Accounting API; acts at once, so that calls never interleave inside it. */
export interface Operation {
	/** As the journal names it, after `xero.`; the names of xero-node's methods. */
	name: string;
	method: 'GET' | 'PUT' | 'POST' | 'DELETE';
	/** Below `/api.xro/2.0`. */
	path: string;
	scope: string;
	act(call: XeroCall): Answer;
}

/** Xero's envelope around every list. */
export function envelope(call: XeroCall, content: Record<string, unknown>): Answer {
	const body = {
		Id: randomUUID(),
		Status: 'OK',
		ProviderName: 'n8n (sandbox)',
		DateTimeUTC: xeroDate(call.kernel.clock.now()),
		...content,
	};
	return { status: 200, body };
}

/** The objects of a body: `{"Contacts":[…]}` (key in any case), a bare object, or a bare list. Null: nothing usable. */
export function elementsOf(body: unknown, key: string): Array<Record<string, unknown>> | null {
	if (Array.isArray(body)) return body.every(isObject) ? body : null;
	if (!isObject(body)) return null;
	const wrapped = Object.entries(body).find(([name]) => name.toLowerCase() === key.toLowerCase());
	if (wrapped === undefined) return Object.keys(body).length === 0 ? null : [body];
	const content = wrapped[1];
	if (isObject(content)) return [content];
	return Array.isArray(content) && content.length > 0 && content.every(isObject) ? content : null;
}

/** Whether errors are summarised (the server's default, whatever the specification says). */
export function summarises(query: Record<string, string>): boolean {
	return query.summarizeErrors?.toLowerCase() !== 'false';
}

export const isGuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
