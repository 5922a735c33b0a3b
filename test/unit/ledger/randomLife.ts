import fc from 'fast-check';
import { add } from '../../../lib/ledger/decisions/add';
import { claimAlerts, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import { endBatch, giveBack } from '../../../lib/ledger/decisions/lease';
import { decideRecord, decideStop, type Verdict } from '../../../lib/ledger/decisions/person';
import { erase } from '../../../lib/ledger/decisions/erase';
import { readPagesJob, startJob } from '../../../lib/ledger/decisions/jobControl';
import { claimPage } from '../../../lib/ledger/decisions/pages';
import { takePage } from '../../../lib/ledger/decisions/takePage';
import { takeVanished } from '../../../lib/ledger/decisions/sweep';
import type { ClaimedRecord } from '../../../lib/ledger/events/claimed';
import { xeroSubject, type Subject } from '../../../lib/ledger/rows/subject';
import { PAGE_TOKEN } from '../../../lib/ledger/rows/work';
import { EVERYBODY } from './pagesWorld';
import { balanceOf, contact, LedgerWorld, MINUTE, ORGANISATION } from './ledgerWorld';
import { outcomeOf } from './randomOutcomes';

export const TOPICS = ['contact.user.updated', 'contact.user.created', 'contact.user.tag.created', 'contact.archived', 'contact.unarchive', 'contact.deleted'];

/** What may happen, with numbers that choose among what is there. */
export type Happens =
	| { what: 'notify'; n: number; topic: number; ago: number; shown: number }
	| { what: 'merge' | 'add' | 'erase' | 'giveBack' | 'endBatch' | 'vanish' | 'claim' | 'page'; n: number }
	| { what: 'settle'; n: number; how: number; late: boolean }
	| { what: 'tellXero'; n: number; ago: number }
	| { what: 'night'; n: number; owes: number }
	| { what: 'wait'; minutes: number }
	| { what: 'tell'; took: boolean; late: boolean; ways: readonly string[] }
	| { what: 'decide'; n: number; how: number }
	| { what: 'stop'; passes: boolean; which: boolean };

const n = fc.nat(4);

export const happens: fc.Arbitrary<Happens> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ what: fc.constant('notify' as const), n, topic: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(TOPICS.length - 1)), ago: fc.nat(1_800), shown: fc.nat(3) }) },
	{ weight: 5, arbitrary: fc.record({ what: fc.constant('claim' as const), n }) },
	{ weight: 8, arbitrary: fc.record({ what: fc.constant('settle' as const), n, how: fc.nat(15), late: fc.boolean() }) },
	{ weight: 4, arbitrary: fc.record({ what: fc.constant('tellXero' as const), n, ago: fc.constantFrom(0, 1, 5_000, 3_600_000) }) },
	{ weight: 2, arbitrary: fc.record({ what: fc.constant('night' as const), n, owes: fc.nat(2) }) },
	{ weight: 3, arbitrary: fc.record({ what: fc.constant('wait' as const), minutes: fc.constantFrom(1, 6, 20, 600, 2_000) }) },
	{ weight: 3, arbitrary: fc.record({ what: fc.constant('tell' as const), took: fc.boolean(), late: fc.boolean(), ways: fc.constantFrom<readonly string[]>(['node'], ['slack', 'email'], ['email']) }) },
	{ weight: 2, arbitrary: fc.record({ what: fc.constant('decide' as const), n, how: fc.nat(5) }) },
	{ weight: 1, arbitrary: fc.record({ what: fc.constant('stop' as const), passes: fc.boolean(), which: fc.boolean() }) },
	{ weight: 3, arbitrary: fc.record({ what: fc.constantFrom('merge' as const, 'add' as const, 'erase' as const, 'giveBack' as const, 'endBatch' as const, 'vanish' as const), n }) },
	{ weight: 1, arbitrary: fc.record({ what: fc.constant('page' as const), n }) },
);

/** Plays what happens; keeps every claim it ever had, so that outcomes also come late. */
export class RandomLife {
	private claims: ClaimedRecord[] = [];
	private alertTokens: string[] = [];

	constructor(readonly world: LedgerWorld) {}

