import type { ArchiveStop, FactName, FactValue, PreviewState, QuotaKnowledge, ServiceHealth, SweepState } from '../rows/facts';
import type { Vendor } from '../rows/subject';
import type { Change, Found } from '../store/step';
import { rewrite } from './rewrite';
import { NEW_HEALTH } from './service';

export const VENDORS: readonly Vendor[] = ['intercom', 'xero'];

const NO_STOP: ArchiveStop = { state: 'open', hourBegan: 0, inHour: 0, held: 0 };
const NO_PREVIEW: PreviewState = { isOn: false, lookAt: 0 };
const NO_SWEEP: SweepState = { number: 0, state: 'idle', startedAt: 0, complete: [0, 0] };
const NO_QUOTA: QuotaKnowledge = { dayRemaining: null, knownAt: 0, dayEndsAt: null };

/** How a service stands; one that was never heard of works. Pure. */
export function healthOf(found: Found, vendor: Vendor): ServiceHealth {
	return found.fact(`service ${vendor}`)?.value ?? NEW_HEALTH;
}

/** The stop before many archivings. Pure. */
export function archiveStopOf(found: Found): ArchiveStop {
	return found.fact('archive stop')?.value ?? NO_STOP;
}

/** The readings of a whole list: of all contacts of Intercom, and of what only Xero knows. */
export type WholeReading = 'sweep' | 'balances';

/** How far they are. Pure. */
export function sweepOf(found: Found, of: WholeReading = 'sweep'): SweepState {
	return found.fact(of)?.value ?? NO_SWEEP;
}

/** Whether Intercom takes what only Xero knows of nobody, as it said since the last reading began. Pure. */
export function takesNoBalances(found: Found): boolean {
	const { number, refused } = sweepOf(found, 'balances');
	return refused === number;
}

/** Whether the upsert only previews. Pure. */
export function previewOf(found: Found): PreviewState {
	return found.fact('preview')?.value ?? NO_PREVIEW;
}

/** What is known of the calls that Xero allows yet. Pure. */
export function quotaOf(found: Found): QuotaKnowledge {
	return found.fact('quota xero')?.value ?? NO_QUOTA;
}

/** Writes a fact, where it is another one than before. Pure. */
export function noteFact<Name extends FactName>(found: Found, name: Name, value: FactValue<Name>): Change[] {
	const was = found.fact(name);
	return was !== null && JSON.stringify(was.value) === JSON.stringify(value) ? [] : rewrite('fact', was, { name, revision: 0, value }, 'noted');
}
