import type { Failure } from '../../http/failure';
import { isRecord } from '../../http/isRecord';
import { isFilled } from '../../http/textOf';
import { bothWaysFrom } from '../../ledger/bothWays';
import { contactFields } from '../../xero/contact/contactFrom';
import { taxKey } from '../../xero/contact/taxNumber';
import { fieldFault, rulesFault } from './parseFields';
import type { LastSync, MappedRecord, RecordDecision } from './record';

type Unread = Readonly<Record<string, unknown>>;

/**
 * Reads an item that should be a mapped record; items come from anywhere in a workflow.
 * @returns the record, or a failure that names the record and the field. Pure, never throws.
 */
export function parseRecord(value: unknown): { ok: true; record: MappedRecord } | { ok: false; failure: Failure } {
	if (!isRecord(value)) return refusal('it is not an object', '');
	const given = withDefaults(value);
	const fault = keyFault(given) ?? fieldFault(given.xero as Unread) ?? rulesFault(given.rules) ?? afterFault(given) ?? lastSyncFault(given.lastSync) ?? decisionFault(given.decision);
	if (fault !== undefined) return refusal(fault, typeof given.intercomId === 'string' ? given.intercomId : '');
	return { ok: true, record: recordFrom(given as unknown as MappedRecord) };
}

function refusal(fault: string, intercomId: string): { ok: false; failure: Failure } {
	const who = intercomId.trim() === '' ? 'This item' : `The item of Intercom record ${intercomId.slice(0, 50)}`;
	return {
		ok: false,
		failure: {
			class: 'validation',
			reason: 'notAMappedRecord',
			message: `${who} is not a mapped record: ${fault}`,
			nextStep: 'Connect the Mapped output of the Intercom to Xero Mapper to this node.',
			retryable: false,
			field: fault.split(' ')[0],
		},
	};
}

/** What may be left out, and what Data Tables and Edit Fields nodes turn into null. */
function withDefaults(value: Unread): Unread {
	const { previousIds, groups, notes, rules, lastSync, groupPrefixes, notesWhen, noteActions, url, ...rest } = value;
	const optional = { groupPrefixes, notesWhen, noteActions };
	const defaults = { previousIds: previousIds ?? [], groups: groups ?? [], notes: notes ?? [], rules: rules ?? {} };
	const given = Object.fromEntries(Object.entries(optional).filter(([, one]) => one !== undefined && one !== null));
	return { kind: 'person', ...rest, ...defaults, ...given, ...(isFilled(url) && { url }), ...(isRecord(lastSync) && { lastSync }) };
}

function keyFault(given: Unread): string | undefined {
	if (!isFilled(given.intercomId)) return 'intercomId is missing';
	if (!['user', 'lead', 'company'].includes(given.role as string)) return 'role is not user, lead or company';
	if (!['person', 'organisation'].includes(given.kind as string)) return 'kind is not person or organisation';
	if (!isRecord(given.xero)) return 'xero (the mapped fields) is missing';
	if (!isRecord(given.match) || !isFilled(given.match.name)) return 'match (the keys to find it by) is missing';
	const notText = MATCH_KEYS.find((key) => !isTextOrNothing((given.match as Unread)[key]));
	if (notText) return `match.${notText} is not text`;
	if (!isRecord(given.source) || !isEpoch(given.source.createdAt) || !isEpoch(given.source.updatedAt)) {
		return 'source (the times in Intercom) is missing';
	}
	if (given.source.readAt !== undefined && given.source.readAt !== null && !isEpoch(given.source.readAt)) return 'source (the time it was read) is no number';
	if (typeof given.fingerprint !== 'string') return 'fingerprint is missing';
	const notTexts = (['previousIds', 'groups', 'notes'] as const).find((key) => !isTexts(given[key]));
	return notTexts && `${notTexts} is not a list of texts`;
}

const MATCH_KEYS = ['contactId', 'organisationId', 'email', 'taxNumber', 'domain', 'company'] as const;

/** What comes after the write: owner, whose groups are looked after, when notes are added. */
function afterFault({ owner, groupPrefixes, notesWhen, noteActions }: Unread): string | undefined {
	if (owner !== undefined && owner !== null && !(isRecord(owner) && isTextOrNothing(owner.email) && isTextOrNothing(owner.name))) {
		return 'owner is neither an email with a name nor null';
	}
	// An empty prefix would make every group of the organisation ours.
	if (groupPrefixes !== undefined && !(isTexts(groupPrefixes) && groupPrefixes.every(isFilled))) {
		return 'groupPrefixes is not a list of texts';
	}
	if (notesWhen !== undefined && notesWhen !== 'create' && notesWhen !== 'change') return 'notesWhen is not create or change';
	return noteActions === undefined || typeof noteActions === 'boolean' ? undefined : 'noteActions is not true or false';
}

