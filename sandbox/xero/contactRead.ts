import { highVolume, notFound, type Answer } from './answer';
import { queryContacts } from './contactQuery';
import type { ContactRecord } from './contactRecord';
import { contactView, type ContactView, type ViewKind } from './contactView';
import { modifiedSince } from './dates';
import { envelope, isGuid, type XeroCall } from './operation';
import type { XeroOrganisation } from './organisation';

const MAX_PAGE_SIZE = 1_000;
const DEFAULT_PAGE_SIZE = 100;
/** Contacts that a page lacks where pages need not be full. */
const SHORT_BY = 3;

/** GET /Contacts */
export function getContacts(call: XeroCall): Answer {
	const found = queryContacts(call);
	if ('status' in found) return found;
	const unchanged = call.modifiedSince !== undefined && modifiedSince(call.modifiedSince) !== undefined;
	if (unchanged && found.length === 0 && call.kernel.switches.get('xero.unchangedRead') === '304') return { status: 304 };
	const summary = call.query.summaryOnly?.toLowerCase() === 'true';
	const paged = summary || call.query.page !== undefined || call.query.pageSize !== undefined;
	if (paged) return onePage(call, found, summary ? 'summary' : 'full');
	// An unpaged answer of more than 100,000 contacts is refused.
	if (found.length > call.world.options.highVolumeContacts) return highVolume();
	return envelope(call, { Contacts: views(call.organisation, found, 'subset') });
}

/** Out-of-range sizes are clamped silently; a page past the end is empty. */
function onePage(call: XeroCall, found: ContactRecord[], kind: ViewKind): Answer {
	const { switches } = call.kernel;
	const largest = switches.get('xero.largestPage') === '100' ? DEFAULT_PAGE_SIZE : MAX_PAGE_SIZE;
	const pageSize = clamped(call.query.pageSize, DEFAULT_PAGE_SIZE, largest);
	const held = switches.get('xero.pages') === 'short' ? Math.max(1, pageSize - SHORT_BY) : pageSize;
	const page = clamped(call.query.page, 1, Number.MAX_SAFE_INTEGER);
	const contacts = found.slice((page - 1) * held, page * held);
	const pagination = { page, pageSize, pageCount: Math.ceil(found.length / held), itemCount: found.length };
	return envelope(call, { pagination, Contacts: views(call.organisation, contacts, kind) });
}

function clamped(text: string | undefined, fallback: number, max: number): number {
	const number = Number.parseInt(text ?? '', 10);
	return Number.isNaN(number) ? fallback : Math.min(max, Math.max(1, number));
}

function views(organisation: XeroOrganisation, records: ContactRecord[], kind: ViewKind): ContactView[] {
	return records.map((record) => contactView(record, organisation.groupsOf(record.id), kind));
}

/** GET /Contacts/{ContactID or ContactNumber}; by a number that several contacts have it silently picks one. */
export function getContact(call: XeroCall): Answer {
	const record = findByKey(call, call.params.key ?? '');
	if (record === undefined) return notFound();
	return envelope(call, { Contacts: views(call.organisation, [record], 'full') });
}

/** A contact by id, else by number: active ones before archived ones. */
export function findByKey(call: XeroCall, key: string): ContactRecord | undefined {
	if (isGuid(key)) {
		const record = call.organisation.contacts.get(key);
		if (record !== undefined) return record;
	}
	const holders = holdersOfNumber(call, key);
	return holders.find((record) => record.status === 'ACTIVE') ?? holders[0];
}

/** All contacts with this ContactNumber, archived ones included. */
export function holdersOfNumber(call: Pick<XeroCall, 'organisation' | 'kernel'>, number: string): ContactRecord[] {
	const holders = call.organisation.contacts.having('ContactNumber', number);
	const exact = call.kernel.switches.get('xero.contactNumberCase') === 'sensitive';
	const same = (text = ''): boolean => (exact ? text === number : text.toLowerCase() === number.toLowerCase());
	return holders.filter((record) => same(record.text.ContactNumber));
}
