import { KEYS, type TableName, type Tables } from '../rows/columns';
import { subjectKey, type Subject } from '../rows/subject';
import type { FactName, FactRow } from '../rows/facts';
import type { Change, Found } from '../store/step';

/**
 * A step whose decisions build on each other: what one wrote, the next one finds. `done` has one write for each row, from
 * what was found to what it became.
 */
export class Overlay {
	private readonly latest = new Map<string, Tables[TableName] | null>();
	private readonly changes: Change[] = [];

	constructor(private readonly base: Found) {}

	/** What was found, and written since. */
	get found(): Found {
		const { base } = this;
		const about = (subject: Subject) => base.alertsAbout(subject).flatMap((alert) => this.now('alert', alert.key, alert) ?? []);
		return {
			...base,
			record: (subject) => this.now('record', subjectKey(subject), base.record(subject)),
			work: (subject) => this.now('work', subjectKey(subject), base.work(subject)),
			review: (subject) => this.now('review', subjectKey(subject), base.review(subject)),
			alert: (key) => this.now('alert', key, base.alert(key)),
			alertsAbout: (subject) => [...about(subject), ...this.newAlerts(subject)],
			fact: <Name extends FactName>(name: Name) => this.now('fact', name, base.fact(name)) as FactRow<Name> | null,
		};
	}

	/** Takes the changes of one decision. */
	add(changes: readonly Change[]): void {
		for (const change of changes) {
			this.changes.push(change);
			if (change.do === 'write') this.latest.set(placeOf(change), change.is);
		}
	}

	/** All changes, one write a row at most, in the order of their first. */
	done(): Change[] {
		const last = new Map<string, Change>();
		for (const change of this.changes) if (change.do === 'write') last.set(placeOf(change), change);
		const met = new Set<string>();
		return this.changes.flatMap((change): Change[] => {
			if (change.do !== 'write') return [change];
			const place = placeOf(change);
			if (met.has(place)) return [];
			met.add(place);
			const final = { ...last.get(place), was: change.was } as typeof change;
			return final.was === null && final.is === null ? [] : [final];
		});
	}

	private now<Table extends TableName>(table: Table, key: string, found: Tables[Table] | null): Tables[Table] | null {
		const place = `${table} ${key}`;
		return this.latest.has(place) ? (this.latest.get(place) as Tables[Table] | null) : found;
	}

	private newAlerts({ kind, id }: Subject): Tables['alert'][] {
		return [...this.latest].flatMap(([place, row]) => {
			const alert = place.startsWith('alert ') ? (row as Tables['alert'] | null) : null;
			return alert?.kind === kind && alert.id === id && this.base.alert(alert.key) === null ? [alert] : [];
		});
	}
}

function placeOf(change: Extract<Change, { do: 'write' }>): string {
	const row = (change.is ?? change.was) as unknown as Readonly<Record<string, unknown>>;
	return `${change.table} ${KEYS[change.table].map((column) => String(row[column])).join(' ')}`;
}