function lastSyncFault(lastSync: unknown): string | undefined {
	if (!isRecord(lastSync)) return undefined;
	const { sourceUpdatedAt, staffUpdatedAt, xeroUpdatedAt, fingerprint, xeroContactId } = lastSync;
	if (!isEpoch(sourceUpdatedAt) || !isEpoch(xeroUpdatedAt) || !(staffUpdatedAt === undefined || isEpoch(staffUpdatedAt))) return 'lastSync (its times) is not readable';
	return isTextOrNothing(fingerprint) && isTextOrNothing(xeroContactId) ? undefined : 'lastSync (its ids) is not text';
}

/** A decision that cannot be read must not end in a guess. */
function decisionFault(decision: unknown): string | undefined {
	if (decision === undefined || decision === null) return undefined;
	if (!isRecord(decision)) return 'decision is not an object';
	if (decision.do === 'never') return 'decision says that a person never wants it synced';
	if (decision.do === 'bind') return isFilled(decision.xeroContactId) ? undefined : 'decision names no xeroContactId';
	return decision.do === 'create' ? undefined : 'decision is neither bind nor create';
}

type Said = Pick<MappedRecord, 'decision' | 'approved' | 'uncertain' | 'compare' | 'bothWays' | 'bothChangedDecision'>;

/** Only what is certain counts: of a stop that may be passed, of a write that may have happened, of what is to be compared. */
function saidFrom({ decision, approved, uncertain, compare, bothWays: given, bothChangedDecision: side }: Said): Said {
	const bothWays = bothWaysFrom(given);
	const certain = { ...(approved === true && { approved }), ...(uncertain === true && { uncertain }), ...(compare === true && { compare }) };
	return { ...(decision && { decision: decisionFrom(decision) }), ...certain, ...(bothWays && { bothWays }), ...((side === 'intercom' || side === 'xero') && { bothChangedDecision: side }) };
}

function decisionFrom(decision: RecordDecision): RecordDecision {
	const { by, at } = decision;
	const who = { ...(typeof by === 'string' && by !== '' && { by }), ...(typeof at === 'number' && { at }) };
	return decision.do === 'create' ? { do: 'create', ...who } : { do: 'bind', xeroContactId: decision.xeroContactId.trim().toLowerCase(), ...who };
}

/** Ids without the accident of case, keys without a value left out, the number always the record's own id. */
function recordFrom({ decision, approved, uncertain, compare, bothWays, bothChangedDecision, ...given }: MappedRecord): MappedRecord {
	const { match, lastSync, owner } = given;
	const { createdAt, updatedAt, readAt } = given.source;
	const kept = Object.fromEntries(MATCH_KEYS.flatMap((key) => (isFilled(match[key]) ? [[key, match[key].trim()]] : [])));
	const { taxNumber: written, ...keys } = kept as Partial<Record<string, string>>;
	const { contactId, organisationId } = keys;
	const taxNumber = taxKey(written ?? '');
	return {
		...given,
		source: { createdAt, updatedAt, ...(typeof readAt === 'number' && { readAt }) },
		match: {
			...keys,
			...(taxNumber !== '' && { taxNumber }),
			...(contactId && { contactId: contactId.toLowerCase() }),
			...(organisationId && { organisationId: organisationId.toLowerCase() }),
			contactNumber: given.intercomId,
			name: match.name,
		},
		...(owner && { owner: { email: owner.email ?? '', name: owner.name ?? '' } }),
		...(lastSync && { lastSync: lastSyncFrom(lastSync) }),
		...saidFrom({ decision, approved, uncertain, compare, bothWays, bothChangedDecision }),
	};
}

/** Its values came from Xero and are only compared: read as leniently as an answer of Xero. */
function lastSyncFrom({ fingerprint, xeroContactId, sourceUpdatedAt, staffUpdatedAt, xeroUpdatedAt, values }: LastSync): LastSync {
	return {
		...(fingerprint && { fingerprint }),
		...(xeroContactId && { xeroContactId: xeroContactId.toLowerCase() }),
		sourceUpdatedAt,
		...(staffUpdatedAt !== undefined && { staffUpdatedAt }),
		xeroUpdatedAt,
		values: contactFields(values),
	};
}

function isTextOrNothing(value: unknown): boolean {
	return value === undefined || value === null || typeof value === 'string';
}

function isTexts(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isEpoch(value: unknown): boolean {
	return typeof value === 'number' && Number.isFinite(value);
}