	async play(event: Happens): Promise<void> {
		const { world } = this;
		const { store, now } = world;
		switch (event.what) {
			case 'notify': {
				const at = Math.floor(now / 1_000) - event.ago;
				await world.notify(contact(event.n), { topic: TOPICS[event.topic] ?? '', occurredAtSeconds: at, updatedAtSeconds: at, shown: `s${event.shown}`, reference: { xeroContactId: `x-c${event.n}`, organisationId: ORGANISATION } });
				return;
			}
			case 'merge':
				await world.notify(contact(event.n), { topic: 'contact.merged', mergedIds: [`c${(event.n + 1) % 5}`] });
				return;
			case 'add':
				await store.change(add([{ ...contact(event.n), updatedAtSeconds: null }], { why: 'reconciliation', priority: 'normal', jobId: null, evenSynced: false }, now));
				return;
			case 'claim':
				this.claims.push(...(await world.claim()));
				return;
			case 'settle':
				return await this.settle(event);
			case 'tellXero':
				await world.tellXero(contact(event.n), -event.ago);
				return;
			case 'night':
				await world.night(...[event.n, event.n + 1].map((number) => balanceOf(contact(number % 5), event.owes)));
				return;
			case 'wait':
				return await world.wait(event.minutes * MINUTE);
			case 'tell':
				return await this.tell(event);
			case 'decide':
				await store.change(decideRecord(event.how % 4 === event.n ? xeroSubject(`x-c${event.n}`) : contact(event.n), VERDICTS[event.how]!, 'ada', now));
				return;
			case 'stop':
				await store.change(decideStop(event.which ? 'change' : 'archive', event.passes, 'ada', now));
				return;
			case 'erase':
				await store.change(erase(contact(event.n), 'ada', now));
				return;
			case 'giveBack':
				await store.change(giveBack(this.claims.at(-1)?.token ?? 'none', now));
				return;
			case 'endBatch':
				await store.change(endBatch(this.claims.at(-1)?.token ?? 'none', now));
				return;
			case 'page':
				this.claims.push(...(await takePageOf(world, [event.n, event.n + 1].map((number) => contact(number % 5)))));
				return;
			case 'vanish':
				await store.change(takeVanished(1, '', 2, now));
		}
	}

	private async settle({ how, late }: Extract<Happens, { what: 'settle' }>): Promise<void> {
		const one = late ? this.claims[how % Math.max(1, this.claims.length)] : this.claims.at(-1);
		if (one === undefined) return;
		const rest = late ? [one] : this.claims.filter(({ token }) => token === one.token);
		await this.world.settle(rest.map((claimed, position) => outcomeOf(claimed, how + position, this.world.now)));
	}

	private async tell({ took, late, ways }: Extract<Happens, { what: 'tell' }>): Promise<void> {
		const { store, now } = this.world;
		const token = `a${this.alertTokens.length}`;
		await store.change(claimAlerts({ token, leaseUntil: now + MINUTE, ways }, now));
		this.alertTokens.push(token);
		if (!late) await store.change(confirmAlerts(token, took, now));
		else if (this.alertTokens.length > 1) await store.change(confirmAlerts(this.alertTokens.at(-2)!, took, now));
	}
}

/** A job that never ends reads a page of these contacts. */
async function takePageOf({ store, settings, now }: LedgerWorld, contacts: readonly Subject[]): Promise<ClaimedRecord[]> {
	await store.change(startJob('all', { kind: 'migration', selection: EVERYBODY, sample: 0, dayCalls: 5_000, foreseenBy: '', by: 'ada' }, await store.change(readPagesJob()), now));
	const token = `${PAGE_TOKEN}${store.moves.size} ${now}`;
	const { page } = await store.change(claimPage('all', { token, holder: 'test', isOver: () => false }, settings, now));
	if (page === null) return [];
	const taken = await store.change(takePage('all', token, 'test', { contacts: contacts.map((subject) => ({ ...subject, updatedAtSeconds: null })), nextCursor: 'next', total: 5 }, settings, now));
	return taken.taken ? taken.records : [];
}

const VERDICTS: readonly Verdict[] = [{ do: 'bind', xeroContactId: 'x9' }, { do: 'create' }, { do: 'never' }, { do: 'tryAgain' }, { do: 'keepIntercom' }, { do: 'takeXero' }];
