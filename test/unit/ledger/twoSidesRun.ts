import type { WhenBothChanged } from '../../../lib/ledger/bothWays';
import type { ClaimedRecord } from '../../../lib/ledger/events/claimed';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { broughtBack, review, START, synced } from './ledgerWorld';

export type Field = 'Name' | 'Phone';
export type Fields = Record<Field, string>;

export const FIELDS: readonly Field[] = ['Name', 'Phone'];

/** A contact as one system holds it. */
export class Side {
	fields: Fields = { Name: 'v0', Phone: 'v0' };
	/** Epoch ms of its last change. */
	at = START;
}

interface Seen {
	intercom: Fields;
	xero: Fields;
	intercomAt: number;
	xeroAt: number;
}

type Write = (where: 'intercom' | 'xero', n: number, fields: Partial<Fields>, seen: Fields) => void;
type Look = (n: number) => readonly [intercom: Side, xero: Side];

/** One batch on its way through a workflow whose upserts keep what they promise of the three-way merge. */
export class Run {
	private seen: Map<string, Seen> | null = null;
	private settled: Settlement[] | null = null;

	constructor(
		readonly token: string,
		private readonly claimed: readonly ClaimedRecord[],
	) {}

	read(look: Look): void {
		this.seen ??= new Map(this.claimed.map(({ subject }) => [subject.id, seenOf(look(numberOf(subject.id)))]));
	}

	write(whenBothChanged: WhenBothChanged, write: Write, look: Look): void {
		if (this.seen === null || this.settled !== null) return;
		this.settled = this.claimed.map((one) => {
			const policy = one.bothChangedDecision ?? whenBothChanged;
			return one.output === 'changedInXero' ? back(one, this.seen!.get(one.subject.id)!, policy, write, look) : forth(one, this.seen!.get(one.subject.id)!, policy, write, look);
		});
	}

	/** null until all is written. */
	outcomes(): Settlement[] | undefined {
		return this.settled ?? undefined;
	}
}

/** What both sides agreed on last; null before the first sync. */
function fieldsOf(one: Pick<ClaimedRecord, 'lastSync'>): Fields | null {
	return one.lastSync === null ? null : (one.lastSync.values as unknown as Fields);
}

function forth(one: ClaimedRecord, seen: Seen, policy: WhenBothChanged, write: Write, look: Look): Settlement {
	const n = numberOf(one.subject.id);
	const fingerprint = JSON.stringify(seen.intercom);
	const known = { fingerprint, sourceUpdatedAtSeconds: Math.floor(seen.intercomAt / 1_000), shown: JSON.stringify(seen.intercom), changes: [] };
	// Xero is not asked where nothing of the record changed.
	if (one.lastSync?.fingerprint === fingerprint) return synced(one, { ...known, result: 'unchanged', xeroUpdatedAt: one.lastSync.xeroUpdatedAt, values: undefined, requestIds: [] });
	const { toXero, toIntercom, conflicts } = merged(fieldsOf(one) ?? seen.xero, seen, policy);
	if (conflicts.length > 0) return review(one, 'changedOnBothSides');
	if (Object.keys(toXero).length > 0) write('xero', n, toXero, seen.xero);
	const [, xero] = look(n);
	const written = Object.keys(toXero).length > 0;
	const after = written ? xero : { fields: seen.xero, at: seen.xeroAt };
	const base = fieldsOf(one) ?? seen.xero;
	const values = agreed(base, seen.intercom, after.fields);
	const owes = Object.keys(toIntercom).length > 0 || FIELDS.some((field) => after.fields[field] !== base[field] && after.fields[field] !== seen.intercom[field]);
	return synced(one, { ...known, result: written ? 'updated' : 'unchanged', xeroUpdatedAt: after.at, values: { ...values }, ...(owes && { owesIntercom: true }) });
}

function back(one: ClaimedRecord, seen: Seen, policy: WhenBothChanged, write: Write, look: Look): Settlement {
	const n = numberOf(one.subject.id);
	const base = fieldsOf(one) ?? seen.intercom;
	const { toXero, toIntercom, conflicts } = merged(base, seen, policy);
	const fromXero = { toldAt: one.xeroChangedAt ?? 0, askedIntercom: true };
	if (conflicts.length > 0) return { ...review(one, 'changedOnBothSides'), fromXero };
	const written = Object.keys(toIntercom).length > 0;
	if (written) write('intercom', n, toIntercom, seen.intercom);
	const [intercom] = look(n);
	const after = written ? intercom : { fields: seen.intercom, at: seen.intercomAt };
	const values = agreed(base, after.fields, seen.xero);
	const owesXero = Object.keys(toXero).length > 0 || FIELDS.some((field) => after.fields[field] !== seen.xero[field]);
	return broughtBack(one, { result: written ? 'updated' : 'unchanged', values: { ...values }, xeroUpdatedAt: seen.xeroAt, intercomUpdatedAtSeconds: Math.floor(after.at / 1_000), shown: JSON.stringify(after.fields), owesXero, changes: [] });
}

function merged(base: Fields, { intercom, xero }: Seen, policy: WhenBothChanged): { toXero: Partial<Fields>; toIntercom: Partial<Fields>; conflicts: Field[] } {
	const toXero: Partial<Fields> = {};
	const toIntercom: Partial<Fields> = {};
	const conflicts: Field[] = [];
	for (const field of FIELDS) {
		const [here, there] = [intercom[field], xero[field]];
		if (here === there) continue;
		if (there === base[field] || (here !== base[field] && policy === 'intercom')) toXero[field] = here;
		else if (here === base[field] || policy === 'xero') toIntercom[field] = there;
		else conflicts.push(field);
	}
	return { toXero, toIntercom, conflicts };
}

/** A field in which both sides are not the same has the value on which they were. */
function agreed(base: Fields, intercom: Fields, xero: Fields): Fields {
	return { Name: intercom.Name === xero.Name ? xero.Name : base.Name, Phone: intercom.Phone === xero.Phone ? xero.Phone : base.Phone };
}

function seenOf([intercom, xero]: readonly [Side, Side]): Seen {
	return { intercom: { ...intercom.fields }, xero: { ...xero.fields }, intercomAt: intercom.at, xeroAt: xero.at };
}

function numberOf(id: string): number {
	return Number(id.slice(1));
}
