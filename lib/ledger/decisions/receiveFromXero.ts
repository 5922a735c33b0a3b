import type { ReceivedFromXero, XeroChange } from '../events/xeroChange';
import type { Binding } from '../rows/facts';
import { isLeftAlone, wasSynced } from '../rows/record';
import { xeroSubject } from '../rows/subject';
import type { PublishedSettings } from '../settings';
import type { Found, Step } from '../store/step';
import { creationOf, isItsOwn } from './fromXero';
import { bySettings } from './published';
import { NOTHING, toldOf, toldOfRecord, type Taken } from './toldByXero';

/** Events of an organisation that is not the ledger's; nothing was written. */
export interface NotOursInXero {
	took: 'anotherOrganisation';
	binding: Binding;
}

/**
 * Takes what Xero tells of contacts that changed, by the settings that were published: events, before they are answered, and
 * what a list of changes found. However often and in whatever order it is told: one row of work for each record, and none for
 * what is known, such as our own writes.
 * @param organisationId whose contacts they are
 * @returns what became of each change, in their order
 */
export function receiveFromXero(organisationId: string, changes: readonly XeroChange[], now: number): Step<ReceivedFromXero[] | NotOursInXero> {
	const newest = new Map<string, number>();
	for (const { xeroContactId, changedAt } of changes) newest.set(keyOf(xeroContactId), Math.max(changedAt, newest.get(keyOf(xeroContactId)) ?? 0));
	return bySettings<ReceivedFromXero[] | NotOursInXero>((settings) => ({
		name: 'receiveFromXero',
		need: { xeroContacts: [...newest.keys()], subjects: [...newest.keys()].map(xeroSubject), facts: ['binding'] },
		decide: (found) => {
			const binding = found.fact('binding')?.value;
			if (binding !== undefined && binding.organisationId.toLowerCase() !== organisationId.toLowerCase()) return { answer: { took: 'anotherOrganisation', binding }, changes: [] };
			const taken = new Map([...newest].map(([xeroContactId, changedAt]) => [xeroContactId, take({ xeroContactId, changedAt }, settings, found, now)]));
			return { answer: changes.map(({ xeroContactId }) => taken.get(keyOf(xeroContactId))!.answer), changes: [...taken.values()].flatMap((one) => one.changes) };
		},
	}));
}

function keyOf(xeroContactId: string): string {
	return xeroContactId.trim().toLowerCase();
}

/** What says most of several records of one contact. */
const MOST_FIRST = ['work', 'afterRunning', 'noted', 'noise', 'nothing'] as const;

function take({ xeroContactId, changedAt }: XeroChange, settings: PublishedSettings, found: Found, now: number): Taken {
	if (settings.bothWays === null) return { answer: { took: 'off' }, changes: [] };
	const bound = found.bound.flatMap((subject) => {
		const record = found.record(subject);
		return wasSynced(record) && record.xeroContactId === xeroContactId ? [record] : [];
	});
	if (bound.length === 0) return toNobody(xeroContactId, changedAt, settings, found, now);
	const taken = bound.filter((record) => isItsOwn(record, settings.billTo)).map((record) => toldOfRecord(record, changedAt, settings, found, now));
	const took = MOST_FIRST.find((one) => taken.some(({ answer }) => answer.took === one)) ?? 'notBound';
	return { answer: { took }, changes: taken.flatMap(({ changes }) => changes) };
}

/** Nobody in Intercom is bound to it: whether it is to be there shows when it is read in Xero, many in one call. */
function toNobody(xeroContactId: string, changedAt: number, settings: PublishedSettings, found: Found, now: number): Taken {
	if (creationOf(settings) === null) return { answer: { took: 'notBound' }, changes: [] };
	const subject = xeroSubject(xeroContactId);
	return isLeftAlone(found.record(subject)) ? NOTHING : toldOf(subject, changedAt, found, now);
}
