import { isRecord } from '../../http/isRecord';
import type { Forecast } from '../decisions/forecasts';
import type { PageFailure } from '../decisions/pages';
import type { LeftBy } from '../events/carried';
import type { Foreseen } from '../rows/forecast';
import { carriedKey } from './carriedKey';
import { changesOrDifferences } from './differenceItem';
import { ItemReader } from './itemReader';
import { rejectedFrom } from './mappingItem';
import { ITEM_UNREADABLE } from './settlementFrom';

/** What an item of a dry run foresees, and of which page it is; null where it is of no dry run, and is settled. */
export interface ForecastItem {
	jobId: string;
	pageToken: string;
	forecast: Forecast;
	/** A service did not answer for it: nobody knows yet. */
	failure: PageFailure | null;
}

const NOTHING_WRITTEN: Omit<Foreseen, 'outcome' | 'reason' | 'message' | 'nextStep'> = { xeroContactId: null, changes: [], contact: null };

/** As an item of a dry run left the mapper or Preview. Pure, never throws. */
export function forecastItem(item: unknown): ForecastItem | null {
	const key = carriedKey(item);
	if (!key.ok || key.carried.dryRun === undefined || typeof key.carried.jobId !== 'string') return null;
	const { kind, id, left, dryRun: pageToken, jobId } = key.carried;
	const read = new ItemReader(isRecord(item) ? item : {});
	const { failure, ...foreseen } = foreseenIn(read, left, key.carried);
	const keys = foreseen.contact === null ? [] : new ItemReader(read.object('foreseen') ?? {}).texts('keys');
	const namesake = namesakeIn(read);
	const newGroups = newGroupsIn(read);
	const company = companyIn(read, foreseen);
	return { jobId, pageToken, failure, forecast: { subject: { kind, id }, keys, ...foreseen, ...(namesake && { namesake }), ...(newGroups && { newGroups }), ...(company && { company }) } };
}

function companyIn(read: ItemReader, { outcome, reason }: Pick<Foreseen, 'outcome' | 'reason'>): Forecast['company'] {
	const id = outcome === 'linked' ? new ItemReader(read.object('record') ?? {}).text('intercomId') : '';
	if (id === '' || (reason !== 'wouldCreate' && reason !== 'wouldUpdate')) return undefined;
	return { id, outcome: reason === 'wouldCreate' ? 'created' : 'updated' };
}

function namesakeIn(read: ItemReader): Forecast['namesake'] {
	const said = read.object('namesake');
	if (said === undefined) return undefined;
	const one = new ItemReader(said);
	return { name: one.text('name'), intercomId: one.text('intercomId') || null, xeroContactId: one.text('xeroContactId') || null };
}

function newGroupsIn(read: ItemReader): Forecast['newGroups'] {
	const said = read.object('newGroups');
	const names = new ItemReader(said ?? {}).texts('names');
	return names.length > 0 && typeof said?.room === 'number' ? { names, room: said.room } : undefined;
}

type Read = Foreseen & { failure: PageFailure | null };

function foreseenIn(read: ItemReader, left: LeftBy, carried: Parameters<typeof rejectedFrom>[1]): Read {
	const said = { reason: read.text('reason'), message: read.text('message'), nextStep: read.text('nextStep'), failure: null };
	if (left === 'mapper.skipped') return { ...NOTHING_WRITTEN, ...said, outcome: 'skipped' };
	if (left === 'mapper.rejected') {
		const rejected = rejectedFrom(read, carried);
		return { ...NOTHING_WRITTEN, outcome: 'rejected', reason: rejected.reason, message: 'message' in rejected ? rejected.message : '', nextStep: 'nextStep' in rejected ? rejected.nextStep : '', failure: null };
	}
	if (!left.startsWith('preview.')) {
		const message = `The item left ${left} and was not looked at with Preview.`;
		return { ...NOTHING_WRITTEN, outcome: 'failed', reason: ITEM_UNREADABLE, message, nextStep: 'Connect all outputs of the mapper and of Preview as in the shipped workflow.', failure: null };
	}
	if (left === 'preview.failed') return { ...NOTHING_WRITTEN, ...said, outcome: 'failed', failure: failureOf(read) };
	if (left === 'preview.review') return { ...NOTHING_WRITTEN, ...said, outcome: 'review', changes: changesOrDifferences(read) };
	return { contact: contactIn(read), ...said, outcome: outcomeOf(read), xeroContactId: read.text('xeroContactId') || null, changes: changesOrDifferences(read) };
}

/** Of a company's staff only the link is foreseen: the contact in Xero is the company's. */
function outcomeOf(read: ItemReader): Foreseen['outcome'] {
	if (read.object('record')?.staff !== undefined) return 'linked';
	if (read.text('outcome') === 'unchanged') return 'unchanged';
	return read.text('reason') === 'wouldCreate' ? 'created' : 'updated';
}

/** What later records of the run are to find. */
function contactIn(read: ItemReader): Foreseen['contact'] {
	const contact = read.object('foreseen')?.contact;
	return isRecord(contact) ? { ...contact } : null;
}

/** Of a record whose key another one has, that is what is foreseen: no other look at the page would change it. */
function failureOf(read: ItemReader): PageFailure | null {
	if (!read.isTrue('retryable') || read.text('class') === 'conflict') return null;
	const retryAt = read.optionalTime('retryAt');
	return { message: read.text('message'), nextStep: read.text('nextStep'), retryable: true, ...(retryAt !== undefined && { retryAt }) };
}
